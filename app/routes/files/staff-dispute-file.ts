import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getDisputeFile } from '#app/modules/disputes/queries/get-dispute-file.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Route } from './+types/staff-dispute-file.ts';
import { foundOr404 } from './give-file.server.ts';
import { giveProof } from './give-proof.server.ts';

/** A file of a dispute's thread, of the customer's side or ours. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const disputeId = foundOr404(parseId<never>(args.params.id) as string | null, 'file');
  const fileId = foundOr404(parseId<never>(args.params.fileId) as string | null, 'file');
  return giveProof(await getDisputeFile(staffDb(), { fileId, disputeId }));
}
