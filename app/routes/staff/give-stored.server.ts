import { data } from 'react-router';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';

type Stored = { readonly sha256: string; readonly mediaType: string; readonly fileName: string };

/** A stored file, its digest checked on this read. */
export async function giveStored(file: Stored): Promise<Response> {
  const bytes = await readDocument(webProducer(), file);
  if (!bytes.ok)
    throw data(
      {
        title: 'This file cannot be given out',
        text: 'Its content is not what was stored. An administrator must look at the file store.',
      },
      503,
    );
  return downloadResponse({ body: bytes.value, fileName: file.fileName, contentType: file.mediaType });
}
