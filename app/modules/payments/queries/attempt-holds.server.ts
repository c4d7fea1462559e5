import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Standing in-flight holds on an attempt's items. An item has one live attempt, so they are this attempt's. */
export async function attemptHolds(db: ReadDb, attemptId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('holds as h')
    .innerJoin('payment_attempt_items as i', 'i.item_id', 'h.item_id')
    .leftJoin('hold_releases as r', 'r.hold_id', 'h.id')
    .select('h.id')
    .where('i.attempt_id', '=', attemptId)
    .where('h.kind', '=', 'in_flight')
    .where('r.hold_id', 'is', null)
    .orderBy('h.id')
    .execute();
  return rows.map((row) => row.id);
}
