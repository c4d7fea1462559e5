import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** The ids of the customers with these numbers; unknown numbers are absent. */
export async function customerIdsByNumber(db: ReadDb, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom('customers')
    .select(['id', 'number'])
    .where('number', 'in', [...numbers])
    .execute();
  return new Map(rows.map((row) => [row.number, row.id]));
}
