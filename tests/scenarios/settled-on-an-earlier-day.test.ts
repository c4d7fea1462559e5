import { beforeAll, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { reduceItem } from '#app/modules/cash-application/commands/reduce-item.server.ts';
import { transferCredit } from '#app/modules/cash-application/commands/transfer-credit.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { convertCredit } from '#app/modules/currencies/commands/convert-credit.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { digestOfTables } from '#tests/support/digest-of-tables.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';

/*
 * A payment settled an invoice on 5 April and was taken off it again on 10 April. Between the two days both were used up,
 * although both are free today: what would settle them on 7 April is refused in words, and nothing has changed.
 */
const database = useDatabase();
const db = () => database.current.staff.db;
const BETWEEN = plainDate('2026-04-07');
const AFTER = plainDate('2026-04-10');
const TODAY = on('2026-04-20');

beforeAll(() => setUpCompany(database.current.owner.db));

async function settledForFiveDays() {
  const customerId = await aCustomer(db());
  const invoice = await issue(db(), anInvoice(customerId, 10_000n));
  const payment = await receive(db(), customerId, 10_000n);
  const how = { kind: 'oldest-first' as const };
  const applied = await inTransaction(db(), (tx) =>
    applyPayment(tx, CLERK, { creditItemId: payment.openItemId, how, effectiveOn: plainDate('2026-04-05') }),
  );
  if (!applied.ok) throw new Error(applied.refusal.code);
  const undo = { applicationIds: applied.value.applicationIds, reason: 'wrong invoice' };
  expect((await inTransaction(db(), (tx) => unapply(tx, CLERK, undo, on(AFTER)))).ok).toBe(true);
  return { customerId, invoice, payment };
}

type Work = (tx: Tx, effectiveOn: typeof BETWEEN) => Promise<Result<unknown, { readonly code: string }>>;

async function expectRefusedBetween(work: Work): Promise<void> {
  const before = await digestOfTables(database.current.owner.pool);
  const between = await inTransaction(db(), (tx) => work(tx, BETWEEN));
  expect(between).toMatchObject({ ok: false, refusal: { code: 'over-application' } });
  expect(await digestOfTables(database.current.owner.pool)).toEqual(before);
  expect((await inTransaction(db(), (tx) => work(tx, AFTER))).ok).toBe(true);
}

it('a deduction', async () => {
  const { invoice } = await settledForFiveDays();
  const about = { kind: 'deduction' as const, itemId: invoice.openItemId, amountMinor: 5_000n, code: 'price' };
  await expectRefusedBetween((tx, effectiveOn) =>
    reduceItem(tx, CLERK, { ...about, reason: 'agreed', effectiveOn }, TODAY),
  );
});

it('a transfer within the group', async () => {
  const { customerId, payment } = await settledForFiveDays();
  const toCustomerId = await aCustomer(db());
  await db().updateTable('customers').set({ parent_id: customerId }).where('id', '=', toCustomerId).execute();
  const about = { creditItemId: payment.openItemId, toCustomerId, amountMinor: 5_000n, reason: 'theirs' };
  await expectRefusedBetween((tx, effectiveOn) => transferCredit(tx, CLERK, { ...about, effectiveOn }, TODAY));
});

it('a use in another currency', async () => {
  const { payment } = await settledForFiveDays();
  const about = { creditItemId: payment.openItemId, amountMinor: 5_000n, toCurrency: currency('USD') };
  await expectRefusedBetween((tx, effectiveOn) =>
    convertCredit(tx, CLERK, { ...about, toAmountMinor: 6_300n, effectiveOn }),
  );
});
