import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ReviewRunRefusal } from '../types.ts';
import { auditRun, lockRun } from './lock-run.server.ts';

/**
 * A second person says that a previewed run may be issued, or sends it back with a note for who prepared it. What was
 * reviewed is kept by its digest: another preview, or another draft let through, needs another review.
 */
export async function reviewRun(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string; readonly decision: 'approve' | 'send-back'; readonly note: string },
  moment: Moment,
): Promise<Result<void, ReviewRunRefusal>> {
  const found = await lockRun(tx, input.runId, ['previewed']);
  if (!found.ok) return found;
  const run = found.value;
  if (actor.id === null || actor.id === run.prepared_by) return refuse({ code: 'own-run' });
  const note = input.note.trim();
  if (input.decision === 'send-back') {
    if (note === '') return refuse({ code: 'note-missing' });
    await sql`update billing_runs set review_note = ${note}, reviewed_by = null, reviewed_by_name = ${actor.name}, reviewed_at = ${moment.now},
      reviewed_digest = null where id = ${run.id}::uuid`.execute(tx);
    await auditRun(tx, actor, run, 'sent-back', {}, note);
    return ok();
  }
  await sql`update billing_runs set state = 'reviewed', review_note = ${note}, reviewed_by = ${actor.id}::uuid, reviewed_by_name = ${actor.name},
    reviewed_at = ${moment.now}, reviewed_digest = digest where id = ${run.id}::uuid`.execute(tx);
  await auditRun(tx, actor, run, 'reviewed', { digest: run.digest }, note);
  return ok();
}
