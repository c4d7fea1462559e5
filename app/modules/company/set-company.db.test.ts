import { beforeAll, expect, it } from 'vitest';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { setCompany } from './commands/set-company.server.ts';
import { getCompany } from './queries/get-company.server.ts';

const database = useDatabase();

beforeAll(() => setUpCompany(database.current.owner.db));

it('the company changes how it presents itself, never its books, and who did it is written down', async () => {
  const { db } = database.current.staff;
  const before = await getCompany(db);
  const help = { name: 'Ana Ruiz', email: 'ana@calder.example', phone: '+44 1422 555 010', hours: 'Monday to Friday' };
  await inTransaction(db, (tx) => setCompany(tx, CLERK, { ...before, name: 'Calder Stone', help }, on('2026-04-01')));
  expect(await getCompany(db)).toEqual({ ...before, name: 'Calder Stone', help });
  const { before: was, after } = await db
    .selectFrom('audit_records')
    .select(['before', 'after'])
    .where('action', '=', 'company.changed')
    .executeTakeFirstOrThrow();
  expect([was, after]).toMatchObject([{ name: 'Calder Test' }, { name: 'Calder Stone', help }]);
});

it('no login of the program can remove the company or add another', async () => {
  const { pool } = database.current.staff;
  await expect(pool.query('delete from company')).rejects.toThrow('permission denied');
  await expect(pool.query("insert into company (name) values ('Second')")).rejects.toThrow('permission denied');
});
