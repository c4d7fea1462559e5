import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/**
 * Disputes about which something happened elsewhere: their document was paid or opened again, a credit note was issued for it,
 * the second person sent the decision back or it was withdrawn, or the invoice that takes the place of another was issued.
 */
export async function disputesToSettle(db: ReadDb): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from disputes d join open_items o on o.id = d.item_id where d.closed_at is null and d.amount_minor is not null
      and ((d.kind = 'refund_claim' and o.residual_minor > 0) or (d.kind = 'dispute' and o.residual_minor = 0
        and not exists (select from invoices v where v.corrects_id = d.invoice_id and v.kind = 'credit_note' and v.issued_at > d.raised_at)))
    union
    select d.id from disputes d join invoices v on v.corrects_id = d.invoice_id and v.kind = 'credit_note' and v.issued_at > d.raised_at
      where d.closed_at is null and d.amount_minor is not null
        and not exists (select from dispute_decisions x where x.credit_note_id = v.id)
        and not exists (select from dispute_messages m where m.dispute_id = d.id and m.author_kind = 'system' and position(v.number in m.body) > 0)
    union
    select d.id from disputes d where d.approval_id is not null and (
      exists (select from approval_decisions x where x.approval_id = d.approval_id and x.outcome <> 'approved'))
    union
    select d.id from disputes d where d.outcome = 'rebilled' and d.rebill_invoice_id is null
      and exists (select from invoices v where v.replaces_id = d.invoice_id)`.execute(db);
  return rows.map((row) => row.id);
}
