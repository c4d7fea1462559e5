import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type Assignment = {
  readonly id: string;
  readonly userId: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
};

const ASSIGNMENTS_MAX = 2_000;

/** Which partner sees which customer, by partner and customer; at most two thousand. */
export async function listAssignments(db: ReadDb): Promise<Assignment[]> {
  const rows = await db
    .selectFrom('partner_assignments as a')
    .innerJoin('customers as c', 'c.id', 'a.customer_id')
    .select(['a.id', 'a.user_id', 'a.customer_id', 'c.number', 'c.name'])
    .where('a.removed_at', 'is', null)
    .orderBy('a.user_id')
    .orderBy('c.name')
    .limit(ASSIGNMENTS_MAX)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, userId: row.user_id, customerId: row.customer_id },
    ...{ customerNumber: row.number, customerName: row.name },
  }));
}
