import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { StatementRunState } from '../types.ts';

type Of = { readonly runId: string };
/** The run is in another state by now. */
export type NotNow = { readonly code: 'not-now'; readonly state: StatementRunState | null };

async function stateUnderLock(tx: Tx, { runId }: Of): Promise<StatementRunState | null> {
  const { rows } = await sql<{ state: StatementRunState }>`
    select state from statement_runs where id = ${runId}::uuid for no key update`.execute(tx);
  return rows[0]?.state ?? null;
}

const audited = (tx: Tx, actor: Actor, action: string, { runId }: Of, reason = '') =>
  writeAudit(tx, actor, [{ action, subjectKind: 'statement_run', subjectId: runId, reason }]);

/** Stops a run after the statement in hand; what is sent stays sent. */
export async function pauseStatementRun(
  tx: Tx,
  actor: Actor,
  input: Of & { readonly reason: string },
): Promise<Result<void, NotNow>> {
  const state = await stateUnderLock(tx, input);
  if (state !== 'running') return refuse({ code: 'not-now', state });
  await sql`update statement_runs set state = 'paused', state_reason = ${input.reason} where id = ${input.runId}::uuid`.execute(
    tx,
  );
  await audited(tx, actor, 'statement_run.paused', input, input.reason);
  return ok();
}

/** Lets a paused run go on, or a finished one try what failed again; those that are done are not made again. */
export async function resumeStatementRun(tx: Tx, actor: Actor, input: Of): Promise<Result<{ again: number }, NotNow>> {
  const state = await stateUnderLock(tx, input);
  if (state !== 'paused' && state !== 'done') return refuse({ code: 'not-now', state });
  const again = await sql`update statement_sends set state = 'waiting', reason = '', done_at = null
    where run_id = ${input.runId}::uuid and state = 'failed'`.execute(tx);
  const count = Number(again.numAffectedRows ?? 0n);
  if (state === 'done' && count === 0) return refuse({ code: 'not-now', state });
  await sql`update statement_runs set state = 'running', state_reason = '', ended_at = null where id = ${input.runId}::uuid`.execute(
    tx,
  );
  await enqueue(tx, 'make-statements', { runId: input.runId });
  await audited(tx, actor, 'statement_run.resumed', input);
  return ok({ again: count });
}

/** Ends a run for good: what was sent stays, the rest is not made; its days count as told. */
export async function cancelStatementRun(
  tx: Tx,
  actor: Actor,
  input: Of & { readonly reason: string },
  moment: Moment,
): Promise<Result<{ left: number }, NotNow>> {
  const state = await stateUnderLock(tx, input);
  if (state !== 'running' && state !== 'paused') return refuse({ code: 'not-now', state });
  const left =
    await sql`update statement_sends set state = 'cancelled', reason = ${input.reason}, done_at = ${moment.now}
    where run_id = ${input.runId}::uuid and state in ('waiting', 'failed')`.execute(tx);
  await sql`update statement_runs set state = 'cancelled', state_reason = ${input.reason}, ended_at = ${moment.now} where id = ${input.runId}::uuid`.execute(
    tx,
  );
  await audited(tx, actor, 'statement_run.cancelled', input, input.reason);
  return ok({ left: Number(left.numAffectedRows ?? 0n) });
}

/** Ends a run that has nothing left to make; one that still has, or was stopped, stays as it is. */
export async function endStatementRun(tx: Tx, { runId }: Of, moment: Moment): Promise<void> {
  await sql`update statement_runs set state = 'done', ended_at = ${moment.now} where id = ${runId}::uuid and state = 'running'
    and not exists (select from statement_sends where run_id = ${runId}::uuid and state = 'waiting')`.execute(tx);
}
