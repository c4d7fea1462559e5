import { assert } from '#app/kernel/assert.ts';
import { addDays, daysBetween, later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { type SaveDraftRefusal, saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type {
  CreditNoteInput,
  CreditNoteRefusal,
  Invoice,
  InvoiceInput,
  IssuedCreditNote,
} from '#app/modules/invoicing/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { findOpenItem } from '#app/modules/ledger/queries/find-item.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';

export type CreditAndRebillInput = {
  readonly input: CreditNoteInput;
  /** To whom it is billed again where that is not the same customer; null credits only. */
  readonly rebill: { readonly customerId: string | null } | null;
  /** The claim of a deduction that the note settles, as far as both go; it is then not set against the document. */
  readonly settlesItemId?: string | undefined;
};

/**
 * Issues a credit note and promises its PDF and delivery; with `rebill` also drafts the invoice that takes the place of
 * the credited one: the same lines, today's date, the same terms. The draft carries what it replaces, and so does the
 * invoice when it is issued; until then nothing more is owed. Only an invoice credited in full can be replaced.
 */
export async function creditAndRebill(
  tx: Tx,
  actor: Actor,
  { input, rebill, settlesItemId }: CreditAndRebillInput,
  moment: Moment,
): Promise<
  Result<
    { note: IssuedCreditNote; draftId: string | null },
    CreditNoteRefusal | SaveDraftRefusal | { readonly code: 'not-replaceable' }
  >
> {
  const invoice = rebill && (await getInvoice(tx, { invoiceId: input.invoiceId }));
  if (rebill && (invoice?.kind !== 'invoice' || input.choice.kind !== 'whole'))
    return refuse({ code: 'not-replaceable' });
  const note = await issueCreditNote(tx, actor, input, moment);
  if (!note.ok) return note;
  if (settlesItemId) await settle(tx, actor, { note: note.value, itemId: settlesItemId, on: moment.today });
  await enqueue(tx, 'produce-invoice', { invoiceId: note.value.id, deliver: 'yes' });
  if (!rebill || !invoice) return ok({ note: note.value, draftId: null });
  const draft = draftOf(invoice, rebill.customerId ?? invoice.customerId, moment.today);
  const saved = await saveDraft(tx, actor, { invoice: draft }, moment);
  return saved.ok ? ok({ note: note.value, draftId: saved.value.draftId }) : saved;
}

type Settles = { readonly note: IssuedCreditNote; readonly itemId: string; readonly on: PlainDate };

/** What is left of the note stays on the account; a claim that was paid meanwhile takes nothing. */
async function settle(tx: Tx, actor: Actor, { note, itemId, on }: Settles): Promise<void> {
  const [credit, claim] = [await findOpenItem(tx, note.openItemId), await findOpenItem(tx, itemId)];
  if (!credit || !claim || claim.side !== 'debit' || claim.customerId !== credit.customerId) return;
  const amountMinor = credit.residualMinor < claim.residualMinor ? credit.residualMinor : claim.residualMinor;
  if (amountMinor === 0n || credit.currency !== claim.currency) return;
  const effectiveOn = await firstOpenDay(tx, ['posting'], [credit.effectiveOn, claim.effectiveOn].reduce(later, on));
  const { customerId } = credit;
  const applications = [{ customerId, creditItemId: note.openItemId, debitItemId: itemId, amountMinor, effectiveOn }];
  const applied = await applyItems(tx, actor, { applications });
  assert(applied.ok, 'a credit note and a claim of one locked customer fit');
}

function draftOf(invoice: Invoice, customerId: string, today: PlainDate): InvoiceInput {
  return {
    customerId,
    currency: invoice.currency,
    documentOn: today,
    dueOn: addDays(today, daysBetween(invoice.documentOn, invoice.dueOn)),
    serviceFromOn: invoice.serviceFromOn,
    serviceToOn: invoice.serviceToOn,
    poNumber: invoice.poNumber,
    note: invoice.note,
    title: invoice.title,
    replacesId: invoice.id,
    lines: invoice.lines.map(({ description, quantity, unit, unitPrice, taxCode, accountCode, ...line }) => ({
      ...{ description, quantity, unit, unitPrice, taxCode, accountCode },
      ...(line.deferFromOn ? { deferFromOn: line.deferFromOn, deferToOn: line.deferToOn } : {}),
    })),
  };
}
