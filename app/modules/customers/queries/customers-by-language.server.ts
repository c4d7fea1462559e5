import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** How many customers that are not archived are written to in each language, the most first. */
export async function customersByLanguage(db: ReadDb): Promise<{ language: string; count: number }[]> {
  const rows = await db
    .selectFrom('customers')
    .select(['language', ({ fn }) => fn.countAll<bigint>().as('count')])
    .where('archived_at', 'is', null)
    .groupBy('language')
    .orderBy('count', 'desc')
    .execute();
  return rows.map((row) => ({ language: row.language, count: Number(row.count) }));
}
