import { sql } from 'kysely';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { NotNow } from '../types.ts';
import { auditRun, lockRun } from './lock-run.server.ts';

/**
 * Throws a run's drafts away and begins its preview anew, with what is known now. Reasons for which findings were let
 * through are asked for again, and so is the review. The caller enqueues `preview-run`.
 */
export async function refreshPreview(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string },
  _moment: Moment,
): Promise<Result<void, NotNow>> {
  const found = await lockRun(tx, input.runId, ['previewed', 'reviewed']);
  if (!found.ok) return found;
  const run = found.value;
  for (const table of [
    'run_findings',
    'run_draft_usage',
    'run_draft_taxes',
    'run_draft_lines',
    'run_drafts',
    'run_customers',
  ])
    await sql`delete from ${sql.table(table)} where ${
      table === 'run_draft_taxes'
        ? sql`draft_id in (select d.id from run_drafts d where d.run_id = ${run.id}::uuid)`
        : sql`run_id = ${run.id}::uuid`
    }`.execute(tx);
  await sql`update billing_runs set state = 'drafting', preview_no = preview_no + 1, digest = null, customer_count = 0, customers_done = 0, after_number = '',
    draft_count = 0, previewed_at = null, reviewed_by = null, reviewed_by_name = null, reviewed_at = null, reviewed_digest = null,
    facts_xid = pg_snapshot_xmin(pg_current_snapshot()), facts_snapshot = pg_current_snapshot(),
    facts_at = clock_timestamp(), facts_digest = '' where id = ${run.id}::uuid`.execute(tx);
  await auditRun(tx, actor, run, 'previewed-anew');
  return ok();
}
