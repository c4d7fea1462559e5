import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getDeposit } from '#app/modules/instruments/queries/get-deposit.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { renderDepositSlip } from '#app/workflows/render-deposit-slip.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/deposit-slip-pdf.ts';
import { foundOr404 } from './give-file.server.ts';

/** The slip that goes to the bank with the cheques. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id);
  const deposit = foundOr404(id && (await getDeposit(staffDb(), id)), 'deposit');
  const body = await renderDepositSlip(webProducer(), deposit);
  return downloadResponse({ body, fileName: `${deposit.number}.pdf`, contentType: 'application/pdf' });
}
