import { sql } from 'kysely';
import { now } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RunCounts, RunProgress, RunState } from '../types.ts';

type Row = {
  state: RunState;
  customer_count: number;
  customers_done: number;
  draft_count: number;
  issued_count: number;
  issued_before: number;
  begun_at: Date | null;
  counts: RunCounts;
};

/** How far a run is, read from its tables: counts, rate and time left. Undefined where there is no such run. */
export async function runProgress(db: ReadDb, { runId }: { runId: string }): Promise<RunProgress | undefined> {
  const { rows } = await sql<Row>`
    select r.state, r.customer_count, r.customers_done, r.draft_count, r.issued_count, r.issued_before,
      case r.state when 'drafting' then r.facts_at when 'issuing' then r.issue_started_at end as begun_at,
      (select jsonb_build_object('ready', count(*) filter (where d.state = 'ready'), 'blocked', count(*) filter (where d.state = 'blocked'),
          'leftOut', count(*) filter (where d.state = 'left_out'), 'issued', count(*) filter (where d.state = 'issued'),
          'zero', count(*) filter (where d.left_out_why = 'zero'), 'negative', count(*) filter (where d.left_out_why = 'negative'),
          'warned', (select count(distinct f.draft_id) from run_findings f where f.run_id = r.id and f.severity = 'warn'))
        from run_drafts d where d.run_id = r.id) as counts
    from billing_runs r where r.id = ${runId}::uuid`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  const stage =
    row.state === 'drafting' ? 'preview' : row.state === 'issuing' || row.state === 'paused' ? 'issue' : 'none';
  const done = stage === 'preview' ? row.customers_done : row.issued_count;
  const of = stage === 'preview' ? row.customer_count : row.counts.ready + row.counts.issued;
  const seconds = row.begun_at ? (now().getTime() - row.begun_at.getTime()) / 1000 : 0;
  const since = stage === 'preview' ? done : done - row.issued_before;
  const rate = since > 0 && seconds > 0 ? since / seconds : null;
  const secondsLeft = rate === null ? null : Math.ceil(Math.max(of - done, 0) / rate);
  return { state: row.state, stage, done, of, rate, secondsLeft, counts: row.counts };
}
