import { beforeAll, describe, expect, it } from 'vitest';
import { currency, minorDigits, minorToDecimal } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { exportJournal } from '#app/modules/ledger/queries/export-journal.server.ts';
import { trialBalance } from '#app/modules/ledger/queries/trial-balance.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import type { RecordedPayment } from '#app/modules/payments/types.ts';
import { readOneSnapshot } from '#app/platform/db/one-snapshot.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { type Balances, hasHledger, hledgerBalances, summedBalances } from '#tests/support/journal-readers.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';

/**
 * An independent judge of the ledger: its journal is read by hledger, a program of other people, and both say the same
 * for every account and customer. Where hledger is not installed a small reader of our own adds the journal up; the name
 * of the test says which of the two it was.
 */
const database = useDatabase();
const judge = hasHledger() ? 'hledger' : 'our own reader (hledger is not installed)';
const balancesOf = (journal: string, how: 'as posted' | 'at cost'): Balances =>
  hasHledger() ? hledgerBalances(journal, how) : summedBalances(journal, how);
const END = plainDate('2027-12-31');
const BASE = currency('GBP');
const db = () => database.current.staff.db;

async function journal(asked: { knownAt?: Seal } = {}): Promise<string> {
  let text = '';
  await readOneSnapshot(db(), { seconds: 60 }, async (reader) => {
    for await (const piece of exportJournal(reader, asked)) text += piece;
  });
  return text;
}

/** Invoices and payments of one customer, some applied, one application undone, one payment come back. */
async function trade(code: string, number: string): Promise<void> {
  const fields = { currency: currency(code) };
  const customerId = await aCustomer(db(), { currency: code, number });
  const digits = minorDigits(fields.currency);
  /** Hundredths of the currency as its minor units; the yen has none. */
  const minor = (hundredths: bigint) => (hundredths * 10n ** BigInt(digits)) / 100n;
  const odd = digits === 0 ? 0n : 33n;
  const amounts = [120_00n, 333_00n + odd, 7_00n, 980_00n + odd];
  const invoices: IssuedInvoice[] = [];
  for (const [at, amount] of amounts.entries()) {
    const documentOn = plainDate(`2026-0${at + 1}-03`);
    invoices.push(await issue(db(), anInvoice(customerId, amount, { ...fields, documentOn, dueOn: documentOn })));
  }
  const payments: RecordedPayment[] = [];
  for (const amount of [200_00n, 400_00n, 90_00n])
    payments.push(await receive(db(), customerId, minor(amount), '2026-05-06', fields));
  const apply = async (p: number, i: number, hundredths: bigint) => {
    const amountMinor = minor(hundredths);
    const [creditItemId, debitItemId] = [payments[p]!.openItemId, invoices[i]!.openItemId];
    const effectiveOn = plainDate('2026-05-07');
    const done = await inTransaction(db(), (tx) =>
      applyItems(tx, CLERK, { applications: [{ creditItemId, debitItemId, customerId, amountMinor, effectiveOn }] }),
    );
    if (!done.ok) throw new Error(done.refusal.code);
    return done.value[0]!;
  };
  await apply(0, 0, 120_00n);
  await apply(0, 1, 33_00n + odd);
  const undone = await apply(1, 3, 55_00n + odd);
  await apply(2, 3, 90_00n);
  const undo = { applicationIds: [undone], effectiveOn: plainDate('2026-05-09'), reason: 'wrong invoice' };
  await inTransaction(db(), (tx) => reverseApplications(tx, CLERK, undo));
  const back = { paymentId: payments[2]!.id, reason: 'came back', effectiveOn: plainDate('2026-06-01') };
  const reversed = await inTransaction(db(), (tx) => reversePayment(tx, CLERK, back, on('2026-06-01')));
  expect(reversed.ok).toBe(true);
}

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  for (const [code, number] of [
    ['GBP', 'C-1.a'],
    ['GBP', 'C/2'],
    ['USD', 'U_1'],
    ['KWD', 'K-1'],
    ['JPY', 'J-1'],
  ] as const)
    await trade(code, number);
  // The dollar moves, so that payments and invoices of one customer differ in base.
  await database.current.owner.pool.query(
    `insert into exchange_rates (currency, rate_on, rate) values ('USD', '2026-05-01', 0.85)`,
  );
  await trade('USD', 'U-2');
});

const byAccount = (balances: Balances): Map<string, Map<string, bigint>> => {
  const sums = new Map<string, Map<string, bigint>>();
  for (const [name, held] of balances) {
    const code = name.slice(0, 4);
    const sum = sums.get(code) ?? new Map<string, bigint>();
    for (const [unit, amount] of held) sum.set(unit, (sum.get(unit) ?? 0n) + BigInt(amount.replace('.', '')));
    sums.set(code, sum);
  }
  return sums;
};

describe(`the journal, read by ${judge}`, () => {
  it('has the balance of our trial balance in base currency, account by account', async () => {
    const theirs = byAccount(balancesOf(await journal(), 'at cost'));
    const ours = new Map<string, bigint>();
    for (const row of await trialBalance(db(), { asOf: END }))
      ours.set(row.accountCode, (ours.get(row.accountCode) ?? 0n) + row.baseMinor);
    expect(ours.size).toBeGreaterThan(3);
    for (const [code, baseMinor] of ours) expect(theirs.get(code)?.get('GBP') ?? 0n, code).toBe(baseMinor);
    expect([...theirs.keys()].every((code) => ours.has(code))).toBe(true);
  });

  it('has the balance of our trial balance in every foreign currency, account by account', async () => {
    const theirs = byAccount(balancesOf(await journal(), 'as posted'));
    const foreign = (await trialBalance(db(), { asOf: END })).filter((row) => row.currency !== BASE);
    expect(new Set(foreign.map((row) => row.currency)).size).toBe(3);
    for (const row of foreign)
      expect(theirs.get(row.accountCode)?.get(row.currency) ?? 0n, `${row.accountCode} ${row.currency}`).toBe(
        row.balanceMinor,
      );
  });

  it('has what every customer owes, to the cent', async () => {
    const theirs = balancesOf(await journal(), 'as posted');
    const owing = await ageing(db(), { asOf: END });
    expect(owing.map((row) => row.customerNumber).sort()).toEqual(['C-1.a', 'C/2', 'J-1', 'K-1', 'U-2', 'U_1']);
    for (const row of owing) {
      const held = theirs.get(`1100 Receivables:${row.customerNumber}`);
      expect(held?.get(row.currency), row.customerNumber).toBe(minorToDecimal(row.totalMinor, row.currency));
    }
  });

  it('adds up the same for the reader that stands in where hledger is missing', async () => {
    const text = await journal();
    for (const how of ['as posted', 'at cost'] as const) {
      const texts = (balances: Balances) => [...balances].map(([name, held]) => [name, [...held].sort()]).sort();
      expect(texts(summedBalances(text, how))).toEqual(texts(balancesOf(text, how)));
    }
  });

  it('says at a seal what was known then, whatever came later', async () => {
    const seal = await sealAll(db());
    const then = await journal({ knownAt: seal });
    await trade('GBP', 'C-9');
    expect(await journal({ knownAt: seal })).toBe(then);
    expect(balancesOf(await journal(), 'as posted').has('1100 Receivables:C-9')).toBe(true);
    expect(balancesOf(then, 'as posted').has('1100 Receivables:C-9')).toBe(false);
  });
});
