import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { balancesOf } from '#app/modules/customers/queries/list-customers.server.ts';
import { listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { receivePayment } from '#app/workflows/receive-payment.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { cashIn } from './cash-in.server.ts';
import { customerLedger } from './customer-ledger.server.ts';
import { findAnything } from './find-anything.server.ts';
import { workWaiting } from './work-waiting.server.ts';

const database = useDatabase();
const staff = () => database.current.staff.db;
const day = on('2026-06-01');
const GBP = currency('GBP');
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(staff(), { name: 'Ash & Co' });
  for (const amount of [10_000n, 20_000n, 30_000n]) await issue(staff(), anInvoice(customerId, amount));
});

const pay = async (amountMinor: bigint, reference: string) => {
  const payment = {
    customerId,
    method: 'transfer' as const,
    currency: GBP,
    amountMinor,
    receivedOn: day.today,
    reference,
    payerName: '',
    note: '',
  };
  const done = await inTransaction(staff(), (tx) =>
    receivePayment(tx, CLERK, { payment, apply: { kind: 'oldest-first' }, sendReceipt: false }, day),
  );
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value;
};

describe('what waits', () => {
  it('counts what the lists it leads to show', async () => {
    await pay(70_000n, 'too much');
    const later = on('2027-03-01');
    const waiting = await workWaiting(staff(), { today: later.today, zone: 'Europe/London' });
    const unapplied = await listPayments(staff(), { view: 'unapplied', today: later.today, limit: 200 });
    const overdue = await listInvoices(staff(), { view: 'overdue', today: later.today, limit: 200 });
    expect(waiting.toApply).toEqual({ count: unapplied.rows.length, since: day.today });
    expect(waiting.overdue.count).toBe(overdue.rows.length);
    expect(waiting.drafts).toEqual({ count: 0, since: null });
  });
});

describe('cash in', () => {
  it('leaves out what came back', async () => {
    const before = await cashIn(staff(), day.today);
    const returned = await pay(5_000n, 'bounces');
    const input = { paymentId: returned.id, reason: 'returned', effectiveOn: day.today };
    expect((await inTransaction(staff(), (tx) => reversePayment(tx, CLERK, input, day))).ok).toBe(true);
    expect(await cashIn(staff(), day.today)).toEqual(before);
  });
});

describe('the ledger of a customer', () => {
  it('runs to the balance, page by page without gap or repeat', async () => {
    const rows = [];
    let before: { effectiveOn: typeof day.today; id: string } | null | undefined;
    do {
      const page: Awaited<ReturnType<typeof customerLedger>> = await customerLedger(staff(), {
        customerId,
        currency: GBP,
        limit: 2,
        ...(before ? { before } : {}),
      });
      rows.push(...page.rows);
      before = page.next;
    } while (before);
    const [balance] =
      (await balancesOf(staff(), { customerIds: [customerId], today: day.today })).get(customerId) ?? [];
    expect(rows[0]?.balanceAfter).toEqual(balance?.balance);
    expect(rows.reduce((total, row) => total + row.amount.minor, 0n)).toBe(balance?.balance.minor);
    expect(new Set(rows.map((row) => row.itemId)).size).toBe(rows.length);
    for (const [index, row] of rows.entries())
      expect(row.balanceAfter.minor - row.amount.minor).toBe(rows[index + 1]?.balanceAfter.minor ?? 0n);
  });
});

describe('finding', () => {
  it('puts the exact number first, then names, then amounts', async () => {
    const { rows } = await listInvoices(staff(), { view: 'all', today: day.today, limit: 5 });
    const first = rows[0]!;
    expect((await findAnything(staff(), { text: first.number.toLowerCase(), amounts: [] }))[0]?.id).toBe(first.id);
    expect((await findAnything(staff(), { text: 'sh & c', amounts: [] }))[0]).toMatchObject({
      kind: 'customer',
      id: customerId,
    });
    const byAmount = await findAnything(staff(), { text: '700.00', amounts: [70_000n] });
    expect(byAmount.map((found) => found.kind)).toContain('payment');
    expect(await findAnything(staff(), { text: '', amounts: [] })).toEqual([]);
  });

  it('takes several numbers at once', async () => {
    const { rows } = await listInvoices(staff(), { view: 'all', today: day.today, limit: 2 });
    const found = await findAnything(staff(), { text: rows.map((row) => row.number).join(', '), amounts: [] });
    expect(found.map((one) => one.id).sort()).toEqual(rows.map((row) => row.id).sort());
  });
});
