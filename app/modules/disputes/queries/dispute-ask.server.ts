import { assert } from '#app/kernel/assert.ts';
import { refusalFromJson } from '#app/kernel/refusal-json.ts';
import { isAskTold } from '#app/modules/inbox/queries/ask-faults.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DisputeAskOutcome, DisputeId, DisputeRefusal } from '../types.ts';

/** What became of an asking of the portal, by the key of its form; null where there is none. */
export async function disputeAskOutcome(
  db: ReadDb,
  of: { readonly customerId: string; readonly key: string },
): Promise<DisputeAskOutcome | null> {
  const row = await db
    .selectFrom('dispute_asks')
    .select(['id', 'outcome', 'refusal', 'answered_dispute_id'])
    .where('customer_id', '=', of.customerId)
    .where('key', '=', of.key)
    .executeTakeFirst();
  if (!row) return null;
  if (row.outcome === null)
    return { state: 'waiting', isLookedAt: await isAskTold(db, { kind: 'dispute', subjectId: row.id }) };
  if (row.outcome === 'refused') return { state: 'refused', refusal: refusalFromJson<DisputeRefusal>(row.refusal) };
  assert(row.answered_dispute_id, 'what was done was done to a dispute');
  return { state: 'done', disputeId: row.answered_dispute_id as DisputeId };
}
