import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { MessageKind } from '#app/modules/delivery/types.ts';
import type { Attempt } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export const NO_ADDRESS = 'No contact of this customer receives invoices, so there is nobody to write to.';

/**
 * Orders a message about an attempt to whoever asked for it, or else to the first contact who receives invoices. Without
 * any address the message is kept as suppressed, so that staff see that nobody was told.
 */
export async function tellPayer(
  tx: Tx,
  attempt: Attempt,
  message: {
    readonly kind: MessageKind;
    readonly sendKey: string;
    readonly details?: Readonly<Record<string, string>>;
  },
  moment: Moment,
): Promise<void> {
  const to = attempt.notifyEmail || (await firstRecipient(tx, attempt.customerId));
  await queueMessage(
    tx,
    {
      ...message,
      customerId: attempt.customerId,
      paymentId: attempt.paymentId,
      toAddress: to ?? '',
      details: { ...message.details, attemptId: attempt.id },
      ...(to ? {} : { suppressedBecause: NO_ADDRESS }),
    },
    moment,
  );
}

async function firstRecipient(tx: Tx, customerId: string): Promise<string | undefined> {
  const customer = await getCustomer(tx, customerId);
  return customer?.contacts.find((contact) => contact.receivesInvoices)?.email;
}
