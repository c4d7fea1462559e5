import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DisputeRefusal } from '../types.ts';
import { lockLiving } from './lock-dispute.server.ts';

export type ClockName = 'answer' | 'resolve';

/** Notes that a target was missed; once for each time it was set. False where it was noted before, moved or was met. */
export async function noteBreach(
  tx: Tx,
  of: { readonly disputeId: string; readonly clock: ClockName },
  { now }: Moment,
): Promise<boolean> {
  const found = await lockLiving(tx, of);
  if (!found.ok) return false;
  const dispute = found.value;
  const dueAt = of.clock === 'answer' ? dispute.answerDueAt : dispute.resolveDueAt;
  if (!dueAt || dueAt >= now) return false;
  const made = await tx
    .insertInto('dispute_breaches')
    .values({
      ...{ dispute_id: dispute.id, customer_id: dispute.customerId, clock: of.clock, due_at: dueAt },
      ...{ noticed_at: now, queue: dispute.queue },
    })
    .onConflict((conflict) => conflict.columns(['dispute_id', 'clock', 'due_at']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await tx.updateTable('disputes').set({ breached_at: now }).where('id', '=', dispute.id).execute();
  return made !== undefined;
}

/** Notes that a colleague was warned before a target; false where they were since the target was set. */
export async function noteWarning(tx: Tx, of: { readonly disputeId: string }, { now }: Moment): Promise<boolean> {
  const found = await lockLiving(tx, of);
  if (!found.ok) return false;
  const warned = await tx
    .updateTable('disputes')
    .set({ warned_at: now })
    .where('id', '=', found.value.id)
    .where((eb) => eb.or([eb('warned_at', 'is', null), eb('warned_at', '<', eb.ref('last_word_at'))]))
    .returning('id')
    .executeTakeFirst();
  return warned !== undefined;
}

/** Says why a target was missed; once. Refuses an empty reason and a breach that is explained. */
export async function explainBreach(
  tx: Tx,
  actor: Actor,
  input: { readonly breachId: string; readonly cause: string },
  { now }: Moment,
): Promise<Result<{ disputeId: string }, DisputeRefusal>> {
  const cause = input.cause.trim();
  if (cause === '') return refuse({ code: 'words-missing' });
  if (cause.length > 500) return refuse({ code: 'words-too-long' });
  const said = await tx
    .updateTable('dispute_breaches')
    .set({ cause, explained_by: actor.id, explained_by_name: actor.name, explained_at: now })
    .where('id', '=', input.breachId)
    .where('explained_at', 'is', null)
    .returning(['dispute_id', 'customer_id', 'clock'])
    .executeTakeFirst();
  if (!said) return refuse({ code: 'unknown-dispute' });
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.breach-explained', subjectKind: 'dispute', subjectId: said.dispute_id },
    ...{ customerId: said.customer_id, after: { clock: said.clock }, reason: cause },
  });
  return ok({ disputeId: said.dispute_id });
}
