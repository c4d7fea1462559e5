import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { closedPeriodOf } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { StartPreviewInput, StartPreviewRefusal } from '../types.ts';

/**
 * Opens a run in state drafting; the job `preview-run` then makes its drafts. Refuses a document date in a closed month with
 * the first open day, a run without a name and one without a cycle. The last issued run of the same cycles is what it will
 * be compared with.
 */
export async function startPreview(
  tx: Tx,
  actor: Actor,
  input: StartPreviewInput,
  moment: Moment,
): Promise<Result<{ runId: string; number: string }, StartPreviewRefusal>> {
  if (input.name.trim() === '') return refuse({ code: 'no-name' });
  if (input.cycles.length === 0) return refuse({ code: 'no-cycles' });
  const closed = await closedPeriodOf(tx, ['posting', 'tax'], input.documentOn);
  if (closed) return refuse(closed);
  const cycles = [...new Set(input.cycles)].sort();
  const { rows } = await sql<{ id: string; number: string }>`
    insert into billing_runs (name, cut_off_on, document_on, cycles, filter, review_needed, last_run_id, prepared_by, prepared_by_name, prepared_at)
    values (${input.name.trim()}, ${input.cutOffOn}, ${input.documentOn}, ${cycles}::text[], ${JSON.stringify(input.filter)}::jsonb, ${input.reviewNeeded},
      (select r.id from billing_runs r where r.state = 'issued' and r.cycles = ${cycles}::text[] and r.cut_off_on <= ${input.cutOffOn}
        order by r.cut_off_on desc, r.run_no desc limit 1),
      ${actor.id}::uuid, ${actor.name}, ${moment.now})
    returning id, number`.execute(tx);
  const { id, number } = rows[0]!;
  const after = {
    number,
    cutOffOn: input.cutOffOn,
    documentOn: input.documentOn,
    cycles,
    reviewNeeded: input.reviewNeeded,
  };
  await writeAudit(tx, actor, { action: 'run.started', subjectKind: 'billing_run', subjectId: id, after });
  return ok({ runId: id, number });
}
