import { sentence } from '#app/guards/guarded-request.server.ts';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getDisputeFile } from '#app/modules/disputes/queries/get-dispute-file.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/dispute-file.ts';
import { foundOr404 } from './give-file.server.ts';

/** A file of a thread of the customer's that they may read, its digest checked on this read. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId } = await requirePortal(args, 'view');
  const fileId = foundOr404(parseId(args.params.id), 'file');
  const asked = await readAsPortal(portalDb(), scope, (db) => getDisputeFile(db, { fileId, customerId }));
  const file = foundOr404(asked, 'file');
  const bytes = await readDocument(webProducer(), file);
  if (!bytes.ok)
    throw sentence(
      503,
      'This file cannot be given out now: what we stored could not be read whole. Write to us and we send it to you.',
    );
  return downloadResponse({ body: bytes.value, fileName: file.fileName, contentType: file.mediaType });
}
