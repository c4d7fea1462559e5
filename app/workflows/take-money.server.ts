import { assert } from '#app/kernel/assert.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { usesAmong } from '#app/modules/cash-application/queries/credit-use.server.ts';
import { decidePromises } from '#app/modules/collections/commands/decide-promises.server.ts';
import { promisingAmong } from '#app/modules/collections/queries/promising-among.server.ts';
import { type ApplicationInput, applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { openDays } from '#app/modules/ledger/queries/periods.server.ts';
import { claimProcessorEffects } from '#app/modules/payments/commands/claim-processor-effect.server.ts';
import { releaseItems } from '#app/modules/payments/commands/close-attempt.server.ts';
import { finishAttempts } from '#app/modules/payments/commands/finish-attempt.server.ts';
import { recordPayments } from '#app/modules/payments/commands/record-payments.server.ts';
import { attemptItemsLeft, type DatedItemLeft } from '#app/modules/payments/queries/attempt-items-left.server.ts';
import { surchargedAmong } from '#app/modules/payments/queries/surcharges.server.ts';
import type {
  Attempt,
  AttemptItem,
  CheckoutFacts,
  RecordedPayment,
  RecordPaymentInput,
} from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueueMany } from '#app/platform/jobs/jobs.server.ts';
import { afterCharges } from './after-charge.server.ts';
import { noticePlansOf } from './look-at-plan.server.ts';
import { billWhatWasShown, keepWhatWasChosen } from './settle-choices.server.ts';

/** Facts that do not fit the attempt they name: a person looks; the note says what. Nothing was written. */
export type DoesNotFit = { readonly code: 'does-not-fit'; readonly note: string };

/** A locked attempt without a payment, and the facts that say it is paid. */
export type Arrived = { readonly attempt: Attempt; readonly facts: CheckoutFacts };
type Ready = Arrived & {
  readonly paymentId: string;
  readonly intentRef: string;
  readonly happenedOn: PlainDate;
  readonly parts: readonly AttemptItem[];
};
type Taken = Ready & { readonly payment: RecordedPayment };

/**
 * Money exists: records it, sets it against what each payer chose as far as that is still open, and keeps the rest on
 * account. All of them or none. Locks the customers in id order. Receipt numbers are taken as late as can be, because nobody
 * else takes one until the commit: what does not need the payment is read and written before.
 */
export async function takeMoney(
  tx: Tx,
  arrived: readonly Arrived[],
  moment: Moment,
): Promise<Result<void, DoesNotFit>> {
  const claimed = await claimAll(tx, arrived, moment);
  if (!claimed.ok) return claimed;
  const attemptIds = arrived.map(({ attempt }) => attempt.id);
  const customerIds = [...new Set(arrived.map(({ attempt }) => attempt.customerId))];
  await lockCustomers(tx, customerIds);
  const left = await attemptItemsLeft(tx, attemptIds);
  const chosen = { surcharged: await surchargedAmong(tx, attemptIds), using: await usesAmong(tx, attemptIds) };
  const promising = await promisingAmong(tx, customerIds);
  const ready = shareOut(arrived, left, moment);
  const days = await openDays(tx, ['posting'], datesOf(ready, left));
  await releaseItems(tx, SYSTEM, { attemptIds, reason: 'The payment arrived.' }, moment);
  await noticePlansOf(tx, customerIds);
  await afterCharges(
    tx,
    arrived.map(({ attempt }) => attempt),
  );
  await enqueueMany(
    tx,
    'send-receipt',
    ready.map(({ paymentId }) => ({ paymentId })),
  );
  const recorded = await recordPayments(tx, SYSTEM, { payments: ready.map(paymentOf) }, moment);
  if (!recorded.ok) return misfit(`The money arrived and could not be recorded: ${recorded.refusal.code}.`);
  const taken = ready.map((one, index) => ({ ...one, payment: recorded.value[index]! }));
  await applyPlain(
    tx,
    taken.filter(({ attempt }) => !chosen.surcharged.has(attempt.id)),
    { left, days },
  );
  const rest = await billAndApply(
    tx,
    taken.filter(({ attempt }) => chosen.surcharged.has(attempt.id)),
    moment,
  );
  await finishAttempts(
    tx,
    SYSTEM,
    taken.map(({ attempt, payment, facts: { sessionRef }, intentRef }) => ({
      ...{ attempt, paymentId: payment.id, sessionRef, intentRef },
    })),
    moment,
  );
  for (const { attempt, payment } of taken)
    if (chosen.surcharged.has(attempt.id) || chosen.using.has(attempt.id))
      await keepWhatWasChosen(tx, { attempt, paymentId: payment.id, billed: rest.get(attempt.id) ?? null }, moment);
  for (const customerId of promising) await decidePromises(tx, SYSTEM, { customerId }, moment);
  return ok();
}

const misfit = (note: string): Result<never, DoesNotFit> => refuse({ code: 'does-not-fit', note });

async function claimAll(tx: Tx, arrived: readonly Arrived[], moment: Moment): Promise<Result<void, DoesNotFit>> {
  const claims: { objectRef: string; attemptId: string }[] = [];
  for (const { attempt, facts } of arrived) {
    if (facts.intentRef === null) return misfit('It is paid and names no payment.');
    claims.push({ objectRef: facts.intentRef, attemptId: attempt.id });
  }
  const first = await claimProcessorEffects(tx, 'succeeded', claims, moment);
  const late = claims.find(({ attemptId }) => !first.has(attemptId));
  return late ? misfit(`Payment ${late.objectRef} counts for another attempt already.`) : ok();
}

/** How each payment is set against its items. Two payments for one item share what is left of it. */
function shareOut(arrived: readonly Arrived[], items: ReadonlyMap<string, DatedItemLeft>, moment: Moment): Ready[] {
  const left = new Map([...items].map(([itemId, { leftMinor }]) => [itemId, leftMinor]));
  return arrived.map(({ attempt, facts }) => {
    const parts: AttemptItem[] = [];
    for (const { itemId, amountMinor: wanted } of attempt.items) {
      const isLeft = left.get(itemId) ?? 0n;
      const amountMinor = wanted < isLeft ? wanted : isLeft;
      if (amountMinor <= 0n) continue;
      left.set(itemId, isLeft - amountMinor);
      parts.push({ itemId, amountMinor });
    }
    return {
      attempt,
      facts,
      parts,
      paymentId: newId<never>() as string,
      intentRef: facts.intentRef!,
      happenedOn: facts.happenedOn ?? moment.today,
    };
  });
}

/** Every day on which something of these payments may count before closed months move it. */
function datesOf(ready: readonly Ready[], items: ReadonlyMap<string, DatedItemLeft>): PlainDate[] {
  return ready.flatMap(({ happenedOn, parts }) => [
    happenedOn,
    ...parts.map(({ itemId }) => later(happenedOn, items.get(itemId)!.effectiveOn)),
  ]);
}

const paymentOf = ({ attempt, facts, paymentId, intentRef, happenedOn }: Ready): RecordPaymentInput => ({
  id: paymentId,
  ...{ customerId: attempt.customerId, method: facts.method },
  ...{ currency: attempt.currency, amountMinor: attempt.amountMinor },
  ...{ receivedOn: happenedOn, whenClosed: 'move', reference: '', payerName: attempt.requestedByName, note: '' },
  ...{ processorRef: intentRef, acceptSuspicion: true },
});

/** Payments without a surcharge are set against their items in one call. */
async function applyPlain(
  tx: Tx,
  taken: readonly Taken[],
  of: { readonly left: ReadonlyMap<string, DatedItemLeft>; readonly days: ReadonlyMap<PlainDate, PlainDate> },
): Promise<void> {
  const applications = taken.flatMap(({ attempt, payment, parts, happenedOn }): ApplicationInput[] =>
    parts.map(({ itemId, amountMinor }) => ({
      ...{ customerId: attempt.customerId, creditItemId: payment.openItemId, debitItemId: itemId, amountMinor },
      effectiveOn: later(of.days.get(happenedOn)!, of.days.get(later(happenedOn, of.left.get(itemId)!.effectiveOn))!),
    })),
  );
  const applied = await applyItems(tx, SYSTEM, { applications });
  assert(applied.ok, `money of ${taken.length} attempts does not fit items of locked customers`);
}

/** A surcharge is billed first, and paid first of all. Answers the debit notes by attempt. */
async function billAndApply(tx: Tx, taken: readonly Taken[], moment: Moment) {
  const billed = new Map<string, NonNullable<Awaited<ReturnType<typeof billWhatWasShown>>>>();
  for (const { attempt, payment, parts, happenedOn } of taken) {
    const note = await billWhatWasShown(tx, { attempt, on: happenedOn }, moment);
    if (note) billed.set(attempt.id, note);
    const first = note ? [{ itemId: note.openItemId as string, amountMinor: note.grossMinor }] : [];
    const applied = await applyPayment(tx, SYSTEM, {
      creditItemId: payment.openItemId,
      how: { kind: 'chosen', allocations: [...first, ...parts] },
      ...{ effectiveOn: happenedOn, whenClosed: 'move' },
    });
    assert(applied.ok, `money of attempt ${attempt.id} does not fit items of a locked customer`);
  }
  return billed;
}
