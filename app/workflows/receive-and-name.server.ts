import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import type { RecordedPayment, RecordPaymentInput, RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { type NamedRest, type Settled, type SettleRefusal, settleAndName } from './settle-and-name.server.ts';

export type ReceiveAndNameInput = {
  readonly payment: RecordPaymentInput;
  readonly apply: HowToApply;
  readonly rests: readonly NamedRest[];
  readonly leftOver: 'account' | 'small_difference';
  readonly sendReceipt?: boolean;
};

/**
 * Records a payment by hand, sets it against items of the customer or its group, names every difference and promises
 * the receipt: one transaction. Refuses whatever any of these refuses, and then nothing is stored.
 */
export async function receiveAndName(
  tx: Tx,
  actor: Actor,
  input: ReceiveAndNameInput,
  moment: Moment,
): Promise<Result<RecordedPayment & Settled, RecordPaymentRefusal | SettleRefusal>> {
  const recorded = await recordPayment(tx, actor, input.payment, moment);
  if (!recorded.ok) return recorded;
  const { receivedOn, valueOn, note } = input.payment;
  const settled = await settleAndName(
    tx,
    actor,
    {
      ...{
        creditItemId: recorded.value.openItemId,
        paymentId: recorded.value.id,
        how: input.apply,
        rests: input.rests,
      },
      ...{ leftOver: input.leftOver, effectiveOn: receivedOn, paidOn: valueOn ?? receivedOn, reason: note },
    },
    moment,
  );
  if (!settled.ok) return settled;
  if (input.sendReceipt !== false) await enqueue(tx, 'send-receipt', { paymentId: recorded.value.id });
  return ok({ ...recorded.value, ...settled.value });
}
