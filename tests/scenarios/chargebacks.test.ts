import { beforeAll, describe, expect, it } from 'vitest';
import { chargebacksOf, standingChargebacks } from '#app/modules/payments/queries/chargebacks.server.ts';
import { parkedProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { accountBalance } from '#tests/support/adjusting.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { goToCheckout, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const balance = (account: string) => accountBalance(db(), account);

beforeAll(() => setUpCompany(database.current.owner.db));

/** A customer whose card paid an invoice of 100.00, with the charge at the processor. */
async function paid() {
  const email = `ap-${crypto.randomUUID()}@customer.example`;
  const customerId = await aCustomer(db(), { email });
  const invoice = await issue(db(), anInvoice(customerId, 10_000n));
  const items = [{ itemId: invoice.openItemId, amountMinor: 10_000n }];
  const { url } = await goToCheckout(database.current, world.current, payerOf(customerId), {
    items,
    notifyEmail: email,
  });
  await payByCard(url);
  await settled();
  const payment = await db()
    .selectFrom('payments')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  const intent = await world.current.outside.stripe.retrievePaymentIntent(payment.processor_ref!);
  if (!intent.ok) throw new Error('no such payment');
  return { customerId, invoice, payment, email, chargeRef: intent.value.latestChargeId! };
}

async function settled() {
  await world.current.settle();
  await sweepPayments(world.current.outside);
  await world.current.settle();
}

const owed = async (customerId: string) => {
  const rows = await db()
    .selectFrom('open_items')
    .select(['kind', 'side', 'residual_minor'])
    .where('customer_id', '=', customerId)
    .where('residual_minor', '>', 0n)
    .execute();
  return rows.map((row) => `${row.kind} ${row.side} ${row.residual_minor}`).sort();
};

describe('a chargeback', () => {
  it('taken whole reverses the payment, costs its fee, and is won: the money is a payment of its own', async () => {
    const { control } = world.current.stripe;
    const { customerId, invoice, payment, email, chargeRef } = await paid();
    const before = { clearing: await balance('1030'), fees: await balance('6200') };
    const dispute = control.dispute(chargeRef);
    await settled();
    expect(await residual(db(), invoice.openItemId)).toBe(10_000n);
    expect((await balance('1030')) - before.clearing).toBe(-11_500n);
    expect((await balance('6200')) - before.fees).toBe(1_500n);
    expect(await chargebacksOf(db(), { paymentId: payment.id })).toMatchObject([
      { state: 'open', amountMinor: 10_000n, steps: [{ kind: 'withdrawn', amountMinor: 10_000n }] },
    ]);

    control.closeDispute(dispute, 'won');
    await settled();
    await settled();
    expect(await owed(customerId)).toEqual([]);
    expect((await balance('1030')) - before.clearing).toBe(-1_500n);
    const [chargeback] = await chargebacksOf(db(), { paymentId: payment.id });
    expect(chargeback).toMatchObject({ state: 'won', steps: [{ kind: 'withdrawn' }, { kind: 'reinstated' }] });
    const back = chargeback?.steps[1]?.payment;
    expect(back?.number).toMatch(/^PAY-/);
    const subjects = world.current.mail.control.mails(email).map((mail) => mail.subject);
    expect(
      subjects.filter((subject) => subject.includes(back!.number) || /receipt|received/i.test(subject)).length,
    ).toBe(2);
  });

  it('lost posts nothing more', async () => {
    const { control } = world.current.stripe;
    const { invoice, chargeRef, payment } = await paid();
    const dispute = control.dispute(chargeRef);
    await settled();
    const after = { clearing: await balance('1030'), fees: await balance('6200') };
    control.closeDispute(dispute, 'lost');
    await settled();
    expect({ clearing: await balance('1030'), fees: await balance('6200') }).toEqual(after);
    expect(await residual(db(), invoice.openItemId)).toBe(10_000n);
    expect(await chargebacksOf(db(), { paymentId: payment.id })).toMatchObject([{ state: 'lost' }]);
  });

  it('of a part leaves the payment and its invoice as they are: the part is owed again, and a person is shown it', async () => {
    const { control } = world.current.stripe;
    const { customerId, invoice, payment, chargeRef, email } = await paid();
    const before = await balance('1030');
    const dispute = control.dispute(chargeRef, { amount: 4_000 });
    await settled();
    expect(await residual(db(), invoice.openItemId)).toBe(0n);
    expect(await owed(customerId)).toEqual(['chargeback debit 4000']);
    expect((await balance('1030')) - before).toBe(-5_500n);
    const mine = (await standingChargebacks(db())).filter((one) => one.payment.id === payment.id);
    expect(mine).toMatchObject([{ amountMinor: 4_000n, isPart: true, owedMinor: 4_000n }]);
    const told = await db()
      .selectFrom('messages')
      .select(['kind', 'subject', 'state'])
      .where('to_address', '=', email)
      .execute();
    expect(told.filter(({ kind }) => kind === 'payment_failed')).toMatchObject([
      { subject: 'Calder Test: your bank took back £40.00 of a payment' },
    ]);

    control.closeDispute(dispute, 'won');
    await settled();
    expect(await owed(customerId)).toEqual([]);
    expect((await balance('1030')) - before).toBe(-1_500n);
  });

  it('that is only an inquiry posts nothing until it becomes a dispute', async () => {
    const { control } = world.current.stripe;
    const { invoice, payment, chargeRef } = await paid();
    const before = await balance('1030');
    const dispute = control.dispute(chargeRef, { inquiry: true });
    await settled();
    expect(await balance('1030')).toBe(before);
    expect(await residual(db(), invoice.openItemId)).toBe(0n);
    expect(await chargebacksOf(db(), { paymentId: payment.id })).toMatchObject([{ state: 'inquiry', steps: [] }]);
    control.escalateDispute(dispute);
    await settled();
    expect((await balance('1030')) - before).toBe(-11_500n);
    expect(await residual(db(), invoice.openItemId)).toBe(10_000n);
  });

  it('is found without a single event, and events told again change nothing', async () => {
    const { control } = world.current.stripe;
    const { customerId, chargeRef } = await paid();
    const before = await balance('1030');
    world.current.line.cut = true;
    const dispute = control.dispute(chargeRef);
    control.closeDispute(dispute, 'won');
    await world.current.settle();
    world.current.line.cut = false;
    moveClock(3 * 60_000);
    await settled();
    moveClock(0);
    expect(await owed(customerId)).toEqual([]);
    for (const event of control.webhooks.deliveries()) control.resendEvent(JSON.parse(event.body).id);
    await settled();
    expect((await balance('1030')) - before).toBe(-1_500n);
    expect(await parkedProcessorEvents(db())).toEqual([]);
  });
});
