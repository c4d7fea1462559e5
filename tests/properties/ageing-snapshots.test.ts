import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { takeSnapshot } from '#app/modules/ledger/commands/take-snapshot.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { trialBalance } from '#app/modules/ledger/queries/trial-balance.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';
import { anyStep, DAYS, dayOf, newHistory, snapshotOf } from '#tests/support/random-ledger.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/**
 * Ageing and the trial balance read from snapshots equal those read from every row, whatever was posted, applied or undone on whatever day and
 * in whatever order, also by transactions that were under way while a snapshot was taken.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 200 : 15;
const STEPS_MAX = process.env.TALLYSTICK_LONG ? 50 : 24;
const db = () => database.current.staff.db;

beforeAll(() => setUpCompany(database.current.owner.db));

const ITEMS_LAW = '015_snapshots_equal_the_scan.sql';
const ACCOUNTS_LAW = '102_account_snapshots_equal_the_scan.sql';
const lawText = (name: string) => readFile(path.join(SQL_DIR, 'invariants', name), 'utf8');

const steps = fc.array(anyStep, { minLength: 4, maxLength: STEPS_MAX });

/** Account, currency, debits, credits and base as the report says them. */
const balances = async (asOf: string) =>
  (await trialBalance(db(), { asOf: plainDate(asOf) })).map((row) =>
    [row.accountCode, row.currency, row.debitMinor, row.creditMinor, row.baseMinor].join(' '),
  );

/** The same from every posting, in one plain sum. */
async function balancesByScan(asOf: string): Promise<string[]> {
  const { rows } = await database.current.owner.pool.query<{ line: string }>(
    `select concat_ws(' ', l.account_code, l.currency, sum(greatest(l.amount_minor, 0)), sum(greatest(-l.amount_minor, 0)), sum(l.base_minor)) as line
     from entry_lines l join entries e on e.id = l.entry_id where e.effective_on <= $1 group by l.account_code, l.currency order by l.account_code, l.currency`,
    [asOf],
  );
  return rows.map(({ line }) => line);
}

describe('ageing and balances from snapshots', () => {
  it('equals the scan of every row at any date, with back-dated rows and slow transactions', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(fc.integer({ min: 0, max: DAYS + 60 }), { minLength: 4, maxLength: 6 }),
        async (history, asked) => {
          const made = await newHistory(db());
          for (const step of history) await step(made);
          for (const day of asked) {
            const asOf = dayOf(day);
            const all = (await ageing(db(), { asOf })).filter((row) => made.customers.includes(row.customerId));
            // Asked for one customer the query reads that customer's rows and no snapshot.
            const scanned = await Promise.all(made.customers.map((customerId) => ageing(db(), { asOf, customerId })));
            const sorted = scanned.flat().sort((a, b) => (a.customerNumber < b.customerNumber ? -1 : 1));
            expect(
              [...all].sort((a, b) => (a.customerNumber < b.customerNumber ? -1 : 1)),
              `as of ${asOf}`,
            ).toEqual(sorted);
            expect(await balances(asOf), `balances as of ${asOf}`).toEqual(await balancesByScan(asOf));
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 240_000);

  it('uses them: a planted error in the newest snapshot shows, and the law names it', async () => {
    const customerId = await aCustomer(db());
    await issue(
      db(),
      anInvoice(customerId, 900n, { documentOn: plainDate('2027-01-05'), dueOn: plainDate('2027-01-05') }),
    );
    const owner = database.current.owner.db;
    // A transaction of a neighbouring test may still run; until it ends the invoice is a movement and not in the snapshot.
    const held = async (): Promise<number> => {
      await inTransaction(owner, async (tx) => ok(await takeSnapshot(tx, { periodEndOn: plainDate('2027-01-31') })));
      const kept = owner.selectFrom('item_snapshots').select('item_id').where('customer_id', '=', customerId);
      return (await kept.execute()).length;
    };
    await expect.poll(held, { timeout: 20_000, interval: 100 }).toBeGreaterThan(0);
    const owed = async (reader: typeof owner) =>
      (await ageing(reader, { asOf: plainDate('2027-02-02') })).find((row) => row.customerId === customerId)
        ?.totalMinor;
    expect(await owed(owner)).toBe(900n);
    const owedInAll = async (reader: typeof owner) =>
      (await trialBalance(reader, { asOf: plainDate('2027-02-02') })).find(
        (row) => row.accountCode === '1100' && row.currency === 'GBP',
      )!.debitMinor;
    await owner
      .transaction()
      .execute(async (tx) => {
        await tx.executeQuery(CompiledQuery.raw('alter table item_snapshots disable trigger user'));
        await tx.executeQuery(
          CompiledQuery.raw(`update item_snapshots set open_minor = 901 where customer_id = '${customerId}'`),
        );
        expect(await owed(tx as never)).toBe(901n);
        const law = await tx.executeQuery(CompiledQuery.raw(await lawText(ITEMS_LAW)));
        expect(law.rows.length).toBeGreaterThan(0);
        await tx.executeQuery(CompiledQuery.raw('alter table account_snapshots disable trigger user'));
        const before = await owedInAll(tx as never);
        await tx.executeQuery(
          CompiledQuery.raw(`update account_snapshots set debit_minor = debit_minor + 7 where account_code = '1100'
            and snapshot_id = (select id from snapshots order by id desc limit 1)`),
        );
        expect(await owedInAll(tx as never)).toBe(before + 7n);
        const accounts = await tx.executeQuery(CompiledQuery.raw(await lawText(ACCOUNTS_LAW)));
        expect(accounts.rows.length).toBeGreaterThan(0);
        throw new Error('rolled back');
      })
      .catch((error: Error) => expect(error.message).toBe('rolled back'));
    expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
  });

  it('cannot be written, changed or read around its function', async () => {
    const { staff, portal, owner } = database.current;
    await snapshotOf(db(), 3);
    const insert = `insert into snapshots (period_end_on, before_xid) values ('2026-01-31', '1')`;
    await expect(staff.pool.query(insert)).rejects.toThrow(/permission denied/);
    await expect(owner.pool.query('delete from snapshots')).rejects.toMatchObject({ code: 'TS001' });
    await expect(owner.pool.query('update item_snapshots set open_minor = 1')).rejects.toMatchObject({ code: 'TS001' });
    await expect(portal.pool.query('select 1 from item_snapshots')).rejects.toThrow(/permission denied/);
    await expect(portal.pool.query(`select take_snapshot('2026-01-31')`)).rejects.toThrow(/permission denied/);
  });
});
