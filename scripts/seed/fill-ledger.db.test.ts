import { beforeAll, expect, test } from 'vitest';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { GBP, on, setUpCompany } from '#tests/support/people.ts';
import { differencesFromTruth } from './compare-ageing.ts';
import { type Fill, fillLedger, OtherBookFound } from './fill-ledger.ts';
import { AGED_ON, madeBook } from './made-book.ts';

const database = useDatabase();
const SIZE = { customers: 60, invoices: 2_300, seed: 5 };

beforeAll(() => setUpCompany(database.current.owner.db));

const fillOf = (size: typeof SIZE): Fill => ({
  db: database.current.staff.db,
  book: madeBook(size),
  currency: GBP,
  rates: { standard: 'S20', zero: 'Z' },
  moment: on('2026-01-31'),
});

test('a fill that is killed goes on where it stopped, and ages to the cent as the made rows say', async () => {
  const killed = fillLedger({
    ...fillOf(SIZE),
    onProgress: ({ invoices }) => {
      if (invoices === 1_000) throw new Error('killed');
    },
  });
  await expect(killed).rejects.toThrow('killed');
  const done = await fillLedger(fillOf(SIZE));
  expect(done).toMatchObject({ invoices: 2_300, existed: 1_000, made: 1_300 });
  const { rows } = await database.current.owner.pool.query(`select (select count(*) from invoices)::int as invoices,
    (select count(*) from payments)::int as payments, (select sum(gross_minor) from invoices)::bigint as gross`);
  expect(rows[0]).toEqual({ invoices: 2_300, payments: done.payments, gross: done.totalCents });
  expect(differencesFromTruth(await ageing(database.current.staff.db, { asOf: AGED_ON }), done.truth)).toEqual([]);
});

test('the same fill again adds nothing', async () => {
  expect(await fillLedger(fillOf(SIZE))).toMatchObject({ made: 0, existed: 2_300 });
});

test('another seed is refused before anything of it is written', async () => {
  await expect(fillLedger(fillOf({ ...SIZE, seed: 6 }))).rejects.toThrow(OtherBookFound);
});

test('a difference of one cent is told', async () => {
  const truth = (await fillLedger(fillOf(SIZE))).truth;
  const [id, buckets] = [...truth][0]!;
  const wrong = new Map(truth).set(id, [buckets[0]! + 1, ...buckets.slice(1)]);
  const rows = await ageing(database.current.staff.db, { asOf: AGED_ON });
  expect(differencesFromTruth(rows, wrong)).toHaveLength(1);
  expect(differencesFromTruth(rows, new Map(truth).set(999_999, [1, 0, 0, 0, 0]))).toHaveLength(1);
});
