import type { Selectable } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Documents } from '#db/types.generated.ts';
import type { ReminderFacts, ReminderLevel, StoredDocument } from '../types.ts';

export type DocumentKey =
  | { readonly id: string }
  | { readonly invoiceId: string }
  | { readonly receiptOf: string }
  | { readonly provisionalReceiptOf: string }
  | { readonly agreementOf: string }
  | { readonly reminderTo: string; readonly of: ReminderFacts };

/** The stored file of an invoice or a payment, or by its own id; null when none was produced or this reader may not see it. */
export async function getDocument(db: ReadDb, key: DocumentKey): Promise<StoredDocument | null> {
  const query = db.selectFrom('documents').selectAll();
  const row = await ('id' in key
    ? query.where('id', '=', key.id)
    : 'invoiceId' in key
      ? query.where('invoice_id', '=', key.invoiceId).where('kind', '=', 'invoice')
      : 'receiptOf' in key
        ? query.where('payment_id', '=', key.receiptOf).where('kind', '=', 'receipt')
        : 'provisionalReceiptOf' in key
          ? query.where('instrument_id', '=', key.provisionalReceiptOf).where('kind', '=', 'provisional_receipt')
          : 'agreementOf' in key
            ? query.where('plan_version_id', '=', key.agreementOf).where('kind', '=', 'plan_agreement')
            : query
                .where('customer_id', '=', key.reminderTo)
                .where('kind', '=', 'reminder')
                .where('currency', '=', key.of.currency)
                .where('to_on', '=', key.of.on)
                .where('reminder_level', '=', key.of.level)
  ).executeTakeFirst();
  return row ? toStoredDocument(row) : null;
}

/** A row of the table as the product speaks of it. */
export const toStoredDocument = (row: Selectable<Documents>): StoredDocument => ({
  id: row.id,
  kind: row.kind as StoredDocument['kind'],
  customerId: row.customer_id,
  invoiceId: row.invoice_id,
  paymentId: row.payment_id,
  instrumentId: row.instrument_id,
  fileName: row.file_name,
  mediaType: row.media_type,
  sha256: row.sha256,
  sizeBytes: Number(row.size_bytes),
  producedAt: row.produced_at,
  statement:
    row.kind === 'statement' || row.kind === 'group_statement'
      ? {
          currency: row.currency === null ? null : currency(row.currency),
          fromOn: row.from_on as PlainDate,
          toOn: row.to_on as PlainDate,
          sealNo: row.seal_no!,
          isOpenItem: row.statement_form === 'open_item',
        }
      : null,
  reminder:
    row.kind === 'reminder'
      ? {
          ...{ currency: currency(row.currency!), on: row.to_on as PlainDate },
          level: row.reminder_level as ReminderLevel,
        }
      : null,
});
