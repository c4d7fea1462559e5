import { ok } from '#app/kernel/result.ts';
import { approversOf, personById } from '#app/modules/auth/queries/people-of-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { getPaymentAsk } from '#app/modules/payments/queries/payment-asks.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/** Job: tells the approvers of a prepared payment, or its asker that it was sent back. Run again it tells nobody twice. */
export async function tellPaymentAsk(outside: Pick<Outside, 'db'>, askId: string): Promise<void> {
  const moment = await momentFor(outside);
  const ask = await getPaymentAsk(outside.db, { askId }, moment.now);
  if (ask?.state !== 'waiting' && ask?.state !== 'sent_back') return;
  const isAsked = ask.state === 'waiting';
  const asker = isAsked ? null : await personById(outside.db, ask.askedBy);
  const readers = isAsked
    ? (await approversOf(outside.db, ask.customerId)).filter((person) => person.id !== ask.askedBy)
    : asker
      ? [asker]
      : [];
  const kind = isAsked ? ('payment_asked' as const) : ('payment_sent_back' as const);
  await inTransaction(outside.db, async (tx) => {
    for (const { email } of readers) {
      const message = { sendKey: `${kind}:${ask.id}:${email}`, kind, customerId: ask.customerId, toAddress: email };
      await queueMessage(tx, { ...message, details: { askId: ask.id } }, moment);
    }
    return ok();
  });
}
