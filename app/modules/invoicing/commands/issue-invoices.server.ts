import { sql } from 'kysely';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { minorDigits } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { auditInsert } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postingsJson } from '#app/modules/ledger/commands/post-entries.server.ts';
import { periodClosedIn } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { buildInvoiceEntry } from '../rules/build-invoice-entry.ts';
import { deferralFits } from '../rules/deferral-fits.ts';
import { documentJson } from '../rules/document-json.ts';
import { priceInvoice } from '../rules/price-invoice.ts';
import type { BillTo, InvoiceInput, IssuedInvoice, IssueRefusal, PricedInvoice } from '../types.ts';
import { type IssueFacts, readIssueFacts } from './read-issue-facts.server.ts';

/** Series INV and LEGACY hold invoices, DN debit notes. Credit notes have a command of their own. */
export type IssueInput = { readonly seriesCode: 'INV' | 'LEGACY' | 'DN'; readonly invoices: readonly InvoiceInput[] };
type Ready = {
  input: InvoiceInput;
  priced: PricedInvoice;
  id: string;
  entryId: string;
  openItemId: string;
  billTo: BillTo;
  grossBaseMinor: bigint;
};

/** One call holds the number series until commit; a larger run comes in chunks. */
export const ISSUE_CHUNK_MAX = 1_000;

/**
 * Issues documents: prices them, posts their entries, makes their open items, audits, and takes their numbers last.
 * All or nothing. Refuses with the index of the document at fault (see IssueRefusal). Locks the customers in id order,
 * then the number series until commit.
 */
export async function issueInvoices(
  tx: Tx,
  actor: Actor,
  input: IssueInput,
  moment: Moment,
): Promise<Result<IssuedInvoice[], IssueRefusal>> {
  if (input.invoices.length === 0) return ok([]);
  const facts = await readIssueFacts(tx, input.invoices);
  const ready: Ready[] = [];
  for (const [index, invoice] of input.invoices.entries()) {
    const prepared = prepare(invoice, index, facts, input.seriesCode);
    if (!prepared.ok) return prepared;
    ready.push(prepared.value);
  }
  const numbers = await recordInvoices(tx, actor, input.seriesCode, ready, moment);
  if (!numbers.ok) return numbers;
  return ok(
    ready.map((document) => ({
      id: document.id,
      number: numbers.value.get(document.id)!,
      openItemId: document.openItemId,
      customerId: document.input.customerId,
      currency: document.input.currency,
      grossMinor: document.priced.grossMinor,
    })),
  );
}

function prepare(
  input: InvoiceInput,
  index: number,
  facts: IssueFacts,
  seriesCode: IssueInput['seriesCode'],
): Result<Ready, IssueRefusal> {
  const customer = facts.customers.get(input.customerId);
  if (!customer) return refuse({ code: 'unknown-customer', index });
  if (input.dueOn < input.documentOn) return refuse({ code: 'due-before-document', index });
  if (customer.poRequired && input.poNumber.trim() === '' && seriesCode !== 'LEGACY')
    return refuse({ code: 'po-missing', index });
  const priced = priceInvoice(input, facts.ratesOn(input.documentOn));
  if (!priced.ok) return refuse({ ...priced.refusal, index });
  const strange = input.lines.findIndex((line) => !facts.accounts.has(line.accountCode));
  if (strange >= 0) return refuse({ code: 'unknown-account', index, line: strange + 1 });
  const unfit = input.lines.findIndex((line) => !deferralFits(line));
  if (unfit >= 0) return refuse({ code: 'deferral-does-not-fit', index, line: unfit + 1 });
  if (priced.value.grossMinor <= 0n) return refuse({ code: 'total-not-positive', index });
  const rate = facts.exchangeRate(input.currency, input.documentOn);
  if (rate === null) return refuse({ code: 'no-exchange-rate', index, currency: input.currency });
  const digits = { from: minorDigits(input.currency), base: minorDigits(facts.baseCurrency) };
  return ok({
    input,
    priced: priced.value,
    id: newId(),
    entryId: newId(),
    openItemId: newId(),
    billTo: customer.billTo,
    grossBaseMinor: rate === '1' ? priced.value.grossMinor : toBaseMinor(priced.value.grossMinor, rate, digits),
  });
}

const kindOf = (seriesCode: IssueInput['seriesCode']) => (seriesCode === 'DN' ? 'debit_note' : 'invoice');

const toEntry = (document: Ready, seriesCode: IssueInput['seriesCode']) =>
  buildInvoiceEntry({
    kind: kindOf(seriesCode),
    entryId: document.entryId,
    invoiceId: document.id,
    itemId: document.openItemId,
    customerId: document.input.customerId,
    currency: document.input.currency,
    effectiveOn: document.input.documentOn,
    dueOn: document.input.dueOn,
    memo: document.input.title,
    priced: document.priced,
    grossBaseMinor: document.grossBaseMinor,
  });

const toAudit = (document: Ready, seriesCode: IssueInput['seriesCode']) => ({
  action: seriesCode === 'DN' ? 'debit-note.issued' : 'invoice.issued',
  subjectKind: 'invoice',
  subjectId: document.id,
  customerId: document.input.customerId,
  after: {
    grossMinor: document.priced.grossMinor,
    currency: document.input.currency,
    documentOn: document.input.documentOn,
    dueOn: document.input.dueOn,
  },
});

/** Entries, audit records and documents in one round trip; the database takes the numbers last. */
async function recordInvoices(
  tx: Tx,
  actor: Actor,
  seriesCode: IssueInput['seriesCode'],
  ready: readonly Ready[],
  moment: Moment,
): Promise<Result<Map<string, string>, IssueRefusal>> {
  const documents = ready.map((document) =>
    documentJson(document, { kind: kindOf(seriesCode), seriesCode, actor, issuedAt: moment.now }),
  );
  const entries = ready.map((document) => toEntry(document, seriesCode));
  const audits = ready.map((document) => toAudit(document, seriesCode));
  try {
    const { rows } = await sql<{
      id: string;
      number: string;
    }>`/*prepared*/ with audited as (${auditInsert(actor, audits)})
      select id, number from issue_documents(${postingsJson(entries)}::jsonb, ${JSON.stringify(documents)}::jsonb)`.execute(
      tx,
    );
    return ok(new Map(rows.map((row) => [row.id, row.number])));
  } catch (error) {
    return refuseIssue(error, ready);
  }
}

/** Maps the laws' names to refusals; anything else is weather or a bug and is thrown on. */
function refuseIssue(error: unknown, ready: readonly Ready[]): { readonly ok: false; readonly refusal: IssueRefusal } {
  const closed = periodClosedIn(error);
  if (closed) {
    const index = ready.findIndex((document) => document.entryId === closed.rowId);
    return refuse({ ...closed.refusal, index: Math.max(index, 0) });
  }
  switch (constraintOf(error)) {
    case 'invoices_number_unique': {
      const number = /\(number\)=\((.*)\)/.exec((error as { detail?: string }).detail ?? '')?.[1] ?? '';
      const index = ready.findLastIndex((document) => document.input.legacyNumber === number);
      return refuse({ code: 'number-taken', index: Math.max(index, 0), number });
    }
    case 'invoices_replaced_once_unique':
    case 'replacement_fits':
      return refuse({ code: 'replacement-does-not-fit', index: 0 });
    case 'correction_fits':
    case 'invoices_reason_fk':
      return refuse({ code: 'correction-does-not-fit', index: 0 });
    default:
      throw error;
  }
}
