import { assert } from '#app/kernel/assert.ts';
import { refusalFromJson } from '#app/kernel/refusal-json.ts';
import { isAskTold } from '#app/modules/inbox/queries/ask-faults.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanAskOutcome, PlanId, PlanRefusal } from '../types.ts';

/** What became of an asking of the portal, by the key of its form; null where there is none. */
export async function planAskOutcome(
  db: ReadDb,
  of: { readonly customerId: string; readonly key: string },
): Promise<PlanAskOutcome | null> {
  const row = await db
    .selectFrom('plan_asks')
    .select(['id', 'outcome', 'refusal', 'answered_plan_id'])
    .where('customer_id', '=', of.customerId)
    .where('key', '=', of.key)
    .executeTakeFirst();
  if (!row) return null;
  if (row.outcome === null)
    return { state: 'waiting', isLookedAt: await isAskTold(db, { kind: 'plan', subjectId: row.id }) };
  if (row.outcome === 'refused') return { state: 'refused', refusal: refusalFromJson<PlanRefusal>(row.refusal) };
  assert(row.answered_plan_id, 'what was done was done to a plan');
  return { state: row.outcome as 'agreed', planId: row.answered_plan_id as PlanId };
}
