import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getInstrument } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { ensureProvisionalReceipt, ensureReceiptPdf } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/cheque-receipt-pdf.ts';
import { foundOr404, giveDocument } from './give-file.server.ts';

/** The receipt of a cheque: provisional until it clears. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const instrumentId = parseId(args.params.id);
  const found = instrumentId && (await getInstrument(staffDb(), { instrumentId, today: moment.today }));
  const cheque = foundOr404(found, 'cheque');
  const isFinal = cheque.state === 'cleared' && cheque.payment !== null;
  return giveDocument(
    isFinal
      ? await ensureReceiptPdf(webProducer(), cheque.payment.id)
      : await ensureProvisionalReceipt(webProducer(), cheque.id),
  );
}
