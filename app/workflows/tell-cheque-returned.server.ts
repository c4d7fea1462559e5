import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

/**
 * Orders the letter about a returned cheque to each contact who receives invoices, once a cheque and address. Without any
 * address the message is kept as suppressed, so that staff see that nobody was told.
 */
export async function tellChequeReturned(
  tx: Tx,
  of: { readonly id: string; readonly customerId: string; readonly paymentId: string },
  moment: Moment,
): Promise<void> {
  const kind = 'cheque_returned' as const;
  const customer = await getCustomer(tx, of.customerId);
  const to = (customer?.contacts ?? []).filter((contact) => contact.receivesInvoices).map((contact) => contact.email);
  const about = {
    ...{ kind, customerId: of.customerId, paymentId: of.paymentId, details: { instrumentId: of.id } },
  };
  for (const toAddress of to)
    await queueMessage(tx, { ...about, sendKey: `${kind}:${of.id}:${toAddress}`, toAddress }, moment);
  if (to.length === 0) {
    const nobody = { sendKey: `${kind}:${of.id}:nobody`, toAddress: '', suppressedBecause: NO_ADDRESS };
    await queueMessage(tx, { ...about, ...nobody }, moment);
  }
}
