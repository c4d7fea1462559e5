import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { refusalFromJson } from '#app/kernel/refusal-json.ts';
import { isAskTold } from '#app/modules/inbox/queries/ask-faults.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DisputeAskOutcome, DisputeId, DisputeRefusal } from '../types.ts';

const BEGINNING_MAX = 300;
const LATE_SHOWN_MAX = 20;

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

/** What a customer sent and could not be taken in so far, oldest first, a few; for the list in which they look for it. */
export async function lateDisputeAsks(
  db: ReadDb,
  { customerId }: { readonly customerId: string },
): Promise<{ readonly id: string; readonly askedAt: Date; readonly words: string }[]> {
  const { rows } = await sql<{ id: string; askedAt: Date; words: string }>`
    select a.id, a.asked_at as "askedAt", left(coalesce(a.wish ->> 'words', ''), ${BEGINNING_MAX}) as words
    from ask_faults f join dispute_asks a on a.id = f.subject_id and a.customer_id = f.customer_id
    where f.customer_id = ${customerId} and f.kind = 'dispute' and f.ended_at is null and f.told_at is not null
    order by a.asked_at, a.id limit ${LATE_SHOWN_MAX}`.execute(db);
  return rows;
}
