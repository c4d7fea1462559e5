import { ok } from '#app/kernel/result.ts';
import { refundsUnderWay } from '#app/modules/adjustments/queries/refunds-under-way.server.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { noteMessageFate } from '#app/modules/delivery/commands/note-message-fate.server.ts';
import { waitingMessages } from '#app/modules/delivery/queries/get-message.server.ts';
import { closeAttempt } from '#app/modules/payments/commands/close-attempt.server.ts';
import { moveSweepCursor } from '#app/modules/payments/commands/move-sweep-cursor.server.ts';
import { storeProcessorEvent } from '#app/modules/payments/commands/store-processor-event.server.ts';
import { getAttempt, liveAttempts } from '#app/modules/payments/queries/get-attempt.server.ts';
import {
  knownProcessorEvents,
  sweepCursor,
  waitingProcessorEvents,
} from '#app/modules/payments/queries/processor-events.server.ts';
import type { Attempt } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueueMany } from '#app/platform/jobs/jobs.server.ts';
import type { StripeEvent } from '#app/platform/stripe/stripe-events.ts';
import { askCharge } from './make-charge.server.ts';
import { type InTransaction, openCheckout } from './open-checkout.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { sweepMethods } from './settle-method.server.ts';
import { settleAttemptNow } from './settle-payment.server.ts';
import { takeProcessorBalance } from './take-processor-balance.server.ts';

const CURSOR = 'stripe-events';
const MINUTE_MS = 60_000;
/** Events may be listed late and clocks differ: a sweep looks back this far before where the last one ended, */
const MARGIN_MS = 60 * MINUTE_MS;
/** and the first sweep of each hour a whole day. */
const HOURLY_MARGIN_MS = 24 * 60 * MINUTE_MS;
const SWEEP_MINUTES = 5;
/** What moves an attempt or money. Whatever else a webhook brings is only kept. */
const KINDS = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.created',
  'charge.dispute.closed',
  'payout.paid',
  'payout.failed',
  'payout.canceled',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  // The processor lists twenty kinds at most. Of the rest about methods nothing is lost: a setup is asked about by itself, and a
  // method that is gone says so when it is charged.
  'payment_method.automatically_updated',
];
/** The first sweep of a new system. */
const FIRST_LOOK_BACK_MS = 3 * 24 * 60 * MINUTE_MS;
/** Younger ones are left to their own webhook and job. */
const PATIENCE_MS = 2 * MINUTE_MS;
/** Jobs of a message try for about an hour by themselves. */
const MESSAGE_PATIENCE_MS = 60 * MINUTE_MS;
/** After a page's own end nothing can be paid on it any more; this much is for clocks that differ. */
const AFTER_EXPIRY_MS = 10 * MINUTE_MS;
/** Each holds some thousand events; a backlog beyond all of them goes on in the next sweep. */
const WINDOWS_MAX = 40;

type Swept = Pick<Outside, 'db' | 'stripe' | 'baseUrl'>;

/**
 * Finds what got lost: events whose webhook never came, events and messages whose job gave up, attempts nobody told us the
 * end of. It feeds the same paths as the webhook and changes nothing that is known already. Run every few minutes.
 */
export async function sweepPayments(outside: Swept): Promise<void> {
  const moment = await momentFor(outside);
  await listEvents(outside, moment);
  await orderAgain(outside, moment);
  for (const { id } of await liveAttempts(outside.db, { before: ago(moment, PATIENCE_MS) }))
    await resolve(outside, id, moment);
  await sweepMethods(outside, { before: ago(moment, PATIENCE_MS) }, moment);
  await takeProcessorBalance(outside, moment);
}

const ago = (moment: Moment, ms: number): Date => new Date(moment.now.getTime() - ms);

/** Newest first in windows of what one listing can hold; the cursor moves only when the whole stretch was read. */
async function listEvents(outside: Swept, moment: Moment): Promise<void> {
  const last = await sweepCursor(outside.db, CURSOR);
  const marginMs = moment.now.getUTCMinutes() < SWEEP_MINUTES ? HOURLY_MARGIN_MS : MARGIN_MS;
  const since = new Date(last ? last.getTime() - marginMs : moment.now.getTime() - FIRST_LOOK_BACK_MS);
  let until: Date | undefined;
  for (let windowNumber = 0; windowNumber < WINDOWS_MAX; windowNumber += 1) {
    const page = await outside.stripe.listEventsSince({ since, types: KINDS, ...(until ? { until } : {}) });
    if (!page.ok) throw new Error(`the processor's events could not be listed: ${page.refusal.kind}`);
    await storeNew(outside, page.value.events, moment);
    const oldest = page.value.events[0];
    if (page.value.complete || !oldest) {
      await inTransaction(outside.db, async (tx) => ok(await moveSweepCursor(tx, { name: CURSOR, to: moment.now })));
      return;
    }
    // The second of the oldest may have been cut in two: read it again.
    until = new Date(oldest.createdAt.getTime() + 1_000);
  }
}

async function storeNew(outside: Swept, events: readonly StripeEvent[], moment: Moment): Promise<void> {
  const known = await knownProcessorEvents(
    outside.db,
    events.map((event) => event.id),
  );
  for (const event of events.filter(({ id }) => !known.has(id))) {
    const stored = { eventRef: event.id, kind: event.type, payload: event.payload };
    await inTransaction(outside.db, async (tx) => ok(await storeProcessorEvent(tx, stored, moment)));
  }
}

async function orderAgain(outside: Swept, moment: Moment): Promise<void> {
  const events = await waitingProcessorEvents(outside.db, { before: ago(moment, PATIENCE_MS) });
  // What the processor has accepted can take days: asked about once an hour.
  const accepted = moment.now.getUTCMinutes() < SWEEP_MINUTES;
  const refunds = await refundsUnderWay(outside.db, { before: ago(moment, PATIENCE_MS), accepted });
  const messages = await waitingMessages(outside.db, { before: ago(moment, MESSAGE_PATIENCE_MS) });
  await inTransaction(outside.db, async (tx) => {
    const settle = events.map((eventRef) => ({ eventRef }));
    await enqueueMany(tx, 'settle-stripe-event', settle);
    await enqueueMany(
      tx,
      'send-refund',
      refunds.map((refundId) => ({ refundId })),
    );
    // Noting it starts its patience anew, so that the next sweep does not order it a third time.
    for (const messageId of messages) await noteMessageFate(tx, messageId, TRIED_AGAIN, moment);
    const send = messages.map((messageId) => ({ messageId }));
    await enqueueMany(tx, 'send-message', send);
    return ok();
  });
}

const TRIED_AGAIN = { state: 'queued', reason: 'Its tries gave up; it is tried again.', maybeTaken: true } as const;

/** Asks for the end of one attempt; one whose page was never written down is asked for again under the same key. */
async function resolve(outside: Swept, attemptId: string, moment: Moment): Promise<void> {
  const attempt = await getAttempt(outside.db, { id: attemptId });
  if (!attempt) return;
  if (attempt.kind === 'automatic') return goOnWithCharge(outside, attempt, moment);
  if (attempt.sessionRef !== null && (await settleAttemptNow(outside, attempt, moment))) return;
  if (moment.now.getTime() > attempt.expiresAt.getTime() + AFTER_EXPIRY_MS) {
    // Its page, if there ever was one, is closed; had it been paid, the events listed above would have said so.
    const end = { attemptId, customerId: attempt.customerId, state: 'expired' as const, failure: 'never-opened' };
    await inTransaction(outside.db, async (tx) => ok(await closeAttempt(tx, SYSTEM, end, moment)));
    return;
  }
  // A scoped link's way back is not known here (only its digest is kept), so its page cannot be asked for with the same body.
  if (attempt.sessionRef === null && attempt.requestedByKind === 'customer')
    await openCheckout(outside, (work) => inTransaction(outside.db, work), { attempt }, moment);
}

async function goOnWithCharge(outside: Swept, attempt: Attempt, moment: Moment): Promise<void> {
  const run: InTransaction = (work) => inTransaction(outside.db, work);
  await askCharge(outside, run, attempt, moment);
}
