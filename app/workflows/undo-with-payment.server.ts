import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { takeBackReductions } from '#app/modules/cash-application/commands/take-back-reductions.server.ts';
import { takeBackTransfers } from '#app/modules/cash-application/commands/take-back-transfers.server.ts';
import { customersTouched } from '#app/modules/cash-application/queries/customers-touched.server.ts';
import { decidePromises } from '#app/modules/collections/commands/decide-promises.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { creditSurcharge } from '#app/modules/payments/commands/credit-surcharge.server.ts';
import { type ReversePaymentInput, reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import type { ReversePaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { noticePlans } from './look-at-plan.server.ts';

export type UndonePayment = {
  readonly reopenedItemIds: readonly string[];
  readonly effectiveOn: PlainDate;
  /** Differences named with it that were taken back, and what it paid in the group that is open again. */
  readonly takenBack: number;
  /** What had a life of its own since and stands: a person decides what becomes of it. */
  readonly standing: number;
};

/**
 * A payment came back, and with it all that rested on it: the payment is reversed, what it was moved to within the group
 * comes back, and so do the differences that were named with it and the surcharge of its method. The one way in which a payment is reversed. Refuses what
 * reversing refuses. Locks every customer the payment touched, in id order, before anything is written.
 */
export async function undoWithPayment(
  tx: Tx,
  actor: Actor,
  input: ReversePaymentInput,
  moment: Moment,
): Promise<Result<UndonePayment, ReversePaymentRefusal>> {
  const touched = await customersTouched(tx, input.paymentId);
  await lockCustomers(tx, touched);
  const reversed = await reversePayment(tx, actor, input, moment);
  if (!reversed.ok) return reversed;
  const { paymentId, reason } = input;
  const { reopenedItemIds, effectiveOn } = reversed.value;
  const back = { paymentId, reason, effectiveOn };
  const transfers = await takeBackTransfers(tx, actor, back, moment);
  const surcharge = await creditSurcharge(tx, SYSTEM, back, moment);
  if (surcharge) await enqueue(tx, 'produce-invoice', { invoiceId: surcharge, deliver: 'no' });
  const reductions = await takeBackReductions(tx, actor, back, moment);
  for (const customerId of touched) {
    await decidePromises(tx, SYSTEM, { customerId }, moment);
    await noticePlans(tx, customerId);
  }
  return ok({
    ...{ reopenedItemIds, effectiveOn, takenBack: transfers.takenBack + reductions.takenBack },
    standing: transfers.standing + reductions.standing,
  });
}
