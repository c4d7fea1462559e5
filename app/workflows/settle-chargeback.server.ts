import { assert } from '#app/kernel/assert.ts';
import { dateInZone, earlier, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { chargeBackPart } from '#app/modules/payments/commands/charge-back-part.server.ts';
import { lockAttempt } from '#app/modules/payments/commands/lock-attempt.server.ts';
import { noteChargeback } from '#app/modules/payments/commands/note-chargeback.server.ts';
import { recordChargebackStep } from '#app/modules/payments/commands/record-chargeback-step.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { itemsOpenedBy, type OpenedItem } from '#app/modules/payments/queries/items-opened-by.server.ts';
import type { Attempt, ChargebackState } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { BalanceRow, Dispute } from '#app/platform/stripe/stripe-balance-objects.ts';
import { afterCharge } from './after-charge.server.ts';
import { giveBack } from './settle-attempt.server.ts';
import type { DoesNotFit } from './take-money.server.ts';
import { tellPayer } from './tell-payer.server.ts';

const TAKEN_BACK = 'Your bank took the payment back. The invoices it covered are open again.';

type Paid = Attempt & { readonly paymentId: string };
type Asked = { readonly attemptId: string; readonly dispute: Dispute; readonly timeZone: string };

/**
 * Brings a chargeback to what the processor says about it now: what was withdrawn reverses the payment, or a part of it is
 * owed again as an item of its own; what was reinstated comes in as a payment and settles what had opened. An inquiry posts
 * nothing, a lost case nothing more. Any number and order of events leads to the same end. Facts that do not fit ours are
 * for a person. Answers whether anything changed. Locks the attempt, then the customer.
 */
export async function settleChargeback(tx: Tx, asked: Asked, moment: Moment): Promise<Result<boolean, DoesNotFit>> {
  const { dispute } = asked;
  const attempt = await lockAttempt(tx, asked.attemptId);
  if (!attempt?.paymentId) return misfit('Money was taken back that has not arrived here.');
  if (dispute.currency !== attempt.currency)
    return misfit(`The chargeback is in ${dispute.currency}, the payment in ${attempt.currency}.`);
  if (dispute.amountMinor > attempt.amountMinor)
    return misfit(`${dispute.amountMinor} minor units were contested of ${attempt.amountMinor}.`);
  const { paymentId } = attempt;
  const dayOf = (at: Date): PlainDate => earlier(dateInZone(at, asked.timeZone), moment.today);
  const known = await noteChargeback(
    tx,
    {
      ...{ disputeRef: dispute.id, paymentId, customerId: attempt.customerId, currency: dispute.currency },
      ...{ amountMinor: dispute.amountMinor, reason: dispute.reason, state: stateOf(dispute) },
      openedOn: dayOf(dispute.createdAt),
    },
    moment,
  );
  const about = { attempt: { ...attempt, paymentId }, dispute, chargebackId: known.id };
  const taken = dispute.moves.find((move) => move.amountMinor < 0n);
  let changed = false;
  if (taken && !known.withdrawn) {
    const withdrawn = await withdraw(tx, { ...about, happenedOn: dayOf(taken.createdAt) }, moment);
    if (!withdrawn.ok) return withdrawn;
    changed = true;
  }
  const given = dispute.moves.find((move) => move.amountMinor > 0n);
  if (!given || known.reinstated) return ok(changed);
  const amountMinor = reinstatedMinor(dispute, given);
  return reinstate(tx, { ...about, happenedOn: dayOf(given.createdAt), amountMinor }, moment);
}

const misfit = (note: string): Result<never, DoesNotFit> => refuse({ code: 'does-not-fit', note });

function stateOf({ status }: Dispute): ChargebackState {
  if (status.startsWith('warning')) return 'inquiry';
  return status === 'won' || status === 'lost' ? status : 'open';
}

/** What came back, never more than was contested; where the balance has another currency, all of it. */
function reinstatedMinor(dispute: Dispute, given: BalanceRow): bigint {
  return given.currency === dispute.currency && given.amountMinor < dispute.amountMinor
    ? given.amountMinor
    : dispute.amountMinor;
}

type Moved = {
  readonly attempt: Paid;
  readonly dispute: Dispute;
  readonly chargebackId: string;
  readonly happenedOn: PlainDate;
};

async function withdraw(tx: Tx, moved: Moved, moment: Moment): Promise<Result<void, DoesNotFit>> {
  const { attempt, dispute, happenedOn } = moved;
  const { amountMinor } = dispute;
  let debitItemId: string | null = null;
  if (amountMinor === attempt.amountMinor) await giveBack(tx, attempt, { reason: TAKEN_BACK, happenedOn }, moment);
  else {
    const taken = await chargeBackPart(tx, {
      ...{ paymentId: attempt.paymentId, amountMinor, happenedOn, memo: dispute.id, account: '1030' },
    });
    if (taken === null)
      return misfit(`${amountMinor} minor units were taken back of a payment that is reversed whole already.`);
    debitItemId = taken.itemId;
    const details = { takenBackMinor: amountMinor.toString() };
    const sendKey = `payment-part-came-back:${dispute.id}`;
    await tellPayer(tx, attempt, { kind: 'payment_failed', sendKey, details }, moment);
    await afterCharge(tx, attempt);
  }
  await recordChargebackStep(
    tx,
    SYSTEM,
    {
      ...{ chargebackId: moved.chargebackId, customerId: attempt.customerId, contestedId: attempt.paymentId },
      ...{ kind: 'withdrawn', amountMinor, happenedOn, ...(debitItemId ? { debitItemId } : {}) },
    },
    moment,
  );
  return ok();
}

/** Money that came back is a payment of its own: it settles what the chargeback had opened, as far as that is still open. */
async function reinstate(
  tx: Tx,
  moved: Moved & { readonly amountMinor: bigint },
  moment: Moment,
): Promise<Result<boolean, DoesNotFit>> {
  const { attempt, happenedOn, amountMinor } = moved;
  const contested = await getPayment(tx, { paymentId: attempt.paymentId });
  assert(contested, 'the payment of an attempt is there');
  const recorded = await recordPayment(
    tx,
    SYSTEM,
    {
      ...{ customerId: attempt.customerId, method: contested.method, currency: attempt.currency, amountMinor },
      ...{ receivedOn: happenedOn, whenClosed: 'move', reference: contested.number, payerName: contested.payerName },
      ...{ note: `Given back after the chargeback of ${contested.number}.`, acceptSuspicion: true },
    },
    moment,
  );
  if (!recorded.ok) return misfit(`The money came back and could not be recorded: ${recorded.refusal.code}.`);
  const allocations = upTo(amountMinor, await itemsOpenedBy(tx, { chargebackId: moved.chargebackId }));
  const applied = await applyPayment(tx, SYSTEM, {
    creditItemId: recorded.value.openItemId,
    how: allocations.length > 0 ? { kind: 'chosen', allocations } : { kind: 'none' },
    ...{ effectiveOn: happenedOn, whenClosed: 'move' },
  });
  assert(applied.ok, 'what a chargeback opened can be settled under the lock of its customer');
  await recordChargebackStep(
    tx,
    SYSTEM,
    {
      ...{ chargebackId: moved.chargebackId, customerId: attempt.customerId, contestedId: attempt.paymentId },
      ...{ kind: 'reinstated', amountMinor, happenedOn, paymentId: recorded.value.id },
    },
    moment,
  );
  await enqueue(tx, 'send-receipt', { paymentId: recorded.value.id });
  return ok(true);
}

function upTo(amountMinor: bigint, items: readonly OpenedItem[]): OpenedItem[] {
  let left = amountMinor;
  const parts: OpenedItem[] = [];
  for (const item of items) {
    const part = item.amountMinor < left ? item.amountMinor : left;
    if (part > 0n) parts.push({ itemId: item.itemId, amountMinor: part });
    left -= part;
  }
  return parts;
}
