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
