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

/** Plans in force of a customer and of the others in their group, whose items one payment may settle. */
export async function plansInForceOf(db: ReadDb, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from customers one join customers c on coalesce(c.parent_id, c.id) = coalesce(one.parent_id, one.id)
    join plans p on p.customer_id = c.id and p.state = 'active' where one.id = ${customerId}::uuid order by p.no`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
