import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { takeSnapshot } from '#app/modules/ledger/commands/take-snapshot.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/**
 * Ageing read from snapshots equals ageing read from every row, whatever was posted, applied or undone on whatever day and
 * in whatever order, also by transactions that were under way while a snapshot was taken.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 200 : 15;
const STEPS_MAX = process.env.TALLYSTICK_LONG ? 50 : 24;
const DAYS = 120;
const start = plainDate('2026-01-01');
const dayOf = (day: number) => addDays(start, day);
const db = () => database.current.staff.db;

beforeAll(() => setUpCompany(database.current.owner.db));

type Item = { id: string; customerId: string; day: number };
type History = { customers: string[]; debits: Item[]; credits: Item[]; applications: string[] };
type Step = (history: History) => Promise<void>;
const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length > 0 ? list[n % list.length] : undefined);

const snapshotOf = async (day: number): Promise<void> => {
  await inTransaction(db(), async (tx) => ok(await takeSnapshot(tx, { periodEndOn: dayOf(day) })));
};

const issueStep =
  (who: number, amount: bigint, day: number): Step =>
  async (history) => {
    const customerId = pick(history.customers, who)!;
    const invoice = anInvoice(customerId, amount, { documentOn: dayOf(day), dueOn: dayOf(day + (who % 3) * 15) });
    history.debits.push({ id: (await issue(db(), invoice)).openItemId, customerId, day });
  };

const receiveStep =
  (who: number, amount: bigint, day: number): Step =>
  async (history) => {
    const customerId = pick(history.customers, who)!;
    const payment = await receive(db(), customerId, amount, dayOf(day));
    history.credits.push({ id: payment.openItemId, customerId, day });
  };

const applyStep =
  (c: number, d: number, amount: bigint, after: number): Step =>
  async (history) => {
    const credit = pick(history.credits, c);
    const debit =
      credit &&
      pick(
        history.debits.filter((item) => item.customerId === credit.customerId),
        d,
      );
    if (!credit || !debit) return;
    const effectiveOn = dayOf(Math.max(credit.day, debit.day) + after);
    const application = {
      customerId: credit.customerId,
      creditItemId: credit.id,
      debitItemId: debit.id,
      amountMinor: amount,
      effectiveOn,
    };
    const applied = await inTransaction(db(), (tx) => applyItems(tx, CLERK, { applications: [application] }));
    if (applied.ok) history.applications.push(applied.value[0]!);
  };

const undoStep =
  (n: number, day: number): Step =>
  async (history) => {
    const id = pick(history.applications, n);
    if (!id) return;
    const undo = { applicationIds: [id], effectiveOn: dayOf(day), reason: 'test' };
    const undone = await inTransaction(db(), (tx) => reverseApplications(tx, CLERK, undo));
    if (undone.ok) history.applications.splice(history.applications.indexOf(id), 1);
  };

const snapshotStep =
  (day: number): Step =>
  () =>
    snapshotOf(day);

/** A transaction writes, a snapshot is taken, and only then does the transaction commit. */
const slowStep =
  (who: number, amount: bigint, day: number, snapshotDay: number): Step =>
  async (history) => {
    const customerId = pick(history.customers, who)!;
    const invoice = anInvoice(customerId, amount, { documentOn: dayOf(day) });
    const issued = await inTransaction(db(), async (tx) => {
      const made = await issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [invoice] }, on(dayOf(day)));
      await snapshotOf(snapshotDay);
      return made;
    });
    if (issued.ok) history.debits.push({ id: issued.value[0]!.openItemId, customerId, day });
  };

const lawText = () => readFile(path.join(SQL_DIR, 'invariants/015_snapshots_equal_the_scan.sql'), 'utf8');

const amounts = fc.bigInt({ min: 1n, max: 50_000n });
const days = fc.integer({ min: 0, max: DAYS });
const nat = fc.nat({ max: 50 });
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(nat, amounts, days).map((args) => issueStep(...args)) },
    { weight: 3, arbitrary: fc.tuple(nat, amounts, days).map((args) => receiveStep(...args)) },
    { weight: 4, arbitrary: fc.tuple(nat, nat, amounts, nat).map((args) => applyStep(...args)) },
    { weight: 1, arbitrary: fc.tuple(nat, days).map((args) => undoStep(...args)) },
    { weight: 2, arbitrary: days.map(snapshotStep) },
    { weight: 1, arbitrary: fc.tuple(nat, amounts, days, days).map((args) => slowStep(...args)) },
  ),
  { minLength: 4, maxLength: STEPS_MAX },
);

describe('ageing from snapshots', () => {
  it('equals the scan of every row at any date, with back-dated rows and slow transactions', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(fc.integer({ min: 0, max: DAYS + 60 }), { minLength: 4, maxLength: 6 }),
        async (history, asked) => {
          const made: History = { customers: [], debits: [], credits: [], applications: [] };
          for (let n = 0; n < 3; n += 1) made.customers.push(await aCustomer(db()));
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
    await snapshotOf(3);
    const insert = `insert into snapshots (period_end_on, before_xid) values ('2026-01-31', '1')`;
    await expect(staff.pool.query(insert)).rejects.toThrow(/permission denied/);
    await expect(owner.pool.query('delete from snapshots')).rejects.toMatchObject({ code: 'TS001' });
    await expect(owner.pool.query('update item_snapshots set open_minor = 1')).rejects.toMatchObject({ code: 'TS001' });
    await expect(portal.pool.query('select 1 from item_snapshots')).rejects.toThrow(/permission denied/);
    await expect(portal.pool.query(`select take_snapshot('2026-01-31')`)).rejects.toThrow(/permission denied/);
  });
});
