import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AutomaticKind, FileRefused, InboundFile, InboundMail, InboundState, ReplySubject } from '../types.ts';

type Row = {
  id: string;
  provider_ref: string;
  state: string;
  from_address: string;
  from_name: string;
  to_addresses: string[];
  subject: string;
  message_ref: string;
  body: string;
  quoted: string;
  automatic: string;
  heard_at: Date;
  subject_kind: string | null;
  subject_id: string;
  customer_id: string;
  customer_name: string;
  invoice_number: string | null;
  how: string;
  placed_by_name: string;
  placed_at: Date;
  place_reason: string;
  dismissed_by_name: string | null;
  dismissed_at: Date;
  dismiss_reason: string;
};

/** One mail from outside with its files, where it was placed and who set it aside; null: no such mail. */
export async function getInbound(db: ReadDb, mailId: string): Promise<InboundMail | null> {
  const { rows } = await sql<Row>`
    select m.id, m.provider_ref, m.state, m.from_address, m.from_name, m.to_addresses, m.subject, m.message_ref, m.body, m.quoted, m.automatic,
      m.heard_at, p.subject_kind, p.subject_id, p.customer_id, c.name as customer_name, v.number as invoice_number, p.how, p.placed_by_name,
      p.placed_at, p.reason as place_reason, d.dismissed_by_name, d.dismissed_at, d.reason as dismiss_reason
    from inbound_mails m left join inbound_mail_places p on p.mail_id = m.id left join customers c on c.id = p.customer_id
      left join invoices v on v.id = p.subject_id and p.subject_kind = 'invoice'
      left join inbound_mail_dismissals d on d.mail_id = m.id
    where m.id = ${mailId}::uuid`.execute(db);
  const row = rows[0];
  return row ? asInboundMail(row, await filesOfMail(db, mailId)) : null;
}

/** The files of a mail in their order. */
export async function filesOfMail(db: ReadDb, mailId: string): Promise<InboundFile[]> {
  const rows = await db
    .selectFrom('inbound_files')
    .select(['file_no', 'file_name', 'media_type', 'sha256', 'size_bytes', 'refused'])
    .where('mail_id', '=', mailId)
    .orderBy('file_no')
    .execute();
  return rows.map((row) => ({
    ...{ fileNo: row.file_no, name: row.file_name, mediaType: row.media_type, sha256: row.sha256 },
    sizeBytes: Number(row.size_bytes),
    refused: (row.refused || null) as FileRefused | null,
  }));
}

const asInboundMail = (row: Row, files: InboundFile[]): InboundMail => ({
  ...{ id: row.id, providerRef: row.provider_ref, state: row.state as InboundState, heardAt: row.heard_at, files },
  ...{ fromAddress: row.from_address, fromName: row.from_name, toAddresses: row.to_addresses, subject: row.subject },
  ...{ messageRef: row.message_ref, body: row.body, quoted: row.quoted, automatic: row.automatic as AutomaticKind },
  place:
    row.subject_kind === null
      ? null
      : {
          ...{ subjectKind: row.subject_kind as ReplySubject, subjectId: row.subject_id, customerId: row.customer_id },
          ...{
            customerName: row.customer_name,
            invoiceNumber: row.invoice_number,
            how: row.how as 'address' | 'person',
          },
          ...{ byName: row.placed_by_name, at: row.placed_at, reason: row.place_reason },
        },
  dismissal:
    row.dismissed_by_name === null
      ? null
      : { byName: row.dismissed_by_name, at: row.dismissed_at, reason: row.dismiss_reason },
});
