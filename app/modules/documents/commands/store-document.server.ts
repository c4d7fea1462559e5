import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ReminderFacts, StatementFacts, StoredDocument } from '../types.ts';

export type StoreDocumentInput = Pick<
  StoredDocument,
  'kind' | 'customerId' | 'invoiceId' | 'paymentId' | 'fileName' | 'mediaType' | 'sha256' | 'sizeBytes'
> & {
  readonly instrumentId?: string | null;
  readonly statement?: StatementFacts;
  readonly reminder?: ReminderFacts;
  readonly planVersionId?: string;
};

/**
 * Notes a file that lies in the store. An invoice has one PDF, a payment one receipt, a statement at its seal and a
 * reminder of a day one file for good: whoever comes second gets false, and the file noted first counts.
 */
export async function storeDocument(tx: Tx, document: StoreDocumentInput, moment: Moment): Promise<boolean> {
  const stored = await tx
    .insertInto('documents')
    .values({
      kind: document.kind,
      customer_id: document.customerId,
      invoice_id: document.invoiceId,
      payment_id: document.paymentId,
      instrument_id: document.instrumentId ?? null,
      file_name: document.fileName,
      media_type: document.mediaType,
      sha256: document.sha256,
      size_bytes: BigInt(document.sizeBytes),
      produced_at: moment.now,
      currency: document.statement?.currency ?? document.reminder?.currency ?? null,
      from_on: document.statement?.fromOn ?? null,
      to_on: document.statement?.toOn ?? document.reminder?.on ?? null,
      seal_no: document.statement?.sealNo ?? null,
      plan_version_id: document.planVersionId ?? null,
      reminder_level: document.reminder?.level ?? null,
      statement_form: document.statement?.isOpenItem ? 'open_item' : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return stored.length === 1;
}
