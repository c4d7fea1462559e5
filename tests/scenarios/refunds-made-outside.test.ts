import { beforeAll, describe, expect, it } from 'vitest';
import { getRefund } from '#app/modules/adjustments/queries/get-refund.server.ts';
import { listRefunds } from '#app/modules/adjustments/queries/refund-rows.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { paymentOfIntent } from '#app/modules/payments/queries/applied-of-payment.server.ts';
import { parkedProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { bookOutsideRefund } from '#app/workflows/book-outside-refund.server.ts';
import { accountBalance, approve, refunded } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { goToCheckout, nowInLondon, payByBacs, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, on, residual, setUpCompany } from '#tests/support/people.ts';

/** Money given back in the processor's own pages: booked by a person in one go, decided like any refund, and never sent twice. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const TODAY = nowInLondon().today;
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let poster: Colleague;
let manager: Colleague;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  poster = await aColleague(db(), 'cash_poster');
  manager = await aColleague(db(), 'manager');
});

async function paidInvoice(how: (url: string) => Promise<Response> = payByCard) {
  const customerId = await aCustomer(db(), { email: `ap-${crypto.randomUUID()}@customer.example` });
  const invoice = await issue(db(), anInvoice(customerId, 6_000n));
  const { url } = await goToCheckout(database.current, world.current, payerOf(customerId), {
    items: [{ itemId: invoice.openItemId, amountMinor: 6_000n }],
  });
  await how(url);
  await world.current.settle();
  const payment = await db()
    .selectFrom('payments')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return { customerId, invoice, payment, intentRef: payment.processor_ref! };
}

/** A direct debit that the bank has paid: what is given back of it goes through the bank too, and may fail. */
async function byDirectDebit(url: string): Promise<Response> {
  const paid = await payByBacs(url);
  await world.current.settle();
  const { control } = world.current.stripe;
  for (const intent of control.processing()) control.settle(intent, 'succeed');
  return paid;
}

async function giveBackThere(intentRef: string, amountMinor: bigint): Promise<void> {
  const made = await fetch(`http://127.0.0.1:${world.current.stripe.port}/v1/refunds`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_scenario', 'Stripe-Version': '2026-10-28.endive' },
    body: new URLSearchParams({ payment_intent: intentRef, amount: `${amountMinor}` }),
  });
  expect(made.status).toBe(200);
  await world.current.settle();
}

const parkedAbout = async (intentRef: string) =>
  (await parkedProcessorEvents(db())).filter((event) => event.note.includes(intentRef));

const book = (eventRef: string, by: Colleague = poster) =>
  bookOutsideRefund({ db: db(), stripe: world.current.outside.stripe }, by, eventRef, on(TODAY));

const waitingFor = async (customerId: string) =>
  (
    await db()
      .selectFrom('approvals')
      .select('id')
      .where('customer_id', '=', customerId)
      .where('state', '=', 'waiting')
      .execute()
  ).map((row) => row.id);

const madeAt = async (intentRef: string) => {
  const listed = await world.current.outside.stripe.listRefundsOf(intentRef);
  if (!listed.ok) throw new Error(listed.refusal.kind);
  return listed.value;
};

describe('money given back in the processor’s own pages', () => {
  it('is booked by one, approved by another after the fact, opens what it had paid, and is not sent again', async () => {
    const { customerId, invoice, intentRef } = await paidInvoice();
    const clearing = await accountBalance(db(), '1030');
    await giveBackThere(intentRef, 2_500n);
    const [parked] = await parkedAbout(intentRef);
    expect(parked).toBeDefined();
    expect(await book(parked!.eventRef)).toEqual({ ok: true, value: { done: 0, waiting: 1 } });
    expect(await parkedAbout(intentRef)).toEqual([]);
    expect(await residual(db(), invoice.openItemId!)).toBe(6_000n);
    const [approvalId] = await waitingFor(customerId);
    await approve(db(), manager, approvalId!, TODAY);
    expect((await world.current.settle()).failed).toEqual([]);
    const [refund] = await listRefunds(db(), { customerId, limit: 9 });
    const [there, ...more] = await madeAt(intentRef);
    expect(more).toEqual([]);
    const booked = await getRefund(db(), { id: refund!.id });
    expect(booked).toMatchObject({ step: 'paid', amountMinor: 2_500n });
    expect(booked?.events.find((event) => event.processorRef)?.processorRef).toBe(there?.id);
    expect(await accountBalance(db(), '2300')).toBe(0n);
    expect((await accountBalance(db(), '1030')) - clearing).toBe(-2_500n);
  });

  it('is booked once: again, or by two at the same time, it says that it is', async () => {
    const { intentRef, customerId } = await paidInvoice();
    await giveBackThere(intentRef, 1_000n);
    const [parked] = await parkedAbout(intentRef);
    const both = await Promise.all([book(parked!.eventRef), book(parked!.eventRef, manager)]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(await waitingFor(customerId)).toHaveLength(1);
    expect(await book(parked!.eventRef)).toMatchObject({ ok: false });
  });

  it('that fails later comes back as credit, although it carries no mark of ours', async () => {
    const { customerId, intentRef } = await paidInvoice(byDirectDebit);
    await giveBackThere(intentRef, 1_500n);
    const [parked] = await parkedAbout(intentRef);
    expect(await book(parked!.eventRef)).toMatchObject({ ok: true });
    await approve(db(), manager, (await waitingFor(customerId))[0]!, TODAY);
    await world.current.settle();
    const [there] = await madeAt(intentRef);
    world.current.stripe.control.concludeRefund(there!.id, 'fail');
    expect((await world.current.settle()).failed).toEqual([]);
    const [refund] = await listRefunds(db(), { customerId, limit: 9 });
    expect(await getRefund(db(), { id: refund!.id })).toMatchObject({ step: 'failed' });
    expect(await accountBalance(db(), '2300')).toBe(0n);
  });

  it('is taken as the refund that somebody asks for here as well: the customer is not paid twice', async () => {
    const { customerId, payment, intentRef } = await paidInvoice();
    const known = await paymentOfIntent(db(), intentRef);
    const applicationIds = known!.parts.map((part) => part.applicationId);
    await inTransaction(db(), (tx) => unapply(tx, poster, { applicationIds, reason: 'wrong invoice' }, on(TODAY)));
    await giveBackThere(intentRef, 6_000n);
    const wish = { creditItemId: payment.open_item_id, amountMinor: 6_000n, method: 'original' as const };
    await refunded(db(), { asks: poster, approves: manager }, wish, TODAY);
    expect((await world.current.settle()).failed).toEqual([]);
    expect(await madeAt(intentRef)).toHaveLength(1);
    expect(await listRefunds(db(), { customerId, limit: 9 })).toMatchObject([{ step: 'paid' }]);
  });

  it('refuses an event of something else, and one it does not know', async () => {
    expect(await book('evt_unknown')).toEqual({ ok: false, refusal: { code: 'no-refund-event' } });
    const { rows } = await database.current.owner.pool.query<{ event_ref: string }>(
      `select event_ref from stripe_events where kind not like '%refund%' limit 1`,
    );
    expect(await book(rows[0]!.event_ref)).toEqual({ ok: false, refusal: { code: 'no-refund-event' } });
  });
});
