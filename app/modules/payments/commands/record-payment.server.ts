import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { RecordedPayment, RecordPaymentInput, RecordPaymentRefusal } from '../types.ts';
import { recordPayments } from './record-payments.server.ts';

/** Records one payment; promises, refusals and locks are those of recordPayments. */
export async function recordPayment(
  tx: Tx,
  actor: Actor,
  input: RecordPaymentInput,
  moment: Moment,
): Promise<Result<RecordedPayment, RecordPaymentRefusal>> {
  const recorded = await recordPayments(tx, actor, { payments: [input] }, moment);
  return recorded.ok ? ok(recorded.value[0]!) : recorded;
}
