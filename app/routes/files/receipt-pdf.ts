import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type PaymentId, parseId } from '#app/kernel/ids.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { ensureReceiptPdf } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/receipt-pdf.ts';
import { foundOr404, giveDocument } from './give-file.server.ts';

/** The receipt of one of the customer's own payments; a payment that was taken back has none to give. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId } = await requirePortal(args, 'view');
  const paymentId = foundOr404(parseId<PaymentId>(args.params.id), 'payment');
  const payment = await readAsPortal(portalDb(), scope, (db) => getPayment(db, { paymentId, customerId }));
  const standing = payment?.reversal ? null : payment;
  return giveDocument(await ensureReceiptPdf(webProducer(), foundOr404(standing, 'receipt').id));
}
