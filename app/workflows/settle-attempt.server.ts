import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import {
  claimProcessorEffect,
  type ProcessorEffect,
} from '#app/modules/payments/commands/claim-processor-effect.server.ts';
import { closeAttempt } from '#app/modules/payments/commands/close-attempt.server.ts';
import { lockAttempt, lockAttempts } from '#app/modules/payments/commands/lock-attempt.server.ts';
import { markAttemptProcessing } from '#app/modules/payments/commands/mark-attempt-processing.server.ts';
import { markAttemptReversed } from '#app/modules/payments/commands/mark-attempt-reversed.server.ts';
import { noteAttemptCheckout } from '#app/modules/payments/commands/note-attempt-checkout.server.ts';
import { type Attempt, type CheckoutFacts, LIVE_STATES } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { afterCharge, afterFailure, isOrdered } from './after-charge.server.ts';
import { type Arrived, type DoesNotFit, takeMoney } from './take-money.server.ts';
import { tellPayer } from './tell-payer.server.ts';
import { undoWithPayment } from './undo-with-payment.server.ts';

/** `changed` is false when everything the facts say was known already. */
export type Settled = { readonly attemptId: string; readonly changed: boolean };

/**
 * Brings one attempt to what the processor says about it now. Called with the same facts any number of times, or with
 * older facts after newer ones, it leads to the same end: an attempt only moves forward, each effect of an outside object
 * is claimed once, and money counts whatever we thought before. Locks the attempt, then the customer.
 */
export async function settleAttempt(
  tx: Tx,
  attemptId: string,
  facts: CheckoutFacts,
  moment: Moment,
): Promise<Result<Settled, DoesNotFit>> {
  const attempt = await lockAttempt(tx, attemptId);
  if (!attempt) return refuse({ code: 'does-not-fit', note: `It names an attempt that does not exist: ${attemptId}.` });
  const note = misfitOf(attempt, facts);
  if (note) return refuse({ code: 'does-not-fit', note });
  const changed = await converge(tx, attempt, facts, moment);
  return changed.ok ? ok({ attemptId, changed: changed.value }) : changed;
}

const isLive = (attempt: Attempt) => LIVE_STATES.includes(attempt.state);

async function converge(
  tx: Tx,
  attempt: Attempt,
  facts: CheckoutFacts,
  moment: Moment,
): Promise<Result<boolean, DoesNotFit>> {
  switch (facts.state) {
    case 'paid':
      return attempt.paymentId === null ? takeOne(tx, { attempt, facts }, moment) : ok(false);
    case 'processing':
      return ok(isLive(attempt) && (await startProcessing(tx, attempt, facts, moment)));
    case 'failed':
      if (attempt.state === 'succeeded')
        return ok(await giveBack(tx, attempt, { reason: BANK_FAILED_LATER, happenedOn: facts.happenedOn }, moment));
      return ok(isLive(attempt) && (await fail(tx, attempt, facts, moment)));
    case 'expired':
      return ok(isLive(attempt) && (await expire(tx, attempt, facts, moment)));
    case 'open': {
      if (facts.sessionRef === null) return ok(false);
      const checkout = {
        kind: 'open' as const,
        sessionRef: facts.sessionRef,
        sessionUrl: facts.sessionUrl,
        failure: facts.failure,
      };
      return ok(await noteAttemptCheckout(tx, attempt.id, checkout, moment));
    }
  }
}

async function takeOne(tx: Tx, arrived: Arrived, moment: Moment): Promise<Result<boolean, DoesNotFit>> {
  const taken = await takeMoney(tx, [arrived], moment);
  return taken.ok ? ok(true) : taken;
}

/**
 * The same for several attempts that are paid, in one transaction. Answers by attempt whether it changed; attempts whose
 * facts do not fit are missing: they are settled alone, where that is said. Refuses when one of the rest cannot be taken, and
 * then nothing may stay written. Locks the attempts in id order, then the customers.
 */
export async function settlePaid(
  tx: Tx,
  paid: ReadonlyMap<string, CheckoutFacts>,
  moment: Moment,
): Promise<Result<ReadonlyMap<string, boolean>, DoesNotFit>> {
  const attempts = await lockAttempts(tx, [...paid.keys()]);
  const changed = new Map<string, boolean>();
  const arrived: Arrived[] = [];
  for (const [attemptId, facts] of paid) {
    const attempt = attempts.get(attemptId);
    if (!attempt || misfitOf(attempt, facts)) continue;
    const isNew = attempt.paymentId === null;
    changed.set(attemptId, isNew);
    if (isNew) arrived.push({ attempt, facts });
  }
  if (arrived.length === 0) return ok(changed);
  const taken = await takeMoney(tx, arrived, moment);
  return taken.ok ? ok(changed) : taken;
}

/** What contradicts the attempt, in a sentence for a person; null when all fits. Money that does not fit touches no invoice. */
function misfitOf(attempt: Attempt, facts: CheckoutFacts): string | null {
  if (facts.attemptId !== null && facts.attemptId !== attempt.id)
    return `It names attempt ${facts.attemptId}, not ${attempt.id}.`;
  if (attempt.sessionRef !== null && facts.sessionRef !== null && attempt.sessionRef !== facts.sessionRef)
    return `Attempt ${attempt.id} has another checkout: ${attempt.sessionRef}.`;
  if (attempt.intentRef !== null && facts.intentRef !== null && attempt.intentRef !== facts.intentRef)
    return `Attempt ${attempt.id} has another payment: ${attempt.intentRef}.`;
  if (facts.currency !== attempt.currency)
    return `The currency is ${facts.currency}, the attempt's is ${attempt.currency}.`;
  if (facts.amountMinor !== attempt.amountMinor)
    return `The amount is ${facts.amountMinor} minor units, the attempt's is ${attempt.amountMinor}.`;
  if (facts.customerId !== null && facts.customerId !== attempt.customerId)
    return `It names another customer: ${facts.customerId}.`;
  return null;
}

const claim = (tx: Tx, attempt: Attempt, objectRef: string, effect: ProcessorEffect, moment: Moment) =>
  claimProcessorEffect(tx, { objectRef, effect, attemptId: attempt.id }, moment);

async function startProcessing(tx: Tx, attempt: Attempt, facts: CheckoutFacts, moment: Moment): Promise<boolean> {
  if (facts.intentRef === null || !(await claim(tx, attempt, facts.intentRef, 'processing', moment))) return false;
  const { sessionRef, intentRef } = facts;
  if (!(await markAttemptProcessing(tx, SYSTEM, { attempt, sessionRef, intentRef }, moment))) return false;
  // Who was told beforehand that it would be collected is not told again that it is being.
  if (!isOrdered(attempt))
    await tellPayer(tx, attempt, { kind: 'payment_processing', sendKey: `payment-processing:${attempt.id}` }, moment);
  await afterCharge(tx, attempt);
  return true;
}

async function fail(tx: Tx, attempt: Attempt, facts: CheckoutFacts, moment: Moment): Promise<boolean> {
  const objectRef = facts.intentRef ?? facts.sessionRef;
  assert(objectRef !== null, 'a failed checkout has a reference');
  if (!(await claim(tx, attempt, objectRef, 'failed', moment))) return false;
  const failure = facts.failure ?? 'declined';
  await closeAttempt(
    tx,
    SYSTEM,
    { attemptId: attempt.id, customerId: attempt.customerId, state: 'failed', failure },
    moment,
  );
  await afterFailure(tx, attempt, failure, moment);
  // Somebody at the page sees a declined card there; a bank debit fails days later and needs a letter. Who ordered a charge
  // writes their own, with what happens next.
  if (facts.method === 'direct_debit' && !isOrdered(attempt))
    await tellPayer(tx, attempt, { kind: 'payment_failed', sendKey: `payment-failed:${attempt.id}` }, moment);
  return true;
}

async function expire(tx: Tx, attempt: Attempt, facts: CheckoutFacts, moment: Moment): Promise<boolean> {
  assert(facts.sessionRef !== null, 'only a session expires');
  if (!(await claim(tx, attempt, facts.sessionRef, 'expired', moment))) return false;
  const failure = facts.failure ?? 'timed-out';
  return closeAttempt(
    tx,
    SYSTEM,
    { attemptId: attempt.id, customerId: attempt.customerId, state: 'expired', failure },
    moment,
  );
}

const BANK_FAILED_LATER = 'Your bank reported the payment as done and then as failed. The invoices are open again.';

/**
 * A payment that had succeeded came back: it is reversed, the invoices stand open again and the payer is told. Needs the
 * attempt locked. Answers false when that happened before. It counts on the day it happened, or on the first open day.
 */
export async function giveBack(
  tx: Tx,
  attempt: Attempt,
  why: { readonly reason: string; readonly happenedOn?: PlainDate | undefined },
  moment: Moment,
): Promise<boolean> {
  const { intentRef, paymentId } = attempt;
  assert(intentRef !== null && paymentId !== null, 'only a payment that arrived can come back');
  if (!(await claim(tx, attempt, intentRef, 'reversed', moment))) return false;
  const reversed = await undoWithPayment(
    tx,
    SYSTEM,
    { paymentId, reason: why.reason, effectiveOn: why.happenedOn ?? moment.today },
    moment,
  );
  // A clerk may have reversed it by hand when the letter of the bank was quicker.
  assert(
    reversed.ok || reversed.refusal.code === 'already-reversed',
    `payment ${paymentId} of attempt ${attempt.id} is gone`,
  );
  await markAttemptReversed(tx, SYSTEM, { attempt, reason: why.reason }, moment);
  await tellPayer(tx, attempt, { kind: 'payment_failed', sendKey: `payment-came-back:${attempt.id}` }, moment);
  await afterCharge(tx, attempt);
  return true;
}
