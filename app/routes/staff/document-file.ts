import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type DocumentId, parseId } from '#app/kernel/ids.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/document-file.ts';
import { foundOr404 } from './not-found.ts';

/** A stored document, its digest checked on this read. */
export async function loader(args: Route.LoaderArgs) {
  const { db } = await requireStaff(args, 'accounts.read');
  const id = parseId<DocumentId>(args.params.id);
  const document = foundOr404(id && (await getDocument(db, { id })), 'document');
  const bytes = await readDocument(webProducer(), document);
  if (!bytes.ok)
    throw data(
      {
        title: 'This file cannot be given out',
        text: 'Its content is not what was stored. An administrator must look at the file store.',
      },
      503,
    );
  return downloadResponse({ body: bytes.value, fileName: document.fileName, contentType: document.mediaType });
}
