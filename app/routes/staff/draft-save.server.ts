import type { DraftId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { deliveryChoice, invoicesReachSomebody } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { onItsWay } from '#app/modules/delivery/ui/delivery-words.ts';
import { saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import { draftForm } from '#app/modules/invoicing/forms.ts';
import { getDraft } from '#app/modules/invoicing/queries/get-draft.server.ts';
import type { InvoiceInput, IssuedInvoice, IssueRefusal } from '#app/modules/invoicing/types.ts';
import { type PeriodClosed, periodClosedText } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { issueAndDeliver } from '#app/workflows/issue-and-deliver.server.ts';
import { fillProducts } from './draft-offers.server.ts';

type Posted = { draftId: DraftId; fields: [string, string][]; actor: Actor; moment: Moment; locale: string };
const GONE = 'This draft was issued or discarded meanwhile. Look for it in the list of invoices.';

/** Reads the editor's form over the draft it belongs to; customer and currency are the draft's own. */
async function readPosted({ draftId, fields }: Posted): Promise<Result<InvoiceInput, FormRefusal>> {
  const draft = await getDraft(staffDb(), draftId);
  if (!draft) return refuse(formRefusal({ formErrors: [GONE], values: Object.fromEntries(fields) }));
  const filled = await fillProducts(fields, draft.invoice);
  const form = parseFields(filled.fields, draftForm);
  if (Object.keys(filled.errors).length > 0) {
    const values = Object.fromEntries(filled.fields);
    const fieldErrors = form.ok
      ? filled.errors
      : { ...beside(filled.errors, form.refusal.fieldErrors), ...filled.errors };
    return refuse(formRefusal({ fieldErrors, values }));
  }
  if (!form.ok) return form;
  return ok({ customerId: draft.invoice.customerId, currency: draft.invoice.currency, ...form.value });
}

/** What else is wrong; a line whose product is not found has no other mistake, because the product would bring the rest. */
function beside(products: FormRefusal['fieldErrors'], rest: FormRefusal['fieldErrors']): FormRefusal['fieldErrors'] {
  const lines = Object.keys(products).map((name) => name.replace(/product$/, ''));
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !lines.some((line) => name.startsWith(line))));
}

/** Saves the editor's form as the draft. */
export async function saveFromForm(posted: Posted): Promise<Result<undefined, FormRefusal>> {
  const read = await readPosted(posted);
  if (!read.ok) return read;
  const saved = await inTransaction(staffDb(), (tx) =>
    saveDraft(tx, posted.actor, { draftId: posted.draftId, invoice: read.value }, posted.moment),
  );
  return saved.ok ? ok() : refuse(wordsFor(saved.refusal, posted));
}

/** Saves and issues in one transaction: what is issued is what was on the screen. */
export async function saveAndIssue(posted: Posted): Promise<Result<IssuedInvoice, FormRefusal>> {
  const read = await readPosted(posted);
  if (!read.ok) return read;
  const issued = await inTransaction(staffDb(), async (tx): Promise<Result<IssuedInvoice, Refusal>> => {
    const saved = await saveDraft(tx, posted.actor, { draftId: posted.draftId, invoice: read.value }, posted.moment);
    return saved.ok ? issueAndDeliver(tx, posted.actor, { draftId: posted.draftId }, posted.moment) : saved;
  });
  return issued.ok ? issued : refuse(wordsFor(issued.refusal, posted));
}

/** What is said of an invoice that was just issued: its number, and how it goes out. */
export async function issuedWords({ number, customerId }: IssuedInvoice): Promise<string> {
  const [choice, reaches] = await Promise.all([
    deliveryChoice(staffDb(), customerId, 'invoice'),
    invoicesReachSomebody(staffDb(), customerId),
  ]);
  return `${number} is issued. ${onItsWay(choice, reaches)}`;
}

type Refusal = PeriodClosed | { code: string; line?: number; currency?: string };

/** What a refusal says, at the field it is about. */
export function wordsFor(refusal: Refusal, { fields, locale }: Pick<Posted, 'fields' | 'locale'>): FormRefusal {
  const values = Object.fromEntries(fields);
  if ('periodOn' in refusal)
    return formRefusal({
      fieldErrors: { documentOn: [periodClosedText(refusal, locale)] },
      values,
      offeredOn: refusal.firstOpenOn,
    });
  const at = (name: string, text: string) => formRefusal({ fieldErrors: { [name]: [text] }, values });
  const line = `lines[${(refusal.line ?? 1) - 1}]`;
  switch (refusal.code as IssueRefusal['code'] | 'unknown-draft' | 'unknown-reference') {
    case 'po-missing':
      return at('poNumber', 'This customer needs a purchase order number on every invoice. Enter it.');
    case 'no-lines':
      return at('lines[0].description', 'Line 1, description: an invoice needs one line or more.');
    case 'unknown-tax-code':
      return at(`${line}.taxCode`, `Line ${refusal.line}, tax: this category does not exist any more. Choose another.`);
    case 'unknown-account':
      return at(
        `${line}.accountCode`,
        `Line ${refusal.line}, revenue: this account cannot be billed to. Choose another.`,
      );
    case 'deferral-does-not-fit':
      return at(
        `${line}.deferToOn`,
        `Line ${refusal.line}, revenue to: it ends before it begins, or after twenty years.`,
      );
    case 'due-before-document':
      return at('dueOn', 'The due date is before the invoice date. Make it the same day or later.');
    case 'total-out-of-range':
      return at('lines[0].unitPrice', 'The total is larger than an invoice may be. Check the quantities and prices.');
    case 'total-not-positive':
      return at('lines[0].unitPrice', 'The total is not above zero. Money given back is a credit note.');
    case 'no-exchange-rate':
      return formRefusal({
        formErrors: [
          `There is no exchange rate for ${refusal.currency} on the invoice date. Ask an administrator to add one.`,
        ],
        values,
      });
    case 'replacement-does-not-fit':
      return formRefusal({
        formErrors: [
          'The invoice this one replaces is not credited in full, or was replaced already. Credit the rest of it first, or discard this draft.',
        ],
        values,
      });
    case 'unknown-draft':
      return formRefusal({ formErrors: [GONE], values });
    default:
      return formRefusal({
        formErrors: ['A customer, tax category or account is not there any more. Reload the page.'],
        values,
      });
  }
}
