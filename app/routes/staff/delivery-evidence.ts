import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Id, parseId } from '#app/kernel/ids.ts';
import { getEvidence } from '#app/modules/delivery/queries/print-batches.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Route } from './+types/delivery-evidence.ts';
import { giveStored } from './give-stored.server.ts';
import { foundOr404 } from './not-found.ts';

/** The photo or paper that shows a document was handed over or uploaded. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const deliveryId = parseId<Id<'delivery'>>(args.params.id);
  const evidenceId = parseId<Id<'evidence'>>(args.params.evidenceId);
  const asked = deliveryId && evidenceId && (await getEvidence(staffDb(), { deliveryId, evidenceId }));
  return giveStored(foundOr404(asked, 'picture'));
}
