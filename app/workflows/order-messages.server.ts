import { ok } from '#app/kernel/result.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { inTransaction, type ReadDb } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { ensureReceiptPdf, type Producer } from './produce-document.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

type Order = {
  readonly kind: 'invoice' | 'receipt';
  readonly customerId: string;
  readonly sourceId: string;
  readonly to: readonly string[];
};

/** Job: orders one message about an invoice for each contact who receives invoices. Run again it orders nothing twice. */
export async function deliverInvoice(outside: Pick<Outside, 'db'>, invoiceId: string): Promise<void> {
  const invoice = await getInvoice(outside.db, { invoiceId });
  if (!invoice) return;
  const to = await recipients(outside.db, invoice.customerId);
  await order(outside, { kind: 'invoice', customerId: invoice.customerId, sourceId: invoice.id, to });
}

/** Job: makes the receipt of a payment and orders its message to the payer, or to the contacts who receive invoices. */
export async function sendReceipt(outside: Producer, paymentId: string): Promise<void> {
  const payment = await getPayment(outside.db, { paymentId });
  if (!payment) return;
  const made = await ensureReceiptPdf(outside, paymentId);
  if (!made.ok) throw new Error(`the receipt of payment ${payment.number} could not be made: ${made.refusal.code}`);
  const payer = (await getAttempt(outside.db, { paymentId }))?.notifyEmail;
  const to = payer ? [payer] : await recipients(outside.db, payment.customerId);
  await order(outside, { kind: 'receipt', customerId: payment.customerId, sourceId: payment.id, to });
}

async function recipients(db: ReadDb, customerId: string): Promise<string[]> {
  const customer = await getCustomer(db, customerId);
  return (customer?.contacts ?? []).filter((contact) => contact.receivesInvoices).map((contact) => contact.email);
}

async function order(outside: Pick<Outside, 'db'>, { kind, customerId, sourceId, to }: Order): Promise<void> {
  const moment = await momentFor(outside);
  const about = kind === 'invoice' ? { invoiceId: sourceId } : { paymentId: sourceId };
  await inTransaction(outside.db, async (tx) => {
    for (const toAddress of to)
      await queueMessage(
        tx,
        { sendKey: `${kind}:${sourceId}:${toAddress}`, kind, customerId, ...about, toAddress },
        moment,
      );
    if (to.length === 0)
      await queueMessage(
        tx,
        {
          sendKey: `${kind}:${sourceId}:nobody`,
          kind,
          customerId,
          ...about,
          toAddress: '',
          suppressedBecause: NO_ADDRESS,
        },
        moment,
      );
    return ok();
  });
}
