import { dateInZone, earlier, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { findAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { CheckoutFacts, EventOutcome, ProcessorEvent } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Dispute } from '#app/platform/stripe/stripe-balance-objects.ts';
import { type EventSubject, readEvent, type StripeEvent, subjectOf } from '#app/platform/stripe/stripe-events.ts';
import { askAttempt, type Refs } from './ask-attempt.server.ts';
import type { Outside } from './outside.server.ts';
import { ABOUT_METHODS, settleMethodEvent, settleSetupSession } from './settle-method.server.ts';
import { settlePayout } from './settle-payout.server.ts';
import { ABOUT_REFUNDS, settleRefundEvent } from './settle-refund-event.server.ts';

/** Events that speak of one of our checkouts. Everything else is stored, acknowledged and left alone. */
const OURS = /^(checkout\.session|payment_intent|charge)\.(?!updated$)/;
const ABOUT_CHARGEBACKS = /^charge\.dispute\./;
const ABOUT_PAYOUTS = /^payout\./;
/** What moves money and has no rule here yet: a person looks. */
const FOR_A_PERSON = /^charge\.(refunded|refund\.)/;

type Processor = Pick<Outside, 'db' | 'stripe'>;
export type Ended = { readonly outcome: EventOutcome; readonly note: string };
type Attempt = { readonly id: string; readonly sessionRef: string | null };

/** One of our attempts, and how the processor says it stands now. */
export type AboutAttempt = {
  readonly kind: 'about-attempt';
  readonly eventRef: string;
  readonly attemptId: string;
  readonly facts: CheckoutFacts;
  readonly dispute: Dispute | null;
};
/** `settled`: noted already with what it led to. */
export type Seen = AboutAttempt | { readonly kind: 'settled' } | { readonly kind: 'ended'; readonly ended: Ended };

const over = (ended: Ended): Seen => ({ kind: 'ended', ended });

/**
 * Finds what one stored event is about and asks the processor how that stands now: an event may be late, early, doubled or say
 * other than its object. What is not about an attempt is settled at once. Throws when the processor cannot be reached.
 */
export async function lookAtEvent(
  outside: Processor,
  { eventRef, payload }: ProcessorEvent,
  of: { readonly timeZone: string; readonly moment: Moment },
): Promise<Seen> {
  const { timeZone, moment } = of;
  const event = readEvent(payload);
  const about = event && ABOUT_REFUNDS.test(event.type) ? read(event) : null;
  const refunded = about ? await settleRefundEvent(outside, { eventRef, subject: about }, moment) : 'not-ours';
  if (refunded === 'done') return { kind: 'settled' };
  if (refunded !== 'not-ours') return over(refunded);
  if (event && ABOUT_PAYOUTS.test(event.type)) return over(await settled(outside, event));
  const ofMethods = event ? await settleMethods(outside, event, moment) : null;
  if (ofMethods) return over(ofMethods);
  if (!event || !OURS.test(event.type)) return over({ outcome: 'unknown-kind', note: '' });
  const subject = ABOUT_CHARGEBACKS.test(event.type) ? await askDispute(outside, event) : read(event);
  if (!subject) return over({ outcome: 'parked', note: 'Its object cannot be read.' });
  const asked = await askAbout(outside, subject);
  if (!asked.ok) return over(asked.refusal);
  const { attempt, facts } = asked.value;
  if (FOR_A_PERSON.test(event.type)) return over(forAPerson(subject, facts));
  return {
    ...{ kind: 'about-attempt', eventRef, attemptId: attempt.id },
    facts: withDay(facts, event, { timeZone, today: moment.today }),
    dispute: subject.kind === 'dispute' ? subject.dispute : null,
  };
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

/** Refunds come cumulated: each further one is words of its own. */
function forAPerson(subject: EventSubject, facts: CheckoutFacts): Ended {
  const refunded =
    subject.kind === 'charge' ? ` ${subject.charge.amountRefundedMinor} minor units were refunded in all.` : '';
  return {
    outcome: 'parked',
    note: `Money moved at the processor. Record it by hand.${refunded} Payment ${facts.intentRef}.`,
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

type Asked = { readonly attempt: Attempt; readonly facts: CheckoutFacts };

async function askAbout(outside: Processor, subject: EventSubject): Promise<Result<Asked, Ended>> {
  const refs = refsOf(subject);
  if (!refs) return refuse({ outcome: 'unknown-kind', note: '' });
  const known = refs.intentRef === null ? null : await findAttempt(outside.db, { intentRef: refs.intentRef });
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
      ? await findAttempt(outside.db, { id: facts.attemptId })
      : null;
  if (byId || facts.sessionRef === null) return byId;
  return findAttempt(outside.db, { sessionRef: facts.sessionRef });
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
