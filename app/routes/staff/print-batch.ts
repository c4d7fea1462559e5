import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Id, parseId } from '#app/kernel/ids.ts';
import { getPrintBatch } from '#app/modules/delivery/queries/print-batches.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Route } from './+types/print-batch.ts';
import { giveStored } from './give-stored.server.ts';
import { foundOr404 } from './not-found.ts';

/** The file of a print batch, exactly as it was made. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const id = parseId<Id<'print-batch'>>(args.params.id);
  const batch = foundOr404(id && (await getPrintBatch(staffDb(), id)), 'file');
  const day = batch.madeAt.toISOString().slice(0, 10);
  return giveStored({
    sha256: batch.sha256,
    mediaType: 'application/pdf',
    fileName: `print-${batch.channel}-${day}.pdf`,
  });
}
