import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type DocumentId, parseId } from '#app/kernel/ids.ts';
import { ok } from '#app/kernel/result.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Route } from './+types/kept-statement-pdf.ts';
import { foundOr404, giveDocument } from './give-file.server.ts';

const KINDS = ['statement', 'group_statement'];

/** One of the customer's own statements as it was kept, or its group's. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId } = await requirePortal(args, 'view');
  const id = foundOr404(parseId<DocumentId>(args.params.id), 'statement');
  const document = await readAsPortal(portalDb(), scope, (db) => getDocument(db, { id }));
  const own = document && KINDS.includes(document.kind) && document.customerId === customerId ? document : null;
  return giveDocument(ok(foundOr404(own, 'statement')));
}
