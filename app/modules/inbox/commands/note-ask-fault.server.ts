import { sql } from 'kysely';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { nextTrySeconds } from '../rules/ask-tries.ts';
import { ASK_TOLD_AFTER, type Ask } from '../types.ts';

const SECOND_MS = 1_000;
const REASON_MAX = 2_000;

/**
 * Notes that an asking of a customer could not be done, and by when it is tried again: soon at first, then less and less often, never
 * not at all. From the fifth try on colleagues are told. Answers how often it was tried; null where it was answered meanwhile. Locks
 * the asking, so that no fault is left behind by an answer at the same moment.
 */
export async function noteAskFault(
  tx: Tx,
  { kind, subjectId, reason }: Ask & { readonly reason: string },
  { now }: Moment,
): Promise<number | null> {
  const customerId = await lockWaiting(tx, { kind, subjectId });
  if (customerId === null) return null;
  const before = await tx
    .selectFrom('ask_faults')
    .select(['tries', 'told_at'])
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  const tries = (before?.tries ?? 0) + 1;
  const fault = {
    ...{
      reason: reason.replace(/\s+/g, ' ').trim().slice(0, REASON_MAX) || 'It gave no reason.',
      tries,
      failed_at: now,
    },
    next_try_at: new Date(now.getTime() + nextTrySeconds(tries) * SECOND_MS),
    told_at: before?.told_at ?? (tries >= ASK_TOLD_AFTER ? now : null),
  };
  await tx
    .insertInto('ask_faults')
    .values({ ...{ kind, subject_id: subjectId, customer_id: customerId, first_failed_at: now }, ...fault })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doUpdateSet(fault))
    .execute();
  return tries;
}

async function lockWaiting(tx: Tx, { kind, subjectId }: Ask): Promise<string | null> {
  const waiting = {
    dispute: sql`dispute_asks where answered_at is null`,
    plan: sql`plan_asks where answered_at is null`,
    credit: sql`credit_uses where done_at is null and attempt_id is null`,
  }[kind];
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from ${waiting} and id = ${subjectId} for update`.execute(tx);
  return rows[0]?.customer_id ?? null;
}

/** A colleague has it tried again now. False where it was answered meanwhile. Order its job in the same transaction. */
export async function tryAskAgain(tx: Tx, actor: Actor, ask: Ask, { now }: Moment): Promise<boolean> {
  const row = await tx
    .updateTable('ask_faults')
    .set({ next_try_at: now })
    .where('kind', '=', ask.kind)
    .where('subject_id', '=', ask.subjectId)
    .where('ended_at', 'is', null)
    .returning(['customer_id', 'tries'])
    .executeTakeFirst();
  if (!row) return false;
  await writeAudit(tx, actor, {
    ...{ action: 'asking.tried-again', subjectKind: `${ask.kind}_ask`, subjectId: ask.subjectId },
    ...{ customerId: row.customer_id, after: { tries: row.tries } },
  });
  return true;
}
