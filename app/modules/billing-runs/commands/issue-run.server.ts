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
  await sql`update billing_runs set state = 'issuing', issue_started_at = ${moment.now}, issued_before = issued_count, stop_reason = ''
    where id = ${input.runId}::uuid`.execute(tx);
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

const actorOf = (
  runId: string,
) => sql`(select jsonb_build_object('kind', case when r.issued_by is null then 'system' else 'staff' end, 'id', r.issued_by,
  'name', r.issued_by_name) from billing_runs r where r.id = ${runId}::uuid)`;

/** Drafts posted and not yet numbered, in their order; `lastSeq` null: the run has none left after `afterSeq`. */
export type PostedChunk = { readonly ready: readonly string[]; readonly lastSeq: number | null };

/**
 * The first half of a chunk: posts the next drafts of a run after a place in its order, 1,000 at most. `numberRunChunk` must
 * follow in the same transaction.
 */
export async function postRunChunk(
  tx: Tx,
  {
    runId,
    afterSeq,
    size = RUN_CHUNK,
  }: { readonly runId: string; readonly afterSeq: number; readonly size?: number | undefined },
): Promise<PostedChunk> {
  const { rows } = await sql<PostedChunk>`/*prepared*/
    select ready, last_seq as "lastSeq" from post_run_chunk(${runId}::uuid, ${actorOf(runId)}, ${afterSeq}::int, ${size}::int)`.execute(
    tx,
  );
  return rows[0]!;
}

/**
 * The second half: numbers what was posted and ends the run with its last draft. Answers the run's state; where that is
 * neither issuing nor issued (somebody paused or cancelled it) nothing was done and the caller rolls back. A month that was
 * closed meanwhile throws.
 */
export async function numberRunChunk(
  tx: Tx,
  { runId, ready }: { readonly runId: string; readonly ready: readonly string[] },
  moment: Moment,
): Promise<RunState> {
  const { rows } = await sql<{ state: RunState }>`/*prepared*/
    select number_run_chunk(${runId}::uuid, ${[...ready]}::uuid[], ${actorOf(runId)}, ${moment.now}::timestamptz) as state`.execute(
    tx,
  );
  return rows[0]!.state;
}

/** When a chunk failed because its month was closed: the sentence to pause the run with, else null. */
export function pauseReasonIn(error: unknown, locale: string): string | null {
  const closed = periodClosedIn(error);
  return closed && periodClosedText(closed.refusal, locale);
}
