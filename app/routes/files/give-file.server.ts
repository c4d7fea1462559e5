import { sentence } from '#app/guards/guarded-request.server.ts';
import type { Result } from '#app/kernel/result.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { type ProduceRefusal, readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';

/** The thing, or a 404 that says which kind of thing is not there; plain words, for there is no page around a file. */
export function foundOr404<Thing>(thing: Thing | null | undefined, what: string): Thing {
  if (thing) return thing;
  throw sentence(404, `We cannot find this ${what}. It may belong to another account.`);
}

/** A stored document as a download, its hash checked on this read. The caller has proved that the person may see it. */
export async function giveDocument(produced: Result<StoredDocument, ProduceRefusal>): Promise<Response> {
  if (!produced.ok && produced.refusal.code === 'unknown') return foundOr404<Response>(null, 'document');
  if (!produced.ok)
    throw sentence(
      503,
      'This file is not made yet: something on our side stands in its way, and it is tried again by itself. Come back in a while, or write to us.',
    );
  const bytes = await readDocument(webProducer(), produced.value);
  if (!bytes.ok) {
    throw sentence(
      503,
      'This file cannot be given out now: what we stored could not be read whole. Write to us and we send it to you.',
    );
  }
  const { fileName, mediaType } = produced.value;
  return downloadResponse({ body: bytes.value, fileName, contentType: mediaType });
}
