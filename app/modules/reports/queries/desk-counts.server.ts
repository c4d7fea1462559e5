import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { COUNT_MAX } from './work-waiting.server.ts';

/** The two figures beside every page of the desk: payments to apply and invoices that did not arrive; at most 1,000 each. */
export async function deskCounts(db: ReadDb): Promise<{ toApply: number; notDelivered: number }> {
  const { rows } = await sql<{ toApply: number; notDelivered: number }>`/*prepared*/ select
    (select count(*)::int from (select 1 from open_items
      where side = 'credit' and kind = 'payment' and residual_minor > 0 limit ${COUNT_MAX}) waiting) as "toApply",
    (select count(*)::int from (select distinct invoice_id from messages
      where state in ('bounced', 'failed') and invoice_id is not null limit ${COUNT_MAX}) waiting) as "notDelivered"`.execute(
    db as never,
  );
  return rows[0]!;
}
