import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** How many invoices of a run have their PDF, were sent, and could not be. Sent once counts, however many addresses. */
export type RunDelivery = { readonly made: number; readonly sent: number; readonly failed: number };

export async function runDelivery(db: ReadDb, runId: string): Promise<RunDelivery> {
  const { rows } = await sql<RunDelivery>`
    select count(*) filter (where exists (select from documents f where f.invoice_id = d.invoice_id))::int as made,
      count(*) filter (where exists (select from messages m where m.invoice_id = d.invoice_id and m.state in ('sent', 'delivered')))::int as sent,
      count(*) filter (where exists (select from messages m where m.invoice_id = d.invoice_id and m.state in ('bounced', 'failed')))::int as failed
    from run_drafts d where d.run_id = ${runId}::uuid and d.state = 'issued'`.execute(db);
  return rows[0]!;
}
