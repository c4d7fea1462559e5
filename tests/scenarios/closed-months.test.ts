import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMonthsClamped, plainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { requestReopening } from '#app/modules/ledger/commands/request-reopening.server.ts';
import { overdueDaysOf } from '#app/modules/ledger/queries/overdue-days.server.ts';
import { listPeriods } from '#app/modules/ledger/queries/periods.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { latePostings } from '#app/modules/reports/queries/late-postings.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { attemptById, goToCheckout, nowInLondon, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';
import { close } from '#tests/support/periods.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const staff = () => database.current.staff.db;
const day = plainDate;

// Made while the months are open.
let first: Awaited<ReturnType<typeof anOwing>>;
let second: Awaited<ReturnType<typeof anOwing>>;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  [first, second] = [await anOwing(), await anOwing()];
});

/** An invoice of £1,000.00 of 1 May, due on 31 May, in a customer's account of its own. */
async function anOwing() {
  const customerId = await aCustomer(staff());
  const invoice = anInvoice(customerId, 100_000n, { documentOn: day('2026-05-01'), dueOn: day('2026-05-31') });
  return { customerId, invoice: await issue(staff(), invoice) };
}

const bankLine = (customerId: string, receivedOn: string) => ({
  ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor: 100_000n, receivedOn: day(receivedOn) },
  ...{ reference: `line ${receivedOn}`, payerName: '', note: '' },
});

describe('June is closed on 2 July', () => {
  test('a payment of 30 June learned on 3 July counts on 1 July, and interest stops on 30 June', async () => {
    const { customerId, invoice } = first;
    const earlier = await receive(staff(), customerId, 500n, '2026-06-05');
    expect((await close(staff(), 'posting', '2026-06', '2026-07-02')).ok).toBe(true);
    expect((await close(staff(), 'tax', '2026-06', '2026-07-02')).ok).toBe(true);

    const learned = on('2026-07-03');
    const byHand = await inTransaction(staff(), (tx) =>
      recordPayment(tx, CLERK, bankLine(customerId, '2026-06-30'), learned),
    );
    expect(byHand).toMatchObject({
      ok: false,
      refusal: { code: 'period-closed', kind: 'posting', periodOn: '2026-06-01', firstOpenOn: '2026-07-01' },
    });

    const money = await inTransaction(staff(), (tx) =>
      recordPayment(tx, CLERK, { ...bankLine(customerId, '2026-06-30'), whenClosed: 'move' }, learned),
    );
    if (!money.ok) throw new Error(money.refusal.code);
    const how = { kind: 'exact' as const };
    const applied = await inTransaction(staff(), (tx) =>
      applyPayment(tx, CLERK, {
        ...{ creditItemId: money.value.openItemId, how, effectiveOn: day('2026-06-30'), whenClosed: 'move' as const },
      }),
    );
    expect(applied.ok).toBe(true);
    expect(await residual(staff(), invoice.openItemId)).toBe(0n);
    expect(await getPayment(staff(), { paymentId: money.value.id })).toMatchObject({
      ...{ receivedOn: '2026-07-01', valueOn: '2026-06-30' },
      applications: [{ effectiveOn: '2026-07-01', amountMinor: 100_000n }],
    });

    const asOf = (date: string) => overdueDaysOf(staff(), invoice.openItemId, { asOf: day(date) });
    expect(await asOf('2026-08-15')).toEqual({
      ...{ daysLate: 30, minorDays: 100_000n * 30n, openMinor: 0n, settledOn: '2026-06-30' },
    });
    expect(await asOf('2026-06-30')).toMatchObject({ daysLate: 30, openMinor: 100_000n });

    const range = { customerId, currency: GBP, fromOn: day('2026-07-01'), toOn: day('2026-07-31') };
    const statement = await getStatement(staff(), range);
    expect(statement.rows).toMatchObject([{ on: '2026-07-01', valueOn: '2026-06-30', amountMinor: -100_000n }]);
    expect(await latePostings(staff(), { limit: 5 })).toMatchObject([
      { number: money.value.number, valueOn: '2026-06-30', effectiveOn: '2026-07-01', customerId },
    ]);

    // Money that was there before the close is late for nobody, and what it pays is dated when it is applied.
    const spent = await inTransaction(staff(), (tx) =>
      applyPayment(tx, CLERK, {
        creditItemId: earlier.openItemId,
        how: { kind: 'oldest-first' },
        effectiveOn: day('2026-06-05'),
      }),
    );
    expect(spent).toMatchObject({ ok: true, value: { appliedMinor: 0n } });
  });

  test('undoing and a returned cheque of a closed month count on the first open day and keep their own', async () => {
    const { customerId, invoice } = second;
    const payment = await receive(staff(), customerId, 100_000n, '2026-07-02', { valueOn: day('2026-06-28') });
    const apply = () =>
      inTransaction(staff(), (tx) =>
        applyPayment(tx, CLERK, {
          ...{ creditItemId: payment.openItemId, how: { kind: 'oldest-first' }, effectiveOn: day('2026-07-02') },
        }),
      );
    const applied = await apply();
    if (!applied.ok) throw new Error(applied.refusal.code);
    const undone = await inTransaction(staff(), (tx) =>
      unapply(tx, CLERK, { applicationIds: applied.value.applicationIds, reason: 'wrong invoice' }, on('2026-06-29')),
    );
    expect(undone).toMatchObject({ ok: true, value: { effectiveOn: '2026-07-02' } });
    expect((await apply()).ok).toBe(true);

    const cameBack = { paymentId: payment.id, reason: 'cheque returned', effectiveOn: day('2026-06-30') };
    const back = await inTransaction(staff(), (tx) => reversePayment(tx, CLERK, cameBack, on('2026-07-05')));
    expect(back).toMatchObject({ ok: true, value: { effectiveOn: '2026-07-02' } });
    expect(await residual(staff(), invoice.openItemId)).toBe(100_000n);
    const { rows } = await database.current.owner.pool.query(
      `select e.effective_on, e.value_on from payment_reversals r join entries e on e.id = r.entry_id where r.payment_id = $1`,
      [payment.id],
    );
    expect(rows).toEqual([{ effective_on: '2026-07-02', value_on: '2026-06-30' }]);
    // A cheque that came back never paid: the invoice is late from its due date on.
    expect(await overdueDaysOf(staff(), invoice.openItemId, { asOf: day('2026-07-10') })).toMatchObject({
      daysLate: 40,
    });
  });

  test('opening it again takes a second person and a reason, and closing it again takes one', async () => {
    const asker = await aColleague(staff(), 'controller');
    const decider = await aColleague(staff(), 'manager');
    const ask = () =>
      inTransaction(staff(), (tx) =>
        requestReopening(
          tx,
          asker,
          { kind: 'posting', monthOn: day('2026-06-01'), reason: 'A credit note of June was forgotten.' },
          on('2026-07-06'),
        ),
      );
    const asked = await ask();
    if (!asked.ok) throw new Error(asked.refusal.code);
    expect(await ask()).toMatchObject({ ok: false, refusal: { code: 'already-asked', byName: asker.name } });
    const { approvalId } = asked.value;
    const decide = (actor: typeof asker) =>
      inTransaction(staff(), (tx) =>
        decideAndDo(tx, actor, { approvalId, decision: 'approve', note: '' }, on('2026-07-06')),
      );
    expect(await decide(asker)).toMatchObject({ ok: false, refusal: { code: 'own-request' } });
    expect(await decide(decider)).toMatchObject({
      ok: true,
      value: { done: { text: 'June 2026 is open again for postings.' } },
    });

    await receive(staff(), await aCustomer(staff()), 700n, '2026-06-30');
    const june = { fromOn: day('2026-06-01'), toOn: day('2026-06-01') };
    expect(await listPeriods(staff(), june)).toMatchObject([
      { kind: 'posting', isClosed: false, event: { action: 'reopened', byName: decider.name, approvalId } },
      { kind: 'tax', isClosed: true },
    ]);
    expect(await close(staff(), 'posting', '2026-07', '2026-08-03')).toEqual({
      ok: false,
      refusal: { code: 'earlier-open', periodOn: '2026-06-01' },
    });
    expect((await close(staff(), 'posting', '2026-06', '2026-08-03')).ok).toBe(true);
    expect((await close(staff(), 'posting', '2026-07', '2026-08-03')).ok).toBe(true);
    expect(await decide(decider)).toMatchObject({ ok: false, refusal: { code: 'already-decided' } });
  });
});

test('a request for another kind of thing opens no month', async () => {
  const asker = await aColleague(staff(), 'controller');
  const asked = await inTransaction(staff(), (tx) =>
    requestApproval(
      tx,
      asker,
      {
        ...{ kind: 'period_reopen', subjectKind: 'period', subjectId: '00000000-0000-7000-8000-000000000000' },
        ...{
          summary: 'Open a month that is open',
          reason: 'by mistake',
          payload: { kind: 'tax', monthOn: '2027-01-01' },
        },
      },
      on('2026-07-06'),
    ),
  );
  if (!asked.ok) throw new Error(asked.refusal.code);
  const decider = await aColleague(staff(), 'manager');
  const decided = await inTransaction(staff(), (tx) =>
    decideAndDo(tx, decider, { approvalId: asked.value.approvalId, decision: 'approve', note: '' }, on('2026-07-06')),
  );
  expect(decided).toMatchObject({ ok: false, refusal: { code: 'effect-refused' } });
});

test('a card payment whose news comes after its month was closed counts on the first open day', async () => {
  const moment = nowInLondon();
  const { today } = moment;
  const nextMonth = addMonthsClamped(startOfMonth(today), 1);
  const customerId = await aCustomer(staff());
  const invoice = await issue(
    staff(),
    anInvoice(customerId, 20_000n, { documentOn: addDays(today, -10), dueOn: addDays(today, -5) }),
  );
  const items = [{ itemId: invoice.openItemId, amountMinor: 20_000n }];
  const { attemptId, url } = await goToCheckout(database.current, world.current, payerOf(customerId), { items });
  await payByCard(url);
  const closed = await inTransaction(staff(), (tx) =>
    closePeriod(tx, CLERK, { kind: 'posting', monthOn: today }, moment),
  );
  expect(closed.ok).toBe(true);
  await world.current.settle();

  const { paymentId } = await attemptById(database.current, attemptId);
  expect(await getPayment(staff(), { paymentId: paymentId! })).toMatchObject({
    ...{ receivedOn: nextMonth, valueOn: today, unappliedMinor: 0n },
    applications: [{ effectiveOn: nextMonth }],
  });
  expect(await overdueDaysOf(staff(), invoice.openItemId, { asOf: addDays(nextMonth, 20) })).toMatchObject({
    ...{ daysLate: 5, settledOn: today },
  });
});
