import { expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { writtenOff } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';
import { listWriteOffs } from './list-write-offs.server.ts';

const database = useDatabase();

it('goes through all write-offs by keyset, newest first, each once, and back again', async () => {
  const db = database.current.staff.db;
  await setUpCompany(database.current.owner.db);
  const people = { asks: await aColleague(db, 'manager'), approves: await aColleague(db, 'controller') };
  const customerId = await aCustomer(db);
  for (const day of ['2026-04-06', '2026-04-06', '2026-04-07', '2026-04-08', '2026-04-09']) {
    const invoice = await issue(db, anInvoice(customerId, 10_000n));
    await writtenOff(db, people, { itemId: invoice.openItemId!, amountMinor: 1_000n }, plainDate(day));
  }
  const seen: string[] = [];
  let cursor: Parameters<typeof listWriteOffs>[1]['cursor'];
  for (let more = true; more; ) {
    const page = await listWriteOffs(db, { view: 'standing', limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.rows.map((row) => row.number));
    const last = page.rows.at(-1)!;
    cursor = { on: last.effectiveOn, id: last.id, direction: 'older' };
    more = page.hasOlder;
  }
  expect(seen).toEqual([...new Set(seen)]);
  expect(seen).toHaveLength(5);
  const newer = await listWriteOffs(db, { view: 'all', limit: 2, cursor: { ...cursor!, direction: 'newer' } });
  expect(newer.rows.map((row) => row.number)).toEqual(seen.slice(2, 4));
  expect((await listWriteOffs(db, { view: 'recovered', limit: 2 })).rows).toEqual([]);
});
