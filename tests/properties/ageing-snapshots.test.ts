import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { takeSnapshot } from '#app/modules/ledger/commands/take-snapshot.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';
import { anyStep, DAYS, dayOf, newHistory, snapshotOf } from '#tests/support/random-ledger.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/**
 * Ageing read from snapshots equals ageing read from every row, whatever was posted, applied or undone on whatever day and
 * in whatever order, also by transactions that were under way while a snapshot was taken.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 200 : 15;
const STEPS_MAX = process.env.TALLYSTICK_LONG ? 50 : 24;
const db = () => database.current.staff.db;

beforeAll(() => setUpCompany(database.current.owner.db));

const lawText = () => readFile(path.join(SQL_DIR, 'invariants/015_snapshots_equal_the_scan.sql'), 'utf8');

const steps = fc.array(anyStep, { minLength: 4, maxLength: STEPS_MAX });

describe('ageing from snapshots', () => {
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
    await owner
      .transaction()
      .execute(async (tx) => {
        await tx.executeQuery(CompiledQuery.raw('alter table item_snapshots disable trigger user'));
        await tx.executeQuery(
          CompiledQuery.raw(`update item_snapshots set open_minor = 901 where customer_id = '${customerId}'`),
        );
        expect(await owed(tx as never)).toBe(901n);
        const law = await tx.executeQuery(CompiledQuery.raw(await lawText()));
        expect(law.rows.length).toBeGreaterThan(0);
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
