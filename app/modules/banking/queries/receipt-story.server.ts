import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Something that happened with a receipt, oldest first. Minor units of the receipt. */
export type ReceiptStep = {
  readonly id: string;
  readonly kind: 'note' | 'identified' | 'taken_back' | 'given_back';
  readonly at: Date;
  readonly byName: string;
  readonly text: string;
  readonly amountMinor: bigint | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly effectiveOn: PlainDate | null;
  /** Of an identification: it stands, and may be taken back. */
  readonly stands: boolean;
  readonly ownerName: string | null;
};

export async function receiptStory(db: ReadDb, receiptId: string): Promise<readonly ReceiptStep[]> {
  const { rows } = await sql<ReceiptStep>`
    select m.id, 'note' as kind, m.made_at as at, m.made_by_name as "byName", m.note as text, null::bigint as "amountMinor", null::uuid as "customerId",
        null as "customerName", null::date as "effectiveOn", false as stands, u.name as "ownerName"
      from unidentified_notes m left join users u on u.id = m.owner_id where m.receipt_id = ${receiptId}::uuid
    union all
    select d.id, 'identified', d.made_at, d.made_by_name, d.reason, d.amount_minor, d.customer_id, c.name, d.effective_on,
        not exists (select from receipt_identification_undoings x where x.identification_id = d.id), null
      from receipt_identifications d join customers c on c.id = d.customer_id where d.receipt_id = ${receiptId}::uuid
    union all
    select x.identification_id, 'taken_back', x.made_at, x.made_by_name, x.reason, d.amount_minor, d.customer_id, c.name, x.effective_on, false, null
      from receipt_identification_undoings x join receipt_identifications d on d.id = x.identification_id join customers c on c.id = d.customer_id
      where d.receipt_id = ${receiptId}::uuid
    union all
    select g.id, 'given_back', g.made_at, g.made_by_name, '', g.amount_minor, null, null, l.booked_on, true, null
      from receipt_returns g join bank_lines l on l.id = g.line_id where g.receipt_id = ${receiptId}::uuid
        and not exists (select from bank_line_links k join bank_link_reversals v on v.link_id = k.id where k.entry_id = g.entry_id)
    order by at, id`.execute(db as never);
  return rows;
}
