import { getRefund } from '#app/modules/adjustments/queries/get-refund.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

export type RefundNews = 'refund_sent' | 'refund_paid' | 'refund_failed';

/** Orders the message about a step of a refund to the first contact who receives invoices, once a step; else it is kept as suppressed. */
export async function tellRefund(tx: Tx, refundId: string, kind: RefundNews, moment: Moment): Promise<void> {
  const refund = await getRefund(tx, { id: refundId });
  if (!refund) return;
  const customer = await getCustomer(tx, refund.customerId);
  const to = customer?.contacts.find((contact) => contact.receivesInvoices)?.email;
  await queueMessage(
    tx,
    {
      ...{ kind, sendKey: `${kind}:${refundId}`, customerId: refund.customerId, paymentId: refund.paymentId },
      ...{ toAddress: to ?? '', details: { refundId }, ...(to ? {} : { suppressedBecause: NO_ADDRESS }) },
    },
    moment,
  );
}
