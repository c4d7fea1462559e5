import { parseId } from '#app/kernel/ids.ts';
import { getDisputeFile } from '#app/modules/disputes/queries/get-dispute-file.server.ts';
import { handoverByToken } from '#app/modules/disputes/queries/get-handover.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Route } from './+types/handover-file.ts';
import { foundOr404 } from './give-file.server.ts';
import { giveProof } from './give-proof.server.ts';

/** A file that a department was given with its question, under the link of its mail; no other file of the dispute. */
export async function loader(args: Route.LoaderArgs) {
  const page = foundOr404(await handoverByToken(staffDb(), args.params.token), 'file');
  const fileId = foundOr404(parseId<never>(args.params.fileId) as string | null, 'file');
  const isGiven = !page.isOver && page.files.some(({ id }) => id === fileId);
  return giveProof(isGiven ? await getDisputeFile(staffDb(), { fileId, disputeId: page.disputeId }) : null);
}
