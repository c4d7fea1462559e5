import { currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AttemptInTheWay, AttemptState } from '../types.ts';

/**
 * The live attempt that holds one of these items, or null. Under a scoped link the item's row is visible but not always
 * the attempt (another person started it): then only its existence is told.
 */
export async function attemptInTheWay(db: ReadDb, itemIds: readonly string[]): Promise<AttemptInTheWay | null> {
  if (itemIds.length === 0) return null;
  const rows = await db
    .selectFrom('payment_attempt_items as i')
    .innerJoin('open_items as o', 'o.id', 'i.item_id')
    .leftJoin('payment_attempts as a', 'a.id', 'i.attempt_id')
    .select(['i.item_id', 'i.attempt_id', 'o.currency', 'a.id', 'a.state', 'a.amount_minor', 'a.session_url'])
    .where('i.item_id', 'in', [...itemIds])
    .where('i.live', '=', true)
    .orderBy('i.item_id')
    .execute();
  const first = rows[0];
  if (!first) return null;
  return {
    attemptId: first.id,
    state: first.state as AttemptState | null,
    currency: currency(first.currency),
    amountMinor: first.amount_minor,
    itemIds: rows.filter((row) => row.attempt_id === first.attempt_id).map((row) => row.item_id),
    sessionUrl: first.state === 'open' ? first.session_url : null,
  };
}
