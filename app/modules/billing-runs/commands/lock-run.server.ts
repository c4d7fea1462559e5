import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { NotNow, RunState } from '../types.ts';

export type LockedRun = {
  readonly id: string;
  readonly number: string;
  readonly state: RunState;
  readonly digest: string | null;
  readonly document_on: PlainDate;
  readonly review_needed: boolean;
  readonly reviewed_digest: string | null;
  readonly prepared_by: string | null;
  readonly draft_count: number;
  readonly issued_count: number;
};

/** The run under its row lock, refused when it is not in one of the states. */
export async function lockRun(tx: Tx, runId: string, states: readonly RunState[]): Promise<Result<LockedRun, NotNow>> {
  const { rows } =
    await sql<LockedRun>`select id, number, state, digest, document_on, review_needed, reviewed_digest, prepared_by, draft_count,
    issued_count from billing_runs where id = ${runId}::uuid for no key update`.execute(tx);
  const run = rows[0];
  if (!run) return refuse({ code: 'unknown-run' });
  return states.includes(run.state) ? ok(run) : refuse({ code: 'not-now', state: run.state });
}

/** Who did what to a run. */
export const auditRun = (
  tx: Tx,
  actor: Actor,
  run: LockedRun,
  action: string,
  after?: Record<string, unknown>,
  reason?: string,
) =>
  writeAudit(tx, actor, {
    ...{ action: `run.${action}`, subjectKind: 'billing_run', subjectId: run.id },
    ...{ before: { state: run.state }, after: { number: run.number, ...after } },
    ...(reason ? { reason } : {}),
  });

/** How many drafts will still be issued, and how many were. */
export async function countStopped(tx: Tx, runId: string): Promise<{ issued: number; notIssued: number }> {
  const { rows } = await sql<{
    issued: number;
    not_issued: number;
  }>`select count(*) filter (where state = 'issued')::int as issued,
    count(*) filter (where state <> 'issued')::int as not_issued from run_drafts where run_id = ${runId}::uuid`.execute(
    tx,
  );
  return { issued: rows[0]!.issued, notIssued: rows[0]!.not_issued };
}
