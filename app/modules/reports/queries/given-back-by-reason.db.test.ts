import { beforeAll, expect, it } from 'vitest';
import { formatMoney } from '#app/kernel/format-money.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { anApprovedAccount, refunded, writtenOff } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { creditOn, creditsWithoutLimit } from '#tests/support/deferring.ts';
import { aCustomer, anInvoice, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { givenBackByReason } from './given-back-by-reason.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
let people: { readonly asks: Actor; readonly approves: Actor };

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await creditsWithoutLimit(database.current.owner.db);
  people = { asks: await aColleague(db(), 'manager'), approves: await aColleague(db(), 'controller') };
});

const invoiced = (customerId: string, minor: bigint, code?: string) =>
  issue(db(), anInvoice(customerId, minor, code ? { currency: currency(code) } : {}));
const shown = async (today: string, months: number) => {
  const { months: starts, rows } = await givenBackByReason(db(), { today: plainDate(today), months });
  const text = (each: (typeof rows)[number]['total']) => formatMoney(each, 'en-GB', { style: 'code' });
  return {
    starts,
    rows: rows.map(({ kind, reason, months: each, total }) => [kind, reason, each.map(text).join(', '), text(total)]),
  };
};

it('adds what was given back by kind, reason, currency and month, the largest first, and leaves out what came back', async () => {
  const customerId = await aCustomer(db());
  const [first, second] = [await invoiced(customerId, 10_000n), await invoiced(customerId, 20_000n)];
  await creditOn(db(), people.asks, first.id, '2026-09-30', {
    reasonCode: 'price',
    choice: { kind: 'amount', grossMinor: 1_000n },
  });
  await creditOn(db(), people.asks, first.id, '2026-10-01', {
    reasonCode: 'price',
    choice: { kind: 'amount', grossMinor: 200n },
  });
  await creditOn(db(), people.asks, first.id, '2026-11-02', {
    reasonCode: 'price',
    choice: { kind: 'amount', grossMinor: 30n },
  });
  await creditOn(db(), people.asks, second.id, '2026-11-03', {
    reasonCode: 'goodwill',
    choice: { kind: 'amount', grossMinor: 400n },
  });
  await writtenOff(db(), people, { itemId: second.openItemId ?? '', amountMinor: 5_000n }, '2026-10-15');
  const bankAccountId = await anApprovedAccount(db(), people, customerId);
  const paid = await receive(db(), customerId, 900n);
  await refunded(
    db(),
    people,
    { creditItemId: paid.openItemId, amountMinor: 700n, method: 'bank', bankAccountId },
    '2026-11-04',
  );
  // A refund that was cancelled gave nothing back.
  const wish = { creditItemId: paid.openItemId, amountMinor: 50n, method: 'bank' as const, bankAccountId };
  const refundId = await refunded(db(), people, wish, '2026-11-04');
  const step = { refundId, step: 'cancelled' as const, reason: 'Keep it' };
  expect(await inTransaction(db(), (tx) => stepRefund(tx, people.asks, step, on('2026-11-05')))).toMatchObject({
    ok: true,
  });
  const abroad = await aCustomer(db(), { currency: 'USD' });
  const dollars = await invoiced(abroad, 6_000n, 'USD');
  await creditOn(db(), people.asks, dollars.id, '2026-11-05', {
    reasonCode: 'price',
    choice: { kind: 'amount', grossMinor: 6_000n },
  });

  expect(await shown('2026-11-20', 2)).toEqual({
    starts: ['2026-10-01', '2026-11-01'],
    rows: [
      ['write_off', 'Customer is insolvent', '50.00 GBP, 0.00 GBP', '50.00 GBP'],
      ['refund', 'Paid too much', '0.00 GBP, 7.00 GBP', '7.00 GBP'],
      ['credit_note', 'Goodwill', '0.00 GBP, 4.00 GBP', '4.00 GBP'],
      ['credit_note', 'Wrong price', '2.00 GBP, 0.30 GBP', '2.30 GBP'],
      ['credit_note', 'Wrong price', '0.00 USD, 60.00 USD', '60.00 USD'],
    ],
  });
  // September is beyond two months, and within three.
  expect((await shown('2026-11-20', 3)).rows).toContainEqual([
    'credit_note',
    'Wrong price',
    '10.00 GBP, 2.00 GBP, 0.30 GBP',
    '12.30 GBP',
  ]);
  expect((await shown('2026-08-31', 2)).rows).toEqual([]);
});
