import type { DraftId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { InvoiceInput } from '../types.ts';

export type SaveDraftInput = { readonly draftId?: string; readonly invoice: InvoiceInput };
export type SaveDraftRefusal =
  | { readonly code: 'unknown-draft' }
  | { readonly code: 'unknown-reference' }
  | { readonly code: 'due-before-document' };

const draftColumns = (invoice: InvoiceInput, moment: Moment) => ({
  customer_id: invoice.customerId,
  currency: invoice.currency,
  document_on: invoice.documentOn,
  due_on: invoice.dueOn,
  service_from_on: invoice.serviceFromOn ?? null,
  service_to_on: invoice.serviceToOn ?? null,
  po_number: invoice.poNumber,
  note: invoice.note,
  title: invoice.title,
  typed: null,
  changed_at: moment.now,
});

/**
 * Stores a draft, new or changed, whole; what it replaces is said once, when it is made. A draft may be incomplete in
 * ways that issuing refuses (no lines, PO missing).
 * Refuses `unknown-draft` when it was issued or discarded meanwhile, `unknown-reference` for a customer, tax code or
 * account that does not exist. Locks the draft's row.
 */
export async function saveDraft(
  tx: Tx,
  actor: Actor,
  input: SaveDraftInput,
  moment: Moment,
): Promise<Result<{ draftId: DraftId }, SaveDraftRefusal>> {
  const draftId = (input.draftId ?? newId()) as DraftId;
  const columns = draftColumns(input.invoice, moment);
  try {
    if (input.draftId) {
      const changed = await tx.updateTable('invoice_drafts').set(columns).where('id', '=', draftId).executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return refuse({ code: 'unknown-draft' });
      await tx.deleteFrom('invoice_draft_lines').where('draft_id', '=', draftId).execute();
    } else {
      await tx
        .insertInto('invoice_drafts')
        .values({
          ...columns,
          id: draftId,
          replaces_id: input.invoice.replacesId ?? null,
          created_by: actor.kind === 'staff' ? actor.id : null,
          created_at: moment.now,
        })
        .execute();
    }
    await insertLines(tx, draftId, input.invoice);
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint?.endsWith('_fk')) return refuse({ code: 'unknown-reference' });
    if (constraint === 'invoice_drafts_due_check') return refuse({ code: 'due-before-document' });
    throw error;
  }
  await writeAudit(tx, actor, {
    action: input.draftId ? 'draft.changed' : 'draft.created',
    subjectKind: 'draft',
    subjectId: draftId,
    customerId: input.invoice.customerId,
  });
  return ok({ draftId });
}

async function insertLines(tx: Tx, draftId: DraftId, invoice: InvoiceInput): Promise<void> {
  if (invoice.lines.length === 0) return;
  await tx
    .insertInto('invoice_draft_lines')
    .values(
      invoice.lines.map((line, index) => ({
        draft_id: draftId,
        line_no: index + 1,
        customer_id: invoice.customerId,
        description: line.description,
        quantity: line.quantity,
        unit: line.unit,
        unit_price: line.unitPrice,
        tax_code: line.taxCode,
        account_code: line.accountCode,
        defer_from_on: line.deferFromOn ?? null,
        defer_to_on: line.deferToOn ?? null,
      })),
    )
    .execute();
}
