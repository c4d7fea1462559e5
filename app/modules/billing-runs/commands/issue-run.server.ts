import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { closedPeriodOf, periodClosedIn } from '#app/modules/ledger/queries/periods.server.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { runChanges } from '../queries/run-changes.server.ts';
import type { IssueRunRefusal, NotNow, RunState, RunStopped } from '../types.ts';
import { auditRun, countStopped, lockRun } from './lock-run.server.ts';

/** Drafts issued in one transaction. The number series is held meanwhile. */
const RUN_CHUNK = 1_000;

/**
 * Lets a previewed run issue: the job `issue-run` then issues exactly its ready drafts, chunk by chunk. Refuses a run that
 * lacks the review it needs, one whose preview something has changed since, a document date in a closed month, and one
 * with nothing to issue.
 */
export async function issueRun(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string },
  moment: Moment,
): Promise<Result<void, IssueRunRefusal>> {
  const found = await lockRun(tx, input.runId, ['previewed', 'reviewed']);
  if (!found.ok) return found;
  const run = found.value;
  if (run.review_needed && run.state !== 'reviewed') return refuse({ code: 'not-reviewed' });
  const closed = await closedPeriodOf(tx, ['posting', 'tax'], run.document_on);
  if (closed) return refuse(closed);
  const changes = await runChanges(tx, { runId: run.id });
  if (changes.length > 0) return refuse({ code: 'stale', changes });
  const { rows } = await sql<{ has: boolean }>`select exists (select from run_drafts where run_id = ${run.id}::uuid
    and (state = 'ready' or left_out_why = 'zero')) as has`.execute(tx);
  if (!rows[0]!.has) return refuse({ code: 'nothing-to-issue' });
  try {
    await sql`update billing_runs set state = 'issuing', issued_by = ${actor.id}::uuid, issued_by_name = ${actor.name}, issue_started_at = ${moment.now},
      stop_reason = '' where id = ${run.id}::uuid`.execute(tx);
  } catch (error) {
    if (constraintOf(error) === 'run_reviewed') return refuse({ code: 'not-reviewed' });
    throw error;
  }
  await auditRun(tx, actor, run, 'issued', { digest: run.digest });
  return ok();
}

/** Holds a run after the chunk that is under way; `resumeRun` goes on. */
export async function pauseRun(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<RunStopped, NotNow>> {
  const found = await lockRun(tx, input.runId, ['issuing']);
  if (!found.ok) return found;
  await sql`update billing_runs set state = 'paused', stopped_by_name = ${actor.name}, stopped_at = ${moment.now}, stop_reason = ${input.reason.trim()}
    where id = ${input.runId}::uuid`.execute(tx);
  await auditRun(tx, actor, found.value, 'paused', {}, input.reason.trim());
  return ok({ ...(await countStopped(tx, input.runId)), state: 'paused' });
}

/** Lets a paused run go on; the caller enqueues `issue-run` again. */
export async function resumeRun(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string },
  moment: Moment,
): Promise<Result<void, IssueRunRefusal>> {
  const found = await lockRun(tx, input.runId, ['paused']);
  if (!found.ok) return found;
  const closed = await closedPeriodOf(tx, ['posting', 'tax'], found.value.document_on);
  if (closed) return refuse(closed);
  await sql`update billing_runs set state = 'issuing', issue_started_at = ${moment.now}, stop_reason = '' where id = ${input.runId}::uuid`.execute(
    tx,
  );
  await auditRun(tx, actor, found.value, 'resumed');
  return ok();
}

/** Ends a run. What was issued stays issued; its other drafts are never issued, and what they hold comes with the next run. */
export async function cancelRun(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<RunStopped, NotNow>> {
  const states: RunState[] = ['drafting', 'previewed', 'reviewed', 'issuing', 'paused'];
  const found = await lockRun(tx, input.runId, states);
  if (!found.ok) return found;
  const stopped = await countStopped(tx, input.runId);
  await sql`update billing_runs set state = 'cancelled', stopped_by_name = ${actor.name}, stopped_at = ${moment.now}, stop_reason = ${input.reason.trim()}
    where id = ${input.runId}::uuid`.execute(tx);
  await auditRun(tx, actor, found.value, 'cancelled', stopped, input.reason.trim());
  return ok({ ...stopped, state: 'cancelled' });
}

type Chunk = { state: RunState; issued: string[]; passed: number };

/**
 * Issues the next drafts of a run, 1,000 at most, in the transaction of the caller, and answers the ids of their invoices.
 * State issuing with nothing passed never comes: then the run is issued. A month that was closed meanwhile throws.
 */
export async function issueRunChunk(
  tx: Tx,
  input: { readonly runId: string; readonly size?: number },
  moment: Moment,
): Promise<Chunk> {
  const { rows } = await sql<Chunk>`/*prepared*/
    select c.state, c.issued, c.passed from billing_runs r, lateral issue_run_chunk(r.id,
      jsonb_build_object('kind', case when r.issued_by is null then 'system' else 'staff' end, 'id', r.issued_by, 'name', r.issued_by_name),
      ${moment.now}::timestamptz, ${input.size ?? RUN_CHUNK}::int) c
    where r.id = ${input.runId}::uuid`.execute(tx);
  return rows[0]!;
}

/** When a chunk failed because its month was closed: the sentence to pause the run with, else null. */
export function pauseReasonIn(error: unknown, locale: string): string | null {
  const closed = periodClosedIn(error);
  return closed && periodClosedText(closed.refusal, locale);
}
