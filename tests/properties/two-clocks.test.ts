import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { accountPostings } from '#app/modules/ledger/queries/account-postings.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { controlBalances } from '#app/modules/ledger/queries/control-balances.server.ts';
import { itemPostings } from '#app/modules/ledger/queries/item-postings.server.ts';
import { openItemsAt } from '#app/modules/ledger/queries/open-items-at.server.ts';
import { trialBalance } from '#app/modules/ledger/queries/trial-balance.server.ts';
import { type AgeingRow, FIGURE_PARTS, type FigurePart, type Seal } from '#app/modules/ledger/types.ts';
import { customerLedger } from '#app/modules/reports/queries/customer-ledger.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { getStatements } from '#app/modules/statements/queries/get-statements.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { GBP, setUpCompany } from '#tests/support/people.ts';
import { anyStep, DAYS, dayOf, newHistory } from '#tests/support/random-ledger.ts';
import { add, figureOf, openOf, type Rows, readRows, rowsAt, signed } from '#tests/support/two-clocks-fold.ts';

/**
 * Every report as of a day and as known at a seal equals the sum of the rows that lie before both, whatever was posted on
 * whatever day, in whatever order it was committed, and whatever was learned later.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 150 : 8;
const STEPS_MAX = process.env.TALLYSTICK_LONG ? 50 : 24;
const db = () => database.current.staff.db;
const EVERYTHING = 10_000;

beforeAll(() => setUpCompany(database.current.owner.db));

type At = { asOf: PlainDate; knownAt: Seal };

const AGES: readonly [keyof AgeingRow, FigurePart][] = [
  ['notDueMinor', 'not-due'],
  ['d1to30Minor', '1-30'],
  ['d31to60Minor', '31-60'],
  ['d61to90Minor', '61-90'],
  ['over90Minor', 'over-90'],
  ['creditsMinor', 'credits'],
  ['totalMinor', 'all'],
];

async function agesAreTrue(rows: Rows, customers: readonly string[], at: At): Promise<void> {
  // Asked for all the query reads snapshots, asked for one it reads that customer's rows.
  const all = await ageing(db(), at);
  for (const customerId of customers) {
    const alone = await ageing(db(), { ...at, customerId });
    expect(all.filter((row) => row.customerId === customerId)).toEqual(alone);
    const figures = Object.fromEntries(AGES.map(([key, part]) => [key, figureOf(rows, { ...at, customerId, part })]));
    const nothing = AGES.every(([key]) => figures[key] === 0n);
    if (nothing) expect(alone).toEqual([]);
    else expect(alone).toMatchObject([figures]);
  }
  const control = rowsAt(rows, at).lines.filter((line) => line.account_code === '1100');
  const total = add(all.map((row) => row.totalMinor));
  expect(total).toBe(add(control.map((line) => line.amount_minor)));
  expect(add((await controlBalances(db(), at)).map((row) => row.minor))).toBe(total);
}

async function statementsAreTrue(
  rows: Rows,
  customerId: string,
  of: { fromOn: PlainDate; toOn: PlainDate; knownAt: Seal },
) {
  const asked = { customerId, currency: GBP, ...of };
  const read = (tx: Parameters<typeof getStatement>[0]) => getStatement(tx, asked);
  const statement = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, read);
  const own = rowsAt(rows, { asOf: of.toOn, knownAt: of.knownAt }).items.filter(
    (item) => item.customer_id === customerId,
  );
  const within = own.filter((item) => item.effective_on >= of.fromOn);
  expect(statement.openingMinor).toBe(add(own.filter((item) => item.effective_on < of.fromOn).map(signed)));
  expect(statement.closingMinor).toBe(add(own.map(signed)));
  expect(statement.rows.map((row) => row.itemId).sort()).toEqual(within.map((item) => item.id).sort());
  expect(statement.ageing.totalMinor).toBe(statement.closingMinor);
  const { customerId: _, ...range } = asked;
  const amongAll = (await getStatements(db(), range)).find((one) => one.customerId === customerId);
  if (amongAll) expect(amongAll).toEqual(statement);
  else expect(own.length === 0 || statement.closingMinor === 0n).toBe(true);
}

async function accountIsTrue(rows: Rows, customerId: string, at: At): Promise<void> {
  const known = rowsAt(rows, at);
  const own = known.items.filter((item) => item.customer_id === customerId);
  const ledger = await customerLedger(db(), { customerId, currency: GBP, ...at, limit: EVERYTHING });
  expect(ledger.rows.map((row) => row.itemId).sort()).toEqual(own.map((item) => item.id).sort());
  expect(ledger.rows[0]?.balanceAfter.minor ?? 0n).toBe(add(own.map(signed)));
  for (const { itemId, balanceAfter } of ledger.rows.slice(0, 3)) {
    const figure = { customerId, currency: GBP, part: 'all', untilId: itemId, ...at } as const;
    const listed = await itemPostings(db(), figure, { limit: EVERYTHING });
    expect(add(listed.rows.map((row) => row.amountMinor))).toBe(balanceAfter.minor);
  }
  const open = own.filter((item) => openOf(item, known) !== 0n);
  const items = await openItemsAt(db(), { customerId, ...at });
  expect(new Map(items.map((item) => [item.id, item.residualMinor]))).toEqual(
    new Map(open.map((item) => [item.id, openOf(item, known)])),
  );
}

async function figuresOpen(rows: Rows, customerId: string, at: At): Promise<void> {
  for (const part of FIGURE_PARTS) {
    const listed = await itemPostings(db(), { customerId, currency: GBP, part, ...at }, { limit: EVERYTHING });
    const figure = figureOf(rows, { customerId, part, ...at });
    expect(add(listed.rows.map((row) => row.amountMinor)), part).toBe(figure);
    expect([listed.totalMinor, listed.rows.at(-1)?.runningMinor ?? 0n, listed.count]).toEqual([
      figure,
      figure,
      listed.rows.length,
    ]);
  }
}

async function trialBalanceIsTrue(rows: Rows, at: At): Promise<void> {
  const known = rowsAt(rows, at).lines;
  const found = await trialBalance(db(), at);
  const keys = new Set(known.map((line) => `${line.account_code} ${line.currency}`));
  expect(found.map((row) => `${row.accountCode} ${row.currency}`)).toEqual([...keys].sort());
  for (const row of found) {
    const lines = known.filter((line) => line.account_code === row.accountCode && line.currency === row.currency);
    expect([row.balanceMinor, row.baseMinor]).toEqual([
      add(lines.map((l) => l.amount_minor)),
      add(lines.map((l) => l.base_minor)),
    ]);
    for (const [measure, minor] of [
      ['debit', row.debitMinor],
      ['credit', row.creditMinor],
      ['balance', row.balanceMinor],
      ['base', row.baseMinor],
    ] as const) {
      const figure = { accountCode: row.accountCode, currency: row.currency, measure, ...at };
      const listed = await accountPostings(db(), figure, { limit: EVERYTHING });
      expect([add(listed.rows.map((line) => line.amountMinor)), listed.totalMinor]).toEqual([minor, minor]);
    }
  }
}

const steps = fc.array(fc.record({ step: anyStep, seals: fc.boolean() }), { minLength: 6, maxLength: STEPS_MAX });
const days = fc.integer({ min: 0, max: DAYS + 60 });

describe('reports as of a day and as known at a seal', () => {
  it('equal the sum of the rows before both', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(fc.tuple(days, days, fc.nat()), { minLength: 2, maxLength: 3 }),
        async (history, asked) => {
          const made = await newHistory(db());
          const seals = [await sealLedger(db())];
          for (const { step, seals: isSealed } of history) {
            await step(made);
            if (isSealed) seals.push(await sealLedger(db()));
          }
          const rows = await readRows(db());
          for (const [one, other, n] of asked) {
            const knownAt = seals[n % seals.length]!;
            const at = { asOf: dayOf(Math.max(one, other)), knownAt };
            await agesAreTrue(rows, made.customers, at);
            await trialBalanceIsTrue(rows, at);
            for (const customerId of made.customers) {
              await statementsAreTrue(rows, customerId, {
                fromOn: dayOf(Math.min(one, other)),
                toOn: at.asOf,
                knownAt,
              });
              await accountIsTrue(rows, customerId, at);
              await figuresOpen(rows, customerId, at);
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 240_000);
});
