import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Standing in-flight holds on the items of attempts. An item has one live attempt, so they are these attempts'. */
export async function attemptHolds(db: ReadDb, attemptIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('holds as h')
    .innerJoin('payment_attempt_items as i', 'i.item_id', 'h.item_id')
    .leftJoin('hold_releases as r', 'r.hold_id', 'h.id')
    .select('h.id')
    .where('i.attempt_id', 'in', [...attemptIds])
    .where('h.kind', '=', 'in_flight')
    .where('r.hold_id', 'is', null)
    .orderBy('h.id')
    .execute();
  return rows.map((row) => row.id);
}
