import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { refundFile } from '#app/modules/adjustments/queries/refund-batches.server.ts';
import type { RefundBatchId } from '#app/modules/adjustments/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import type { Route } from './+types/refund-file.ts';
import { foundOr404 } from './not-found.ts';

/** The credit transfer file as it was approved, for the bank. It holds account numbers: only who asks for refunds gets it. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'refunds.request');
  const id = parseId<RefundBatchId>(args.params.id);
  const file = foundOr404(id && (await refundFile(staffDb(), id)), 'file');
  return downloadResponse({
    body: file.document,
    fileName: `${file.number}.xml`,
    contentType: 'application/xml; charset=utf-8',
  });
}
