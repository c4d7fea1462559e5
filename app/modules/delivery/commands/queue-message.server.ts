import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { QueueMessageInput } from '../types.ts';

/**
 * Orders a message in the transaction of what it tells of. A second order under the same send key does nothing and
 * answers null. The gate is asked when the message leaves, not here.
 */
export async function queueMessage(
  tx: Tx,
  input: QueueMessageInput,
  moment: Moment,
): Promise<{ messageId: string } | null> {
  const suppressed = input.suppressedBecause !== undefined;
  const { afterSeconds = 0 } = input;
  const row = await tx
    .insertInto('messages')
    .values({
      send_key: input.sendKey,
      kind: input.kind,
      customer_id: input.customerId,
      invoice_id: input.invoiceId ?? null,
      payment_id: input.paymentId ?? null,
      to_address: input.toAddress,
      details: JSON.stringify(input.details ?? {}),
      state: suppressed ? 'suppressed' : 'queued',
      state_reason: input.suppressedBecause ?? '',
      queued_at: moment.now,
      changed_at: moment.now,
      not_before_at: afterSeconds > 0 ? new Date(moment.now.getTime() + afterSeconds * 1_000) : null,
    })
    .onConflict((conflict) => conflict.column('send_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  if (!suppressed) await enqueue(tx, 'send-message', { messageId: row.id }, { startAfter: afterSeconds });
  return { messageId: row.id };
}
