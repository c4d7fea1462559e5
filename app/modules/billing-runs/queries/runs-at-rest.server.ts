import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/**
 * Of these invoices, those of runs that issue no more for their customer: the run has ended and each of its invoices to the
 * customer has been ordered to go out, so that none would come after the others.
 */
export async function invoicesAtRest(db: ReadDb, invoiceIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (invoiceIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select d.invoice_id as id from run_drafts d join billing_runs r on r.id = d.run_id
    where d.invoice_id = any (${[...invoiceIds]}::uuid[]) and r.state in ('issued', 'cancelled')
      and not exists (select from run_drafts o where o.run_id = d.run_id and o.customer_id = d.customer_id and o.invoice_id is not null
        and not exists (select from deliveries s where s.invoice_id = o.invoice_id))`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
