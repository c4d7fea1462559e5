import { inParallel } from '#app/kernel/in-parallel.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import {
  finishProcessorEvent,
  finishProcessorEvents,
  parkOnce,
} from '#app/modules/payments/commands/finish-processor-event.server.ts';
import { unsettledProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import type { Attempt, CheckoutFacts } from '#app/modules/payments/types.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import type { StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { askAttempt } from './ask-attempt.server.ts';
import { type AboutAttempt, type Ended, lookAtEvent } from './look-at-event.server.ts';
import type { Outside } from './outside.server.ts';
import { settleAttempt, settlePaid } from './settle-attempt.server.ts';
import { settleChargeback } from './settle-chargeback.server.ts';
import type { DoesNotFit } from './take-money.server.ts';

type Processor = Pick<Outside, 'db' | 'stripe'>;
type When = { readonly timeZone: string; readonly moment: Moment };
type Failures = Map<string, Error>;

/** Events looked at, or settled alone, at the same time: the pool is small, and the processor counts our calls. */
const WIDTH = 10;

/**
 * Settles stored events: finds the attempt each is about, asks the processor how that stands now, and brings the attempt there
 * in one transaction with the event's outcome. Events of one moment ask about one object once, and what is plainly paid
 * shares a transaction; what does not fit is settled alone. Answers for each event, in order, null or why it has to be tried
 * again: the processor cannot be reached. After the tries of the job the sweep goes on.
 */
export async function settleStripeEvents(
  outside: Processor,
  eventRefs: readonly string[],
): Promise<readonly (Error | null)[]> {
  const failed: Failures = new Map();
  const events = await unsettledProcessorEvents(outside.db, eventRefs);
  if (events.length > 0) {
    const { timeZone } = await getCompany(outside.db);
    const when = { timeZone, moment: momentIn(timeZone) };
    const asking = { ...outside, stripe: askedOnce(outside.stripe) };
    const ours: AboutAttempt[] = [];
    await each(events, failed, async (event) => {
      const seen = await lookAtEvent(asking, event, when);
      if (seen.kind === 'about-attempt') ours.push(seen);
      else if (seen.kind === 'ended') await end(outside, event.eventRef, seen.ended, when.moment);
    });
    const settled = await settleTogether(outside, ours, when.moment);
    await each(
      ours.filter(({ eventRef }) => !settled.has(eventRef)),
      failed,
      (one) => settleAlone(outside, one, when),
    );
  }
  return eventRefs.map((eventRef) => failed.get(eventRef) ?? null);
}

/** The failure of one is not that of the others. */
async function each<One extends { readonly eventRef: string }>(
  list: readonly One[],
  failed: Failures,
  work: (one: One) => Promise<void>,
): Promise<void> {
  await inParallel(list, WIDTH, async (one) => {
    try {
      await work(one);
    } catch (error) {
      failed.set(one.eventRef, error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** The same processor, asked about each page and each payment once. */
function askedOnce(stripe: StripeGateway): StripeGateway {
  return {
    ...stripe,
    retrieveSession: once((id) => stripe.retrieveSession(id)),
    retrievePaymentIntent: once((id) => stripe.retrievePaymentIntent(id)),
  };
}

function once<Answer>(ask: (id: string) => Promise<Answer>): (id: string) => Promise<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  return (id) => {
    const known = asked.get(id) ?? ask(id);
    asked.set(id, known);
    return known;
  };
}

/**
 * Takes all money that has plainly arrived in one transaction: the counter of receipts is locked once for all. Answers the
 * events that are settled by it; where one of them cannot be, none is, and each is settled alone.
 */
async function settleTogether(
  outside: Processor,
  ours: readonly AboutAttempt[],
  moment: Moment,
): Promise<ReadonlySet<string>> {
  const plain = ours.filter(({ facts, dispute }) => facts.state === 'paid' && dispute === null);
  const byAttempt = Map.groupBy(plain, ({ attemptId }) => attemptId);
  if (byAttempt.size < 2) return new Set();
  const paid = new Map([...byAttempt].map(([attemptId, told]) => [attemptId, earliest(told)]));
  try {
    const done = await inTransaction(outside.db, async (tx): Promise<Result<string[], DoesNotFit>> => {
      const settled = await settlePaid(tx, paid, moment);
      if (!settled.ok) return settled;
      const finished = [...settled.value].flatMap(([attemptId, changed]) =>
        byAttempt
          .get(attemptId)!
          .filter(({ facts }) => facts.intentRef === paid.get(attemptId)!.intentRef)
          .map(({ eventRef }, at) => ({
            ...{ eventRef, note: '' },
            outcome: changed && at === 0 ? ('applied' as const) : ('nothing-to-do' as const),
          })),
      );
      await finishProcessorEvents(tx, finished, moment);
      return ok(finished.map(({ eventRef }) => eventRef));
    });
    return new Set(done.ok ? done.value : []);
  } catch (error) {
    log.warn('events were not settled together', { count: plain.length, reason: String(error) });
    return new Set();
  }
}

/** Events of one payment name different days or none: the money moved on the first. */
function earliest(told: readonly AboutAttempt[]): CheckoutFacts {
  const dated = told.filter(({ facts }) => facts.happenedOn !== undefined);
  const first = dated.reduce((a, b) => (b.facts.happenedOn! < a.facts.happenedOn! ? b : a), dated[0] ?? told[0]!);
  return first.facts;
}

async function settleAlone(outside: Processor, one: AboutAttempt, { timeZone, moment }: When): Promise<void> {
  const done = await inTransaction(outside.db, (tx) => settleAndEnd(tx, one, { timeZone, moment }));
  if (!done.ok) await end(outside, one.eventRef, misfit(one.facts, done.refusal), moment);
}

/**
 * Asks the processor about one attempt and brings it there: for the sweep. Answers false when the processor does not know
 * the attempt's page. Throws when it cannot be reached.
 */
export async function settleAttemptNow(outside: Processor, attempt: Attempt, moment: Moment): Promise<boolean> {
  const facts = await askAttempt(outside, { sessionRef: attempt.sessionRef, intentRef: attempt.intentRef });
  if (!facts.ok) return false;
  const settled = await inTransaction(outside.db, (tx) => settleAttempt(tx, attempt.id, facts.value, moment));
  if (!settled.ok) log.warn('payment attempt does not fit', { attemptId: attempt.id, note: settled.refusal.note });
  return true;
}

/** Money that does not fit is for a person; a page that is only open moved none yet, and its later events will tell. */
function misfit(facts: CheckoutFacts, { note }: DoesNotFit): Ended {
  const isMoney = facts.state === 'paid' || facts.state === 'processing';
  return {
    outcome: isMoney ? 'parked' : 'nothing-to-do',
    note: `${note} Payment ${facts.intentRef ?? facts.sessionRef}.`,
  };
}

async function end(outside: Processor, eventRef: string, { outcome, note }: Ended, moment: Moment): Promise<void> {
  await inTransaction(outside.db, async (tx) => {
    if (outcome !== 'parked') return ok(await finishProcessorEvent(tx, { eventRef, outcome, note }, moment));
    const led = await parkOnce(tx, { eventRef, note }, moment);
    if (led === 'parked') log.warn('processor event parked', { eventRef, note });
    return ok();
  });
}

async function settleAndEnd(
  tx: Tx,
  { eventRef, attemptId, facts, dispute }: AboutAttempt,
  { timeZone, moment }: When,
): Promise<Result<void, DoesNotFit>> {
  const settled = await settleAttempt(tx, attemptId, facts, moment);
  if (!settled.ok) return settled;
  const chargedBack = dispute ? await settleChargeback(tx, { attemptId, dispute, timeZone }, moment) : ok(false);
  if (!chargedBack.ok) return chargedBack;
  const outcome = settled.value.changed || chargedBack.value ? 'applied' : 'nothing-to-do';
  await finishProcessorEvent(tx, { eventRef, outcome, note: '' }, moment);
  return ok();
}
