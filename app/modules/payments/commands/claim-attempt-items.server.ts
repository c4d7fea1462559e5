import type { Currency } from '#app/kernel/money.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { attemptInTheWay } from '../queries/attempt-in-the-way.server.ts';
import type { AttemptInTheWay, AttemptItem } from '../types.ts';

type Claim = { readonly customerId: string; readonly currency: Currency; readonly items: readonly AttemptItem[] };

/**
 * Claims the items of a new attempt: one live attempt per item is a unique index, which decides between two at once. The loser
 * learns which attempt won; null when all were claimed. Items in id order: no deadlock.
 */
export async function claimAttemptItems(tx: Tx, attemptId: string, of: Claim): Promise<AttemptInTheWay | null> {
  if (of.items.length === 0) return null;
  const itemIds = of.items.map((item) => item.itemId);
  const claimed = await tx
    .insertInto('payment_attempt_items')
    .values(
      [...of.items]
        .sort((a, b) => (a.itemId < b.itemId ? -1 : 1))
        .map((item) => ({
          attempt_id: attemptId,
          item_id: item.itemId,
          customer_id: of.customerId,
          amount_minor: item.amountMinor,
        })),
    )
    .onConflict((conflict) => conflict.column('item_id').where('live', '=', true).doNothing())
    .returning('item_id')
    .execute();
  if (claimed.length === itemIds.length) return null;
  const lost = itemIds.filter((itemId) => !claimed.some((row) => row.item_id === itemId));
  const unseen = { attemptId: null, state: null, amountMinor: null, sessionUrl: null };
  return (await attemptInTheWay(tx, lost)) ?? { ...unseen, currency: of.currency, itemIds: lost };
}
