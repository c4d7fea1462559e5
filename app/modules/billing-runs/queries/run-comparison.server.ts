import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BiggestChange } from '../rules/biggest-change.ts';

/** What customers come to in a run, blocked drafts included, and came to in the one before it, per currency. */
const COMPARED = (runId: string) => sql`
  asked as (select r.id, r.last_run_id from billing_runs r where r.id = ${runId}::uuid),
  this as (select d.customer_id, d.currency, sum(d.gross_minor)::bigint as gross from asked join run_drafts d on d.run_id = asked.id
    where d.state in ('ready', 'blocked', 'issued') group by 1, 2),
  before as (select d.customer_id, d.currency, sum(d.gross_minor)::bigint as gross from asked join run_drafts d on d.run_id = asked.last_run_id
    where d.state = 'issued' group by 1, 2),
  compared as (select customer_id, currency, this.gross as now, before.gross as last,
      case when before.gross is null or before.gross = 0 then 100 when this.gross is null then -100
        else round((this.gross - before.gross) * 100.0 / before.gross) end as percent
    from this full join before using (customer_id, currency) where exists (select from asked where last_run_id is not null))`;

export const CHANGE_STEPS = [-100, -75, -50, -40, -30, -20, -10, 0, 10, 20, 30, 40, 50, 75, 100] as const;

/**
 * How many customers changed by how many per cent against the last run: each stands at the step its change reached (0 is less
 * than 10 either way). New customers count as +100, those billed nothing as -100. Empty without a run before.
 */
export async function runHistogram(
  db: ReadDb,
  { runId }: { runId: string },
): Promise<{ step: number; customers: number }[]> {
  const { rows } = await sql<{ step: number; customers: number }>`with ${COMPARED(runId)}
    select s.step::int as step, count(c.customer_id)::int as customers
    from unnest(${[...CHANGE_STEPS]}::int[]) as s (step) left join compared c on s.step = case
      when c.percent >= 0 then (select max(t) from unnest(${[...CHANGE_STEPS]}::int[]) as t where t >= 0 and t <= c.percent)
      else (select min(t) from unnest(${[...CHANGE_STEPS]}::int[]) as t where t <= 0 and t >= c.percent) end
    where exists (select from compared) group by s.step order by s.step`.execute(db);
  return rows;
}

/** The customers whose totals moved most against the last run, in per cent, then in amount. */
export async function biggestChanges(
  db: ReadDb,
  { runId, limit }: { runId: string; limit: number },
): Promise<BiggestChange[]> {
  const { rows } = await sql<BiggestChange>`with ${COMPARED(runId)},
    most as (select * from compared where now is distinct from last order by abs(percent) desc, abs(coalesce(now, 0) - coalesce(last, 0)) desc limit ${limit}),
    lines as (select m.customer_id, m.currency, l.contract_line_id, bool_or(l.run_id = asked.id) as now, bool_or(l.run_id = asked.last_run_id) as last,
        sum((select count(*) from run_draft_usage u where u.draft_id = l.draft_id and u.line_no = l.line_no)) filter (where l.run_id = asked.id) as used_now,
        sum((select count(*) from run_draft_usage u where u.draft_id = l.draft_id and u.line_no = l.line_no)) filter (where l.run_id <> asked.id) as used_last
      from most m cross join asked join run_drafts d on d.customer_id = m.customer_id and d.currency = m.currency and d.run_id in (asked.id, asked.last_run_id)
        and d.state in ('ready', 'blocked', 'issued') join run_draft_lines l on l.draft_id = d.id group by 1, 2, 3)
    select m.customer_id as "customerId", c.name as "customerName", m.currency, m.last as "lastMinor", m.now as "nowMinor",
      (select count(*)::int from lines l where l.customer_id = m.customer_id and l.currency = m.currency and not l.last) as "linesNew",
      (select count(*)::int from lines l where l.customer_id = m.customer_id and l.currency = m.currency and not l.now) as "linesGone",
      (select coalesce(sum(l.used_now), 0)::int from lines l where l.customer_id = m.customer_id and l.currency = m.currency) as "usageNow",
      (select coalesce(sum(l.used_last), 0)::int from lines l where l.customer_id = m.customer_id and l.currency = m.currency) as "usageLast",
      (select d.id from asked join run_drafts d on d.run_id = asked.id where d.customer_id = m.customer_id and d.currency = m.currency
        and d.state in ('ready', 'blocked', 'issued') order by d.gross_minor desc, d.seq_no limit 1) as "draftId"
    from most m join customers c on c.id = m.customer_id order by abs(m.percent) desc, abs(coalesce(m.now, 0) - coalesce(m.last, 0)) desc`.execute(
    db,
  );
  return rows;
}

/** The largest draft that will be, or was, issued, per currency. */
export async function largestDrafts(
  db: ReadDb,
  { runId }: { runId: string },
): Promise<{ currency: string; grossMinor: bigint }[]> {
  const { rows } = await sql<{ currency: string; grossMinor: bigint }>`select currency, max(gross_minor) as "grossMinor"
    from run_drafts where run_id = ${runId}::uuid and state in ('ready', 'issued') group by currency order by currency`.execute(
    db,
  );
  return rows;
}
