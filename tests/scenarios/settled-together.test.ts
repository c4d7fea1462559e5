import { beforeEach, expect, test } from 'vitest';
import { assert } from '#app/kernel/assert.ts';
import { ok } from '#app/kernel/result.ts';
import { storeProcessorEvent } from '#app/modules/payments/commands/store-processor-event.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { settleStripeEvents } from '#app/workflows/settle-payment.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { asPortal, attemptById, nowInLondon, payByCard, payerOf, startAttempt } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual } from '#tests/support/people.ts';
import { useProcessor } from '#tests/support/processor.ts';

/** Events of one moment share a transaction and their questions; what is wrong with one of them is that one's alone. */
const database = useDatabase();
const processor = useProcessor(database);
const db = () => database.current.staff.db;
beforeEach(() => processor.restart());

type Paid = { readonly attemptId: string; readonly itemId: string; readonly intentRef: string };

/** A page over an invoice of its own that was paid by card; two pages of one customer and one of another. */
async function paidPages(): Promise<Paid[]> {
  const [ann, ben] = [await aCustomer(db()), await aCustomer(db())];
  const pages: Paid[] = [];
  for (const customerId of [ann, ben, ann]) {
    const { openItemId: itemId } = await issue(db(), anInvoice(customerId, 7_000n));
    const payer = payerOf(customerId);
    const started = await startAttempt(database.current, payer, { items: [{ itemId, amountMinor: 7_000n }] });
    assert(started.ok, 'started');
    const { attemptId } = started.value;
    const attempt = await attemptById(database.current, attemptId);
    const opened = await openCheckout(
      processor.outside(),
      asPortal(database.current, payer),
      { attempt },
      nowInLondon(),
    );
    assert(opened.ok, 'opened');
    await payByCard(opened.value.url);
    const { sessionRef } = await attemptById(database.current, attemptId);
    const session = await processor.outside().stripe.retrieveSession(sessionRef!);
    assert(session.ok && session.value.paymentIntentId, 'paid');
    pages.push({ attemptId, itemId, intentRef: session.value.paymentIntentId });
  }
  return pages;
}

/** Everything the processor has told, stored as its webhooks would have been; answers the events by what they are about. */
async function told(): Promise<{ ref: string; intentRef: string }[]> {
  const bodies = processor.control().webhooks.deliveries();
  const events = bodies.map(({ body }) => JSON.parse(body)).filter(({ type }) => PAID.includes(type));
  for (const event of events) {
    const stored = { eventRef: event.id, kind: event.type, payload: event };
    await inTransaction(db(), async (tx) => ok(await storeProcessorEvent(tx, stored, nowInLondon())));
  }
  return events.map(({ id, type, data: { object } }) => ({
    ref: id,
    intentRef: type === 'payment_intent.succeeded' ? object.id : object.payment_intent,
  }));
}
const PAID = ['checkout.session.completed', 'payment_intent.succeeded', 'charge.succeeded'];

/** The processor, with what it was asked. */
function counted(stripe: StripeGateway, deafTo?: string) {
  const asked: string[] = [];
  const note = (id: string) => {
    asked.push(id);
    if (id === deafTo) throw new Error('no answer');
  };
  const gateway: StripeGateway = {
    ...stripe,
    retrieveSession: async (id) => {
      note(id);
      return stripe.retrieveSession(id);
    },
    retrievePaymentIntent: async (id) => {
      note(id);
      return stripe.retrievePaymentIntent(id);
    },
  };
  return { asked, outside: { db: processor.outside().db, stripe: gateway } };
}

const outcomes = async (events: readonly { ref: string }[]) => {
  const rows = await db()
    .selectFrom('stripe_events')
    .select(['event_ref', 'outcome'])
    .where(
      'event_ref',
      'in',
      events.map(({ ref }) => ref),
    )
    .execute();
  return Object.fromEntries(Object.entries(Object.groupBy(rows, (row) => row.outcome)).map(([k, v]) => [k, v!.length]));
};
const left = (pages: readonly Paid[]) => Promise.all(pages.map(({ itemId }) => residual(db(), itemId)));
const receipts = (pages: readonly Paid[]) =>
  db()
    .selectFrom('payments as p')
    .innerJoin('payment_attempts as a', 'a.payment_id', 'p.id')
    .select(['p.id', 'p.series_no'])
    .where(
      'a.id',
      'in',
      pages.map(({ attemptId }) => attemptId),
    )
    .orderBy('p.series_no')
    .execute();

test('many events of three payments: each is taken once, each object asked once, and a second telling changes nothing', async () => {
  const pages = await paidPages();
  const events = await told();
  expect(events).toHaveLength(9);
  const { asked, outside } = counted(processor.outside().stripe);
  const refs = events.map(({ ref }) => ref);
  expect(await settleStripeEvents(outside, [...refs, refs[0]!, 'evt_unknown'])).toEqual(Array(11).fill(null));
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
  expect(asked).toHaveLength(6);
  expect(await outcomes(events)).toEqual({ applied: 3, 'nothing-to-do': 6 });
  expect(await left(pages)).toEqual([0n, 0n, 0n]);
  const taken = await receipts(pages);
  expect(taken.map(({ series_no: no }) => no - taken[0]!.series_no)).toEqual([0n, 1n, 2n]);
  await settleStripeEvents(outside, refs);
  expect(asked).toHaveLength(6);
  expect(await receipts(pages)).toEqual(taken);
});

test('one that counts for another attempt, and one nobody answers for: the others are taken all the same', async () => {
  const pages = await paidPages();
  const [good, stolen, silent] = pages as [Paid, Paid, Paid];
  await database.current.owner.db
    .insertInto('stripe_effects')
    .values({ object_ref: stolen.intentRef, effect: 'succeeded', attempt_id: null, happened_at: nowInLondon().now })
    .execute();
  const events = await told();
  const { outside } = counted(processor.outside().stripe, silent.intentRef);
  const failures = await settleStripeEvents(
    outside,
    events.map(({ ref }) => ref),
  );
  expect(events.filter((_, at) => failures[at]).map(({ intentRef }) => intentRef)).toEqual(
    Array(3).fill(silent.intentRef),
  );
  expect(await outcomes(events)).toEqual({ applied: 1, parked: 1, 'nothing-to-do': 4, waiting: 3 });
  expect(await left(pages)).toEqual([0n, 7_000n, 7_000n]);
  // Nobody heard the answer: tried again, it is taken.
  const again = events.filter(({ intentRef }) => intentRef === silent.intentRef).map(({ ref }) => ref);
  expect(await settleStripeEvents(processor.outside(), again)).toEqual([null, null, null]);
  expect(await left([good, silent])).toEqual([0n, 0n]);
});
