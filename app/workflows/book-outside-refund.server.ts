import { dateInZone, earlier } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { askRefund } from '#app/modules/adjustments/commands/ask-refund.server.ts';
import { refundsByProcessorRef } from '#app/modules/adjustments/queries/refunds-by-processor-ref.server.ts';
import type { AskedOrDone, RefundRefusal } from '#app/modules/adjustments/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import type { UnapplyRefusal } from '#app/modules/cash-application/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { resolveParkedEvent } from '#app/modules/payments/commands/resolve-parked-event.server.ts';
import { type ProcessorPayment, paymentOfIntent } from '#app/modules/payments/queries/applied-of-payment.server.ts';
import { getProcessorEvent } from '#app/modules/payments/queries/processor-events.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { readEvent, subjectOf } from '#app/platform/stripe/stripe-events.ts';
import type { Refund as ProcessorRefund } from '#app/platform/stripe/stripe-objects.ts';
import type { Outside } from './outside.server.ts';
import { REFUND_MARK } from './settle-refund.server.ts';
import { ABOUT_REFUNDS, refsOf } from './settle-refund-event.server.ts';

export type BookRefusal =
  | { readonly code: 'no-refund-event' }
  | { readonly code: 'unknown-payment' }
  | { readonly code: 'nothing-to-book' }
  | { readonly code: 'no-answer' }
  | RefundRefusal
  | UnapplyRefusal;

/** How often it was done at once, and how often it waits for a second person. */
export type Booked = { readonly done: number; readonly waiting: number };

const ENDED = new Set(['failed', 'canceled']);

/**
 * Books what somebody gave back in the processor's own pages, from the event that told of it: what the payment settled is
 * opened as far as needed, the last first, and each refund is asked for by the person who books it, under the same limits as
 * any other, so that it is approved after the fact. It is not sent again: the sending job finds it made and takes it as this one.
 * Refuses an event of something else, a payment we do not have, and what is booked already. Locks the customer.
 */
export async function bookOutsideRefund(
  outside: Pick<Outside, 'db' | 'stripe'>,
  actor: Actor,
  eventRef: string,
  moment: Moment,
): Promise<Result<Booked, BookRefusal>> {
  const stored = await getProcessorEvent(outside.db, eventRef);
  const event = stored && readEvent(stored.payload);
  const intentRef = event && ABOUT_REFUNDS.test(event.type) ? refsOf(subjectOf(event)).intentRef : null;
  if (!intentRef) return refuse({ code: 'no-refund-event' });
  const listed = await outside.stripe.listRefundsOf(intentRef);
  if (!listed.ok) return refuse({ code: 'no-answer' });
  const { timeZone } = await getCompany(outside.db);
  return inTransaction(outside.db, async (tx): Promise<Result<Booked, BookRefusal>> => {
    const known = await paymentOfIntent(tx, intentRef);
    if (!known) return refuse({ code: 'unknown-payment' });
    await lockCustomers(tx, [known.customerId]);
    const made = await unbooked(tx, listed.value);
    if (made.length === 0) return refuse({ code: 'nothing-to-book' });
    const opened = await openEnough(tx, actor, { intentRef, made }, moment);
    if (!opened.ok) return opened;
    const booked = { done: 0, waiting: 0 };
    for (const one of made) {
      const asked = await ask(tx, actor, { one, creditItemId: known.openItemId, timeZone }, moment);
      if (!asked.ok) return asked;
      booked[asked.value.state] += 1;
    }
    const note = `Booked by ${actor.name}: ${made.map((one) => one.id).join(', ')}.`;
    return (await resolveParkedEvent(tx, { eventRef, note })) ? ok(booked) : refuse({ code: 'nothing-to-book' });
  });
}

/** Refunds at the processor that nobody made through us and nobody has booked; the oldest first. */
export async function unbooked(
  db: Tx | Outside['db'],
  listed: readonly ProcessorRefund[],
): Promise<readonly ProcessorRefund[]> {
  const foreign = listed.filter((one) => !one.metadata[REFUND_MARK] && !ENDED.has(one.status ?? ''));
  const booked = await refundsByProcessorRef(
    db,
    foreign.map((one) => one.id),
  );
  return foreign.filter((one) => !booked.has(one.id)).reverse();
}

/** Takes the payment off what it settled until as much is free as was given back; whole applications, the last first. */
async function openEnough(
  tx: Tx,
  actor: Actor,
  { intentRef, made }: { intentRef: string; made: readonly ProcessorRefund[] },
  moment: Moment,
): Promise<Result<void, UnapplyRefusal>> {
  const { leftMinor, parts }: ProcessorPayment = (await paymentOfIntent(tx, intentRef))!;
  let missing = made.reduce((sum, one) => sum + one.amountMinor, 0n) - leftMinor;
  const applicationIds: string[] = [];
  for (const part of parts) {
    if (missing <= 0n) break;
    applicationIds.push(part.applicationId);
    missing -= part.amountMinor;
  }
  if (applicationIds.length === 0) return ok();
  const undone = await unapply(tx, actor, { applicationIds, reason: 'Given back at the processor' }, moment);
  return undone.ok ? ok() : undone;
}

type ToAsk = { readonly one: ProcessorRefund; readonly creditItemId: string; readonly timeZone: string };

function ask(
  tx: Tx,
  actor: Actor,
  { one, creditItemId, timeZone }: ToAsk,
  moment: Moment,
): Promise<Result<AskedOrDone, RefundRefusal>> {
  const on = earlier(dateInZone(one.createdAt, timeZone), moment.today);
  return askRefund(
    tx,
    actor,
    {
      ...{ creditItemId, amountMinor: one.amountMinor, method: 'original', bankAccountId: null, reasonCode: 'other' },
      ...{ reason: `Given back in the processor’s own pages on ${on}: ${one.id}`, effectiveOn: moment.today },
    },
    moment,
  );
}
