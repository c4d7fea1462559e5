import { decimal } from '#app/kernel/decimal.ts';
import type { DraftId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { deferralOf } from '../rules/deferral-fits.ts';
import type { InvoiceInput } from '../types.ts';

/** `typed` are the fields of the form as they stood since the draft was last saved, or null where nothing was typed since. */
export type Draft = {
  id: DraftId;
  changedAt: Date;
  invoice: InvoiceInput;
  typed: Readonly<Record<string, string>> | null;
};

/** One draft with its lines, or null when it was issued or discarded. */
export async function getDraft(db: ReadDb, draftId: string): Promise<Draft | null> {
  const draft = await db.selectFrom('invoice_drafts').selectAll().where('id', '=', draftId).executeTakeFirst();
  if (!draft) return null;
  const lines = await db
    .selectFrom('invoice_draft_lines')
    .selectAll()
    .where('draft_id', '=', draftId)
    .orderBy('line_no')
    .execute();
  return {
    id: draft.id as DraftId,
    changedAt: draft.changed_at,
    typed: draft.typed as Record<string, string> | null,
    invoice: {
      customerId: draft.customer_id,
      currency: currency(draft.currency),
      documentOn: draft.document_on as PlainDate,
      dueOn: draft.due_on as PlainDate,
      serviceFromOn: draft.service_from_on as PlainDate | null,
      serviceToOn: draft.service_to_on as PlainDate | null,
      poNumber: draft.po_number,
      note: draft.note,
      title: draft.title,
      replacesId: draft.replaces_id,
      lines: lines.map((line) => ({
        description: line.description,
        quantity: decimal(line.quantity),
        unit: line.unit,
        unitPrice: decimal(line.unit_price),
        taxCode: line.tax_code,
        accountCode: line.account_code,
        ...deferralOf(line),
      })),
    },
  };
}
