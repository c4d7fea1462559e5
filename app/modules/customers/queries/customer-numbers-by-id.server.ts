import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** The numbers of these customers, in their order; unknown ids are absent. */
export async function customerNumbersById(db: ReadDb, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('customers')
    .select('number')
    .where('id', 'in', [...ids])
    .orderBy('number')
    .execute();
  return rows.map((row) => row.number);
}
