import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';
import { readAsPortal } from './portal-scope.server.ts';
import type { ReadDb } from './transaction.server.ts';

const database = useDatabase({ checkInvariants: false });
let mine: string;
let theirs: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  mine = await aCustomer(database.current.staff.db);
  theirs = await aCustomer(database.current.staff.db);
});

const asCustomer = <Value>(customerId: string, read: (db: ReadDb) => Promise<Value>) =>
  readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, read);
const seen = (db: ReadDb) => db.selectFrom('customers').select('id').execute();
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

test('what is asked for at once is read in one transaction under one scope, and many pages at once keep theirs', async () => {
  const pageOf = (customerId: string) =>
    asCustomer(customerId, async (db) => {
      const at = sql<{ at: string }>`select now()::text as at`;
      const [one, first, other, second] = await Promise.all([seen(db), at.execute(db), seen(db), at.execute(db)]);
      return { ids: [...idsOf(one), ...idsOf(other)], isOne: first.rows[0]!.at === second.rows[0]!.at };
    });
  const customers = Array.from({ length: 60 }, (_, no) => (no % 2 === 0 ? mine : theirs));
  const pages = await Promise.all(customers.map(pageOf));
  expect(pages).toEqual(customers.map((id) => ({ ids: [id, id], isOne: true })));
});

test('a page that failed asks nothing more, and whoever reads next reads with a scope of their own', async () => {
  const ended = Promise.withResolvers<void>();
  let late: Promise<unknown> = Promise.resolve();
  const failed = asCustomer(mine, async (db) => {
    late = ended.promise.then(() => seen(db)).catch((error: Error) => error.message);
    // What stands behind a failed statement is told that alone; the page is told the cause.
    await Promise.all([late, sql`select 1 / 0`.execute(db), seen(db)]);
  });
  await expect(failed).rejects.toThrow('division by zero');
  ended.resolve();
  const next = await asCustomer(theirs, async (db) => [await late, idsOf(await seen(db))]);
  expect(next).toEqual([expect.stringContaining('after it had ended'), [theirs]]);
  await expect(asCustomer(mine, () => Promise.reject(new Error('a page of ours')))).rejects.toThrow('a page of ours');
});

test('a statement read often is planned once, and goes on after a migration gave it other columns', async () => {
  const { owner } = database.current;
  await owner.pool.query('create table outliving (id int); grant select on outliving to tallystick_portal');
  const read = () => asCustomer(mine, async (db) => (await sql`select * from outliving`.execute(db)).rows);
  const plans = () =>
    asCustomer(mine, async (db) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pg_prepared_statements where statement like '%from outliving'`.execute(db);
      return rows[0]!.count;
    });
  await owner.pool.query('insert into outliving values (1)');
  for (let time = 0; time < 4; time += 1) expect(await read()).toEqual([{ id: 1 }]);
  expect(await plans()).toBe(1);
  await owner.pool.query('alter table outliving add column note text default $$new$$');
  expect(await read()).toEqual([{ id: 1, note: 'new' }]);
  await owner.pool.query('drop table outliving');
});
