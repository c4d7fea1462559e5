import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Drafts made by hand, and drafts of runs that wait to be issued. */
export type DraftsFrom = { readonly byHand: number; readonly ofRuns: number };

/**
 * How many drafts are dated on or after a day, so that a change from that day reaches them; with a tax category only those
 * that name it. Counts stop at a thousand.
 */
export async function draftsFrom(
  db: ReadDb,
  of: { readonly fromOn: PlainDate; readonly taxCode?: string | null },
): Promise<DraftsFrom> {
  const code = of.taxCode ?? null;
  const { rows } = await sql<DraftsFrom>`
    select (select count(*)::int from (select from invoice_drafts d where d.document_on >= ${of.fromOn}::date
        and (${code}::text is null or exists (select from invoice_draft_lines l where l.draft_id = d.id and l.tax_code = ${code})) limit 1000) x) as "byHand",
      (select count(*)::int from (select from billing_runs r join run_drafts d on d.run_id = r.id
        where r.state in ('drafting', 'previewed', 'reviewed', 'paused') and d.state in ('ready', 'blocked') and d.document_on >= ${of.fromOn}::date
        and (${code}::text is null or exists (select from run_draft_taxes t where t.draft_id = d.id and t.tax_code = ${code})) limit 1000) x) as "ofRuns"`.execute(
    db,
  );
  return rows[0]!;
}
