import { sentence } from '#app/guards/guarded-request.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { foundOr404 } from './give-file.server.ts';

type Proof = { readonly fileName: string; readonly mediaType: string; readonly sha256: string };

/** A file somebody sent as proof, as a download, its digest checked on this read. The caller has proved who may see it. */
export async function giveProof(proof: Proof | null): Promise<Response> {
  const file = foundOr404(proof, 'file');
  const bytes = await readDocument(webProducer(), file);
  if (!bytes.ok)
    throw sentence(
      503,
      'This file cannot be given out now: what we stored could not be read whole. Tell an administrator.',
    );
  return downloadResponse({ body: bytes.value, fileName: file.fileName, contentType: file.mediaType });
}
