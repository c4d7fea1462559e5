import { dateInZone, earlier, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { finishProcessorEvent } from '#app/modules/payments/commands/finish-processor-event.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import { getProcessorEvent, isParkedAlready } from '#app/modules/payments/queries/processor-events.server.ts';
import type { Attempt, CheckoutFacts, EventOutcome } from '#app/modules/payments/types.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import type { Dispute } from '#app/platform/stripe/stripe-balance-objects.ts';
import { type EventSubject, readEvent, type StripeEvent, subjectOf } from '#app/platform/stripe/stripe-events.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { askAttempt, type Refs } from './ask-attempt.server.ts';
import type { Outside } from './outside.server.ts';
import { type DoesNotFit, settleAttempt } from './settle-attempt.server.ts';
import { settleChargeback } from './settle-chargeback.server.ts';
import { ABOUT_METHODS, settleMethodEvent, settleSetupSession } from './settle-method.server.ts';
import { settlePayout } from './settle-payout.server.ts';
import { ABOUT_REFUNDS, settleRefundEvent } from './settle-refund-event.server.ts';

/** Events that speak of one of our checkouts. Everything else is stored, acknowledged and left alone. */
const OURS = /^(checkout\.session|payment_intent|charge)\.(?!updated$)/;
const ABOUT_CHARGEBACKS = /^charge\.dispute\./;
const ABOUT_PAYOUTS = /^payout\./;
/** What moves money and has no rule here yet: a person looks. */
const FOR_A_PERSON = /^charge\.(refunded|refund\.)/;

type Ended = { readonly outcome: EventOutcome; readonly note: string };
type Processor = Pick<Outside, 'db' | 'stripe'>;

/**
 * Settles one stored event: finds the attempt it is about, asks the processor how that stands now (an event may be late,
 * early, doubled or say other than its object), and brings the attempt there in one transaction with the event's outcome.
 * Throws when the processor cannot be reached: the job is tried again, and the sweep after that.
 */
export async function settleStripeEvent(outside: Processor, eventRef: string): Promise<void> {
  const stored = await getProcessorEvent(outside.db, eventRef);
  if (!stored || stored.processedAt) return;
  const { timeZone } = await getCompany(outside.db);
  const moment = momentIn(timeZone);
  const event = readEvent(stored.payload);
  const about = event && ABOUT_REFUNDS.test(event.type) ? read(event) : null;
  const refunded = about ? await settleRefundEvent(outside, { eventRef, subject: about }, moment) : 'not-ours';
  if (refunded === 'done') return;
  if (refunded !== 'not-ours') return end(outside, eventRef, refunded, moment);
  if (event && ABOUT_PAYOUTS.test(event.type)) return end(outside, eventRef, await settled(outside, event), moment);
  const ofMethods = event ? await settleMethods(outside, event, moment) : null;
  if (ofMethods) return end(outside, eventRef, ofMethods, moment);
  if (!event || !OURS.test(event.type)) return end(outside, eventRef, { outcome: 'unknown-kind', note: '' }, moment);
  const subject = ABOUT_CHARGEBACKS.test(event.type) ? await askDispute(outside, event) : read(event);
  if (!subject) return end(outside, eventRef, { outcome: 'parked', note: 'Its object cannot be read.' }, moment);
  const asked = await askAbout(outside, subject);
  if (!asked.ok) return end(outside, eventRef, asked.refusal, moment);
  if (FOR_A_PERSON.test(event.type)) return end(outside, eventRef, forAPerson(subject, asked.value.facts), moment);
  const dispute = subject.kind === 'dispute' ? subject.dispute : null;
  const facts = withDay(asked.value.facts, event, { timeZone, today: moment.today });
  const done = await inTransaction(outside.db, (tx) =>
    settleAndEnd(tx, { eventRef, attempt: asked.value.attempt, facts, dispute, timeZone }, moment),
  );
  if (!done.ok) await end(outside, eventRef, misfit(facts, done.refusal), moment);
}

/** Null for an event that is not about saved methods. A page on which one is added looks like one on which is paid. */
async function settleMethods(outside: Processor, event: StripeEvent, moment: Moment): Promise<Ended | null> {
  if (ABOUT_METHODS.test(event.type)) return settleMethodEvent(outside, event, moment);
  const subject = event.objectKind === 'checkout.session' ? read(event) : null;
  if (subject?.kind !== 'checkout-session' || subject.session.mode !== 'setup') return null;
  return settleSetupSession(outside, subject.session, moment);
}

/** Events made at the moment the money moved. Others may be older than what the processor says now. */
const MONEY_MOVED: Readonly<Partial<Record<CheckoutFacts['state'], RegExp>>> = {
  paid: /^(payment_intent\.succeeded|charge\.succeeded|checkout\.session\.async_payment_succeeded|charge\.dispute\.funds_withdrawn)$/,
  failed: /^(payment_intent\.payment_failed|charge\.failed|checkout\.session\.async_payment_failed)$/,
};

/** Adds the day on which the event says it happened; it stays the value date when its month is closed by now. */
function withDay(facts: CheckoutFacts, event: StripeEvent, of: { timeZone: string; today: PlainDate }): CheckoutFacts {
  const card = facts.method === 'card' && event.type === 'checkout.session.completed' && facts.state === 'paid';
  if (!card && !MONEY_MOVED[facts.state]?.test(event.type)) return facts;
  return { ...facts, happenedOn: earlier(dateInZone(event.createdAt, of.timeZone), of.today) };
}

/**
 * Asks the processor about one attempt and brings it there: for the sweep. Answers false when the processor does not know
 * the attempt's page. Throws when it cannot be reached.
 */
export async function settleAttemptNow(outside: Processor, attempt: Attempt, moment: Moment): Promise<boolean> {
  const facts = await ask(outside, { sessionRef: attempt.sessionRef, intentRef: attempt.intentRef });
  if (!facts.ok) return false;
  const settled = await inTransaction(outside.db, (tx) => settleAttempt(tx, attempt.id, facts.value, moment));
  if (!settled.ok) log.warn('payment attempt does not fit', { attemptId: attempt.id, note: settled.refusal.note });
  return true;
}

/** Refunds come cumulated: each further one is words of its own. */
function forAPerson(subject: EventSubject, facts: CheckoutFacts): Ended {
  const refunded =
    subject.kind === 'charge' ? ` ${subject.charge.amountRefundedMinor} minor units were refunded in all.` : '';
  return {
    outcome: 'parked',
    note: `Money moved at the processor. Record it by hand.${refunded} Payment ${facts.intentRef}.`,
  };
}

/** Money that does not fit is for a person; a page that is only open moved none yet, and its later events will tell. */
function misfit(facts: CheckoutFacts, { note }: DoesNotFit): Ended {
  const isMoney = facts.state === 'paid' || facts.state === 'processing';
  return {
    outcome: isMoney ? 'parked' : 'nothing-to-do',
    note: `${note} Payment ${facts.intentRef ?? facts.sessionRef}.`,
  };
}

/** An object of a shape or currency we do not know would fail at each try: a person looks instead. */
function read(event: StripeEvent): EventSubject | null {
  try {
    return subjectOf(event);
  } catch {
    return null;
  }
}

async function end(outside: Processor, eventRef: string, ended: Ended, moment: Moment): Promise<void> {
  // Several events speak of the same payment: one of them is enough for a person to read.
  const isKnown = ended.outcome === 'parked' && (await isParkedAlready(outside.db, ended.note));
  const outcome = isKnown ? 'nothing-to-do' : ended.outcome;
  if (outcome === 'parked') log.warn('processor event parked', { eventRef, note: ended.note });
  const finished = { eventRef, outcome, note: ended.note };
  await inTransaction(outside.db, async (tx) => ok(await finishProcessorEvent(tx, finished, moment)));
}

type Asked = { readonly attempt: Attempt; readonly facts: CheckoutFacts };

async function askAbout(outside: Processor, subject: EventSubject): Promise<Result<Asked, Ended>> {
  const refs = refsOf(subject);
  if (!refs) return refuse({ outcome: 'unknown-kind', note: '' });
  const known = refs.intentRef === null ? null : await getAttempt(outside.db, { intentRef: refs.intentRef });
  const facts = await ask(outside, {
    sessionRef: refs.sessionRef ?? known?.sessionRef ?? null,
    intentRef: refs.intentRef,
  });
  if (!facts.ok) return refuse(facts.refusal);
  const attempt = known ?? (await attemptOf(outside, facts.value));
  if (attempt) return ok({ attempt, facts: await withSession(outside, attempt, facts.value) });
  return refuse(
    facts.value.state === 'paid'
      ? { outcome: 'parked', note: `It is paid and belongs to no attempt of ours. Payment ${facts.value.intentRef}.` }
      : { outcome: 'nothing-to-do', note: 'It belongs to no attempt of ours.' },
  );
}

function refsOf(subject: EventSubject): Refs | null {
  switch (subject.kind) {
    case 'checkout-session':
      return { sessionRef: subject.session.id, intentRef: subject.session.paymentIntentId };
    case 'payment-intent':
      return { sessionRef: null, intentRef: subject.intent.id };
    case 'charge':
      return subject.charge.paymentIntentId === null
        ? null
        : { sessionRef: null, intentRef: subject.charge.paymentIntentId };
    case 'dispute':
      return subject.dispute.paymentIntentId === null
        ? null
        : { sessionRef: null, intentRef: subject.dispute.paymentIntentId };
    default:
      return null;
  }
}

async function attemptOf(outside: Processor, facts: CheckoutFacts): Promise<Attempt | null> {
  const byId =
    facts.attemptId !== null && UUID.test(facts.attemptId)
      ? await getAttempt(outside.db, { id: facts.attemptId })
      : null;
  if (byId || facts.sessionRef === null) return byId;
  return getAttempt(outside.db, { sessionRef: facts.sessionRef });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A payment alone does not say whether its page is still open: ask for the attempt's page too. */
async function withSession(outside: Processor, attempt: Attempt, facts: CheckoutFacts): Promise<CheckoutFacts> {
  if (facts.sessionRef !== null || attempt.sessionRef === null || facts.state === 'paid') return facts;
  const both = await ask(outside, { sessionRef: attempt.sessionRef, intentRef: facts.intentRef });
  return both.ok ? both.value : facts;
}

/** What the processor says now about a page and its payment. Throws when it cannot be reached. */
async function ask(outside: Processor, refs: Refs): Promise<Result<CheckoutFacts, Ended>> {
  const facts = await askAttempt(outside, refs);
  if (facts.ok) return facts;
  return refuse(
    facts.refusal === 'not-a-payment'
      ? { outcome: 'nothing-to-do', note: 'It is no payment.' }
      : { outcome: 'parked', note: 'The processor does not know the object it told us of.' },
  );
}

async function settleAndEnd(
  tx: Tx,
  of: Asked & { readonly eventRef: string; readonly dispute: Dispute | null; readonly timeZone: string },
  moment: Moment,
): Promise<Result<void, DoesNotFit>> {
  const settled = await settleAttempt(tx, of.attempt.id, of.facts, moment);
  if (!settled.ok) return settled;
  const { dispute, timeZone } = of;
  const chargedBack = dispute
    ? await settleChargeback(tx, { attemptId: of.attempt.id, dispute, timeZone }, moment)
    : ok(false);
  if (!chargedBack.ok) return chargedBack;
  const outcome = settled.value.changed || chargedBack.value ? 'applied' : 'nothing-to-do';
  await finishProcessorEvent(tx, { eventRef: of.eventRef, outcome, note: '' }, moment);
  return ok();
}

/** A chargeback as it stands now, whatever the event says of it. Throws when the processor cannot be reached. */
async function askDispute({ stripe }: Processor, event: StripeEvent): Promise<EventSubject | null> {
  const dispute = event.objectId === null ? null : await stripe.retrieveDispute(event.objectId);
  if (dispute?.ok) return { kind: 'dispute', dispute: dispute.value };
  if (dispute && dispute.refusal.kind !== 'invalid-request')
    throw new Error(`the processor gave no answer: ${dispute.refusal.kind}`);
  return null;
}

async function settled(outside: Processor, event: StripeEvent): Promise<Ended> {
  const ref = event.objectId ?? '';
  const known = await settlePayout(outside, { ref, wasPaid: event.type === 'payout.paid' });
  if (known) return { outcome: 'applied', note: '' };
  return { outcome: 'parked', note: `The processor does not know the payout it told us of: ${ref}.` };
}
