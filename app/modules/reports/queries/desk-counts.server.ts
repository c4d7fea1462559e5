import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { COUNT_MAX } from './work-waiting.server.ts';

/** The figures beside every page of the desk: payments to apply, invoices that did not arrive, tasks of delivery; at most 1,000 each. */
type DeskCounts = { toApply: number; notDelivered: number; toDeliver: number; disputes: number };

/** The figures beside every page of the desk: payments to apply, invoices that did not arrive, tasks of delivery, disputes that wait for us; at most 1,000 each. */
export async function deskCounts(db: ReadDb): Promise<DeskCounts> {
  const { rows } = await sql<DeskCounts>`/*prepared*/ select
    (select count(*)::int from (select 1 from open_items
      where side = 'credit' and kind = 'payment' and residual_minor > 0 limit ${COUNT_MAX}) waiting) as "toApply",
    (select count(*)::int from (select distinct invoice_id from messages
      where state in ('bounced', 'failed') and invoice_id is not null limit ${COUNT_MAX}) waiting) as "notDelivered",
    (select count(*)::int from (select 1 from deliveries where channel in ('supplier_portal', 'post', 'hand')
        and state in ('waiting', 'printed', 'rejected', 'submitted')
      union all select 1 from address_tasks where closed_at is null limit ${COUNT_MAX}) waiting) as "toDeliver",
    (select count(*)::int from (select 1 from disputes where closed_at is null and waits_for = 'us' limit ${COUNT_MAX}) waiting) as "disputes"`.execute(
    db as never,
  );
  return rows[0]!;
}
