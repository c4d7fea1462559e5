import { ok, type Result } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import type { Applied, ApplyPaymentRefusal, HowToApply } from '#app/modules/cash-application/types.ts';
import { decidePromises } from '#app/modules/collections/commands/decide-promises.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import type { RecordedPayment, RecordPaymentInput, RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { noticePlans } from './look-at-plan.server.ts';

export type ReceivePaymentInput = {
  readonly payment: RecordPaymentInput;
  readonly apply: HowToApply;
  readonly sendReceipt?: boolean;
};

/**
 * Records a payment, applies it and promises its receipt, in one transaction. What is not applied stays as unapplied
 * cash. Refuses whatever recording or applying refuses, and then nothing is stored.
 */
export async function receivePayment(
  tx: Tx,
  actor: Actor,
  input: ReceivePaymentInput,
  moment: Moment,
): Promise<Result<RecordedPayment & Applied, RecordPaymentRefusal | ApplyPaymentRefusal>> {
  const recorded = await recordPayment(tx, actor, input.payment, moment);
  if (!recorded.ok) return recorded;
  const applied = await applyPayment(tx, actor, {
    creditItemId: recorded.value.openItemId,
    how: input.apply,
    effectiveOn: input.payment.receivedOn,
  });
  if (!applied.ok) return applied;
  await decidePromises(tx, SYSTEM, { customerId: input.payment.customerId }, moment);
  await noticePlans(tx, input.payment.customerId);
  if (input.sendReceipt !== false) await enqueue(tx, 'send-receipt', { paymentId: recorded.value.id });
  return ok({ ...recorded.value, ...applied.value });
}
