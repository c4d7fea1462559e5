import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { Money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { findForImport } from '../queries/find-for-import.server.ts';
import { type InvoicePlan, planInvoiceImport } from '../rules/plan-invoice-import.ts';
import { readInvoicesCsv } from '../rules/read-invoices-csv.ts';
import type { ImportedInvoice, IssueRefusal } from '../types.ts';
import { ISSUE_CHUNK_MAX, issueInvoices } from './issue-invoices.server.ts';

/** Row by row what the file does, every problem found, and the totals of what is issued, per currency. */
export type InvoiceImport = {
  rows: ImportedInvoice[];
  problems: CsvProblem[];
  issued: number;
  existed: number;
  totals: Money[];
};

/**
 * Issues the invoices of a file under their own numbers in the legacy series, all of them or none. The number is the key:
 * an invoice that is there with the same customer, date and total is left alone, so the same file twice adds nothing. They
 * are not sent: the customer has them. Refuses with every problem by row and field. A dry run is this in a preview.
 */
export async function importInvoices(
  tx: Tx,
  actor: Actor,
  input: { readonly content: Uint8Array },
  moment: Moment,
): Promise<Result<InvoiceImport, InvoiceImport>> {
  const { documents, problems } = readInvoicesCsv(input.content);
  const facts = await findForImport(tx, {
    customerNumbers: [...new Set(documents.map((document) => document.customerNumber))],
    numbers: documents.map((document) => document.number),
  });
  const plan = planInvoiceImport(documents, facts, problems);
  const report: InvoiceImport = {
    rows: plan.rows,
    problems,
    issued: plan.fresh.length,
    existed: plan.rows.length - plan.fresh.length,
    totals: plan.totals,
  };
  if (problems.length === 0) await issueAll(tx, actor, plan, problems, moment);
  problems.sort((a, b) => a.row - b.row);
  return problems.length > 0 ? refuse(report) : ok(report);
}

async function issueAll(
  tx: Tx,
  actor: Actor,
  { fresh }: InvoicePlan,
  problems: CsvProblem[],
  moment: Moment,
): Promise<void> {
  for (let at = 0; at < fresh.length; at += ISSUE_CHUNK_MAX) {
    const chunk = fresh.slice(at, at + ISSUE_CHUNK_MAX);
    const issued = await issueInvoices(
      tx,
      actor,
      { seriesCode: 'LEGACY', invoices: chunk.map(({ invoice }) => invoice) },
      moment,
    );
    if (issued.ok) continue;
    problems.push({ row: chunk[issued.refusal.index]?.row ?? 0, ...wordsFor(issued.refusal) });
    return;
  }
}

/** What issuing refuses although the file reads well. */
function wordsFor(refusal: IssueRefusal): { field: string; text: string } {
  switch (refusal.code) {
    case 'period-closed':
      return {
        field: 'date',
        text: `${periodClosedText(refusal, 'en-GB')} Date the invoice there or later, or ask to open the month again.`,
      };
    case 'unknown-account':
      return { field: 'account_code', text: 'This account cannot be billed to. Use a revenue account such as 4000.' };
    case 'no-exchange-rate':
      return { field: 'date', text: `There is no exchange rate for ${refusal.currency} on this date. Add one first.` };
    case 'number-taken':
      return { field: 'number', text: `${refusal.number} was used by somebody else just now. Look at the file again.` };
    case 'unknown-customer':
      return { field: 'customer_number', text: 'This customer is not there any more.' };
    case 'po-missing':
      return { field: 'po_number', text: 'This customer needs a purchase order number. Enter it.' };
    case 'due-before-document':
      return { field: 'due_date', text: 'The due date is before the invoice date. Make it the same day or later.' };
    case 'deferral-does-not-fit':
      return {
        field: 'defer_to',
        text: 'A line is earned over twenty years at most, ending on the day it begins or later.',
      };
    case 'unknown-tax-code':
      return { field: 'tax_code', text: 'There is no such tax category.' };
    case 'replacement-does-not-fit':
    case 'correction-does-not-fit':
      return { field: 'number', text: 'Imported invoices neither replace nor correct another.' };
    case 'no-lines':
    case 'total-not-positive':
    case 'total-out-of-range':
      return { field: 'unit_price', text: 'The total must be above zero and within range. Check quantity and price.' };
  }
}
