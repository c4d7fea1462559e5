import { type SqlBool, sql } from 'kysely';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { deferralOf } from '../rules/deferral-fits.ts';
import { runSettlements } from '../rules/run-settlements.ts';
import type { BillTo, Invoice, InvoiceHeld } from '../types.ts';

/**
 * An issued document with its lines, taxes, and what became of its amount. The one query behind page, PDF, mail and file.
 * Null when there is none or the reader may not see it. `customerId` is the wall in the query itself.
 */
export async function getInvoice(db: ReadDb, of: { invoiceId: string; customerId?: string }): Promise<Invoice | null> {
  const row = await db
    .selectFrom('invoices as v')
    .leftJoin('open_items as i', 'i.id', 'v.open_item_id')
    .leftJoin('credit_reasons as r', 'r.code', 'v.reason_code')
    .selectAll('v')
    .select(['i.residual_minor', 'i.side', 'r.label as reason_label', 'r.customer_label as reason_customer_label'])
    .select((eb) =>
      eb.selectFrom('customers as c').select('c.number').whereRef('c.id', '=', 'v.customer_id').as('customer_number'),
    )
    .where('v.id', '=', of.invoiceId)
    .$if(of.customerId !== undefined, (q) => q.where('v.customer_id', '=', of.customerId!))
    .executeTakeFirst();
  if (!row) return null;
  const [lines, taxes, moves, holds, related] = await Promise.all([
    readLines(db, row.id),
    readTaxes(db, row.id),
    row.open_item_id ? readMoves(db, row.open_item_id) : [],
    row.open_item_id ? readHolds(db, row.open_item_id) : [],
    readRelated(db, row),
  ]);
  return {
    id: row.id,
    kind: row.kind as Invoice['kind'],
    number: row.number,
    title: row.title,
    customerId: row.customer_id,
    customerNumber: row.customer_number ?? '',
    billTo: row.bill_to as unknown as BillTo,
    currency: currency(row.currency),
    documentOn: row.document_on as PlainDate,
    dueOn: row.due_on as PlainDate,
    terms: row.terms_from === null ? null : { from: row.terms_from as TermsFrom, days: row.terms_days ?? 0 },
    dueByHand: row.due_by === 'hand',
    serviceFromOn: row.service_from_on as PlainDate | null,
    serviceToOn: row.service_to_on as PlainDate | null,
    poNumber: row.po_number,
    note: row.note,
    lines,
    taxes,
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
    grossMinor: row.gross_minor,
    openItemId: row.open_item_id,
    leftMinor: row.side === 'debit' ? (row.residual_minor ?? 0n) : 0n,
    creditLeftMinor: row.side === 'credit' ? (row.residual_minor ?? 0n) : 0n,
    reason:
      row.reason_code === null
        ? null
        : { code: row.reason_code, label: row.reason_label ?? '', customerLabel: row.reason_customer_label ?? '' },
    ...related,
    settlements: runSettlements(row.gross_minor, moves),
    holds,
    issuedAt: row.issued_at,
    issuedByName: row.issued_by_name,
  };
}

type Relations = Pick<Invoice, 'corrects' | 'replaces' | 'replacedBy' | 'corrections'>;

/** What the document corrects or replaces, and what corrects or replaces it; only what the reader may see. */
async function readRelated(
  db: ReadDb,
  of: { id: string; corrects_id: string | null; replaces_id: string | null },
): Promise<Relations> {
  const rows = await db
    .selectFrom('invoices')
    .select(['id', 'kind', 'number', 'document_on', 'customer_id', 'gross_minor', 'corrects_id', 'replaces_id'])
    .where((eb) =>
      eb.or([
        eb('corrects_id', '=', of.id),
        eb('replaces_id', '=', of.id),
        ...(of.corrects_id ? [eb('id', '=', of.corrects_id)] : []),
        ...(of.replaces_id ? [eb('id', '=', of.replaces_id)] : []),
      ]),
    )
    .orderBy('issued_at')
    .orderBy('id')
    .execute();
  const named = (row: (typeof rows)[number] | undefined) =>
    row
      ? { id: row.id, number: row.number, documentOn: row.document_on as PlainDate, customerId: row.customer_id }
      : null;
  return {
    corrects: named(rows.find((row) => row.id === of.corrects_id)),
    replaces: named(rows.find((row) => row.id === of.replaces_id)),
    replacedBy: named(rows.find((row) => row.replaces_id === of.id)),
    corrections: rows
      .filter((row) => row.corrects_id === of.id)
      .map((row) => ({
        ...named(row)!,
        kind: row.kind as 'debit_note' | 'credit_note',
        grossMinor: row.gross_minor,
      })),
  };
}

async function readLines(db: ReadDb, invoiceId: string): Promise<Invoice['lines']> {
  const rows = await db
    .selectFrom('invoice_lines as l')
    .innerJoin('tax_categories as t', 't.code', 'l.tax_code')
    .selectAll('l')
    .select(['t.name as tax_name', 't.standard_code'])
    .where('l.invoice_id', '=', invoiceId)
    .orderBy('l.line_no')
    .execute();
  return rows.map((line) => ({
    lineNo: line.line_no,
    description: line.description,
    quantity: decimal(line.quantity),
    unit: line.unit,
    unitPrice: decimal(line.unit_price),
    taxCode: line.tax_code,
    taxName: line.tax_name,
    taxLetter: line.standard_code,
    correctsLineNo: line.corrects_line_no,
    taxRateBp: line.tax_rate_bp,
    accountCode: line.account_code,
    ...deferralOf(line),
    netMinor: line.net_minor,
  }));
}

async function readTaxes(db: ReadDb, invoiceId: string): Promise<Invoice['taxes']> {
  const rows = await db
    .selectFrom('invoice_taxes as x')
    .innerJoin('tax_categories as t', 't.code', 'x.tax_code')
    .selectAll('x')
    .select(['t.name', 't.standard_code', 't.exemption_reason', 't.exemption_code'])
    .where('x.invoice_id', '=', invoiceId)
    .orderBy('x.rate_bp', 'desc')
    .orderBy('x.tax_code')
    .execute();
  return rows.map((tax) => ({
    taxCode: tax.tax_code,
    name: tax.name,
    letter: tax.standard_code,
    exemption: { reason: tax.exemption_reason, code: tax.exemption_code },
    rateBp: tax.rate_bp,
    taxableMinor: tax.taxable_minor,
    taxMinor: tax.tax_minor,
  }));
}

/** Applications to the item in the order they took effect, each with the document or payment on its other side. */
async function readMoves(db: ReadDb, itemId: string) {
  const rows = await db
    .selectFrom('applications as a')
    .innerJoin('open_items as o', (join) =>
      join.on(
        sql<SqlBool>`o.id = case when a.debit_item_id = ${itemId} then a.credit_item_id else a.debit_item_id end`,
      ),
    )
    .leftJoin('payments as p', 'p.id', 'o.source_id')
    .leftJoin('invoices as c', 'c.id', 'o.source_id')
    .select(['a.id', 'a.amount_minor', 'a.effective_on', 'a.reverses_id', 'o.kind', 'o.source_id', 'p.method'])
    .select(sql<PlainDate | null>`case when p.value_on <> p.received_on then p.value_on end`.as('value_on'))
    .select((eb) => eb.fn.coalesce('p.number', 'c.number', sql<string>`''`).as('number'))
    .where((eb) => eb.or([eb('a.debit_item_id', '=', itemId), eb('a.credit_item_id', '=', itemId)]))
    .orderBy('a.effective_on')
    .orderBy('a.recorded_at')
    .orderBy('a.id')
    .execute();
  return rows.map((row) => ({
    applicationId: row.id,
    kind: row.kind,
    sourceId: row.source_id,
    number: row.number,
    method: row.method ?? '',
    effectiveOn: row.effective_on as PlainDate,
    valueOn: row.value_on,
    amountMinor: row.amount_minor,
    reversesId: row.reverses_id,
  }));
}

async function readHolds(db: ReadDb, itemId: string): Promise<InvoiceHeld[]> {
  const rows = await db
    .selectFrom('holds as h')
    .leftJoin('hold_releases as r', 'r.hold_id', 'h.id')
    .innerJoin('open_items as i', 'i.id', 'h.item_id')
    .select(['h.kind', 'h.reason'])
    .select(sql<bigint>`least(h.amount_minor, i.residual_minor)`.as('amount_minor'))
    .where('h.item_id', '=', itemId)
    .where('i.residual_minor', '>', 0n)
    .where('r.hold_id', 'is', null)
    .execute();
  return rows.map((row) => ({ kind: row.kind, amountMinor: row.amount_minor, reason: row.reason }));
}
