import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DraftRefusal } from '../types.ts';
import { lockRun } from './lock-run.server.ts';
import { NO_EXCHANGE_RATE } from './prepare-drafts.server.ts';

type FindingRow = {
  draft_id: string | null;
  customer_id: string;
  code: string;
  severity: string;
  override_at: Date | null;
  run_id: string;
};

/**
 * Lets a blocked draft through in spite of a finding, with a reason. With the last block gone the draft is ready, unless it
 * comes to nothing. Only while the run is previewed: after its review nothing changes without another one.
 */
export async function overrideFinding(
  tx: Tx,
  actor: Actor,
  input: { readonly findingId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ draftState: string | null }, DraftRefusal>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  const { rows } =
    await sql<FindingRow>`select run_id, draft_id, customer_id, code, severity, override_at from run_findings
    where id = ${input.findingId}::uuid`.execute(tx);
  const finding = rows[0];
  if (finding?.severity !== 'block' || finding.code === NO_EXCHANGE_RATE) return refuse({ code: 'unknown-finding' });
  const run = await lockRun(tx, finding.run_id, ['previewed']);
  if (!run.ok) return run;
  const { numUpdatedRows } = await tx
    .updateTable('run_findings')
    .set({ override_reason: reason, override_by: actor.id, override_by_name: actor.name, override_at: moment.now })
    .where('id', '=', input.findingId)
    .where('override_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return refuse({ code: 'already-let-through' });
  const state = finding.draft_id ? await freeDraft(tx, finding.draft_id) : null;
  await digestAnew(tx, finding.run_id);
  await writeAudit(tx, actor, {
    ...{
      action: 'run.finding-overridden',
      subjectKind: 'billing_run',
      subjectId: finding.run_id,
      customerId: finding.customer_id,
    },
    ...{ after: { code: finding.code, draftId: finding.draft_id, draftState: state }, reason },
  });
  return ok({ draftState: state });
}

async function freeDraft(tx: Tx, draftId: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    update run_drafts d set state = case when d.gross_minor > 0 then 'ready' else 'left_out' end,
      left_out_why = case when d.gross_minor > 0 then null
        when exists (select from run_draft_lines l where l.draft_id = d.id and l.net_minor <> 0) then 'negative' else 'zero' end
    where d.id = ${draftId}::uuid and d.state = 'blocked'
      and not exists (select from run_findings f where f.draft_id = d.id and f.severity = 'block' and f.override_at is null)
    returning d.state`.execute(tx);
  return rows[0]?.state ?? 'blocked';
}

/** Leaves a draft out of its run; what it holds comes with the next one. Only while the run is previewed. */
export async function leaveOutDraft(
  tx: Tx,
  actor: Actor,
  input: { readonly draftId: string; readonly reason: string },
  _moment: Moment,
): Promise<Result<void, DraftRefusal>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  const { rows } = await sql<{ run_id: string; customer_id: string }>`select run_id, customer_id from run_drafts
    where id = ${input.draftId}::uuid`.execute(tx);
  const draft = rows[0];
  if (!draft) return refuse({ code: 'unknown-draft' });
  const run = await lockRun(tx, draft.run_id, ['previewed']);
  if (!run.ok) return run;
  const { numAffectedRows } =
    await sql`update run_drafts set state = 'left_out', left_out_why = 'by_hand', left_out_note = ${reason}
    where id = ${input.draftId}::uuid and state in ('ready', 'blocked')`.execute(tx);
  if (numAffectedRows !== 1n) return refuse({ code: 'unknown-draft' });
  await digestAnew(tx, draft.run_id);
  await writeAudit(tx, actor, {
    ...{
      action: 'run.draft-left-out',
      subjectKind: 'billing_run',
      subjectId: draft.run_id,
      customerId: draft.customer_id,
    },
    ...{ after: { draftId: input.draftId }, reason },
  });
  return ok();
}

/**
 * Puts a draft back that somebody left out by hand: it is issued again, unless a finding still blocks it. Only while the run is
 * previewed; what another run billed meanwhile is seen when it is issued.
 */
export async function putBackDraft(
  tx: Tx,
  actor: Actor,
  input: { readonly draftId: string },
  _moment: Moment,
): Promise<Result<{ draftState: string }, DraftRefusal>> {
  const { rows } = await sql<{ run_id: string; customer_id: string }>`select run_id, customer_id from run_drafts
    where id = ${input.draftId}::uuid`.execute(tx);
  const draft = rows[0];
  if (!draft) return refuse({ code: 'unknown-draft' });
  const run = await lockRun(tx, draft.run_id, ['previewed']);
  if (!run.ok) return run;
  const { numAffectedRows } = await sql`update run_drafts set state = 'blocked', left_out_why = null, left_out_note = ''
    where id = ${input.draftId}::uuid and state = 'left_out' and left_out_why = 'by_hand'`.execute(tx);
  if (numAffectedRows !== 1n) return refuse({ code: 'unknown-draft' });
  const draftState = await freeDraft(tx, input.draftId);
  await digestAnew(tx, draft.run_id);
  await writeAudit(tx, actor, {
    ...{ action: 'run.draft-put-back', subjectKind: 'billing_run', subjectId: draft.run_id },
    ...{ customerId: draft.customer_id, after: { draftId: input.draftId, draftState } },
  });
  return ok({ draftState });
}

const digestAnew = (tx: Tx, runId: string) =>
  sql`update billing_runs set digest = run_digest(id) where id = ${runId}::uuid`.execute(tx);
