import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RunTotal } from '../types.ts';

/**
 * What a run comes to, per product and currency, beside the last issued run of the same cycles. Drafts that will be, or
 * were, issued; a draft with two products counts for both. Sums of tax are exact: each line carries its share.
 */
export async function runTotals(db: ReadDb, { runId }: { runId: string }): Promise<RunTotal[]> {
  const { rows } = await sql<RunTotal>`
    with asked as (select r.id, r.last_run_id from billing_runs r where r.id = ${runId}::uuid),
    sums as (
      select l.run_id = asked.id as mine, l.product_id, d.currency, count(distinct l.draft_id)::int as drafts, sum(l.net_minor)::bigint as net,
        sum(l.tax_minor)::bigint as tax
      from asked join run_draft_lines l on l.run_id in (asked.id, asked.last_run_id) join run_drafts d on d.id = l.draft_id
      where d.state = 'issued' or (d.state = 'ready' and l.run_id = asked.id) group by 1, 2, 3)
    select product_id as "productId", p.code as "productCode", p.name as "productName", currency, coalesce(this.drafts, 0) as drafts,
      coalesce(this.net, 0) as "netMinor", coalesce(this.tax, 0) as "taxMinor", coalesce(this.net + this.tax, 0) as "grossMinor",
      before.drafts as "lastDrafts", before.net as "lastNetMinor", before.tax as "lastTaxMinor", before.net + before.tax as "lastGrossMinor"
    from (select * from sums where mine) this full join (select * from sums where not mine) before using (product_id, currency)
      join products p on p.id = product_id
    order by p.name, currency`.execute(db);
  return rows;
}
