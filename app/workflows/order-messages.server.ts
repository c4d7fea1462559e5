import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { orderDelivery } from './order-delivery.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { ensureReceiptPdf, type Producer } from './produce-document.server.ts';

/** Job: sends an issued document the customer's way. Run again it orders nothing twice. */
export async function deliverInvoice(outside: Pick<Outside, 'db'>, invoiceId: string): Promise<void> {
  const invoice = await getInvoice(outside.db, { invoiceId });
  if (!invoice) return;
  const moment = await momentFor(outside);
  const { customerId, kind } = invoice;
  const order = { customerId, documentKind: kind, about: { invoiceId }, once: 'issued' };
  await inTransaction(outside.db, async (tx) => ok(await orderDelivery(tx, SYSTEM, order, moment)));
}

/** Job: makes the receipt of a payment and sends it to the payer, or else the customer's way. */
export async function sendReceipt(outside: Producer, paymentId: string): Promise<void> {
  const payment = await getPayment(outside.db, { paymentId });
  // Taken back before it was thanked for: a line of the bank was undone within its ten seconds.
  if (!payment || payment.reversal) return;
  const made = await ensureReceiptPdf(outside, paymentId, { deliver: true });
  if (!made.ok) throw new Error(`the receipt of payment ${payment.number} could not be made: ${made.refusal.code}`);
  const payer = (await getAttempt(outside.db, { paymentId }))?.notifyEmail;
  const moment = await momentFor(outside);
  const order = {
    ...{ customerId: payment.customerId, documentKind: 'receipt' as const, about: { documentId: made.value.id } },
    ...{ paymentId, once: 'issued', ...(payer ? { channel: 'email' as const, to: [payer] } : {}) },
  };
  await inTransaction(outside.db, async (tx) => ok(await orderDelivery(tx, SYSTEM, order, moment)));
}
