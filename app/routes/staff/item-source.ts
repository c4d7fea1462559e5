import { redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { itemSource } from '#app/modules/ledger/queries/get-opening-item.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Route } from './+types/item-source.ts';
import { foundOr404 } from './not-found.ts';
import { sourcePath } from './source-path.ts';

/** Leads from an open item to the page of what made it. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const itemId = foundOr404(parseId(args.params.itemId), 'open item');
  throw redirect(sourcePath(foundOr404(await itemSource(staffDb(), itemId), 'open item')));
}
