import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Plans in force after this number, in order: the daily look goes through all of them. */
export async function plansInForce(db: ReadDb, after: bigint, limit: number): Promise<{ id: string; no: bigint }[]> {
  return db
    .selectFrom('plans')
    .select(['id', 'no'])
    .where('state', '=', 'active')
    .where('no', '>', after)
    .orderBy('no')
    .limit(limit)
    .execute();
}

/** Plans in force of customers and of the others in their groups, whose items one payment may settle. */
export async function plansInForceOf(db: ReadDb, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with heads as (select distinct coalesce(parent_id, id) as id from customers where id = any (${[...customerIds]}::uuid[])),
    members as (select h.id from heads h union select c.id from heads h join customers c on c.parent_id = h.id)
    select p.id from members m join plans p on p.customer_id = m.id where p.state = 'active' order by p.no`.execute(db);
  return rows.map(({ id }) => id);
}
