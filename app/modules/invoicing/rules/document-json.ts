import type { Actor } from '#app/modules/audit/types.ts';
import type { BillTo, CreditLine, Invoice, InvoiceInput, PricedInvoice, PricedLine } from '../types.ts';

type RecordedLine = PricedLine & Partial<Pick<CreditLine, 'correctsLineNo' | 'deferred'>>;
type Recorded = {
  readonly id: string;
  readonly entryId: string;
  readonly openItemId: string;
  readonly input: Omit<InvoiceInput, 'lines'>;
  readonly priced: Omit<PricedInvoice, 'lines'> & {
    readonly lines: readonly RecordedLine[];
  };
  readonly billTo: BillTo;
};
type RecordedBy = {
  readonly kind: Invoice['kind'];
  readonly seriesCode: string;
  readonly actor: Actor;
  readonly issuedAt: Date;
  readonly approvalId?: string | null;
};

/** A document with its lines and taxes as record_invoices reads it. Amounts are text of minor units. */
export function documentJson({ input, priced, ...ids }: Recorded, by: RecordedBy) {
  return {
    id: ids.id,
    kind: by.kind,
    series_code: by.seriesCode,
    number: input.legacyNumber,
    customer_id: input.customerId,
    title: input.title,
    currency: input.currency,
    document_on: input.documentOn,
    due_on: input.dueOn,
    tax_point_on: input.documentOn,
    service_from_on: input.serviceFromOn ?? null,
    service_to_on: input.serviceToOn ?? null,
    po_number: input.poNumber,
    note: input.note,
    net_minor: priced.netMinor.toString(),
    tax_minor: priced.taxMinor.toString(),
    gross_minor: priced.grossMinor.toString(),
    entry_id: ids.entryId,
    open_item_id: ids.openItemId,
    corrects_id: input.correctsId ?? null,
    reason_code: input.reasonCode ?? null,
    replaces_id: input.replacesId ?? null,
    approval_id: by.approvalId ?? null,
    bill_to: ids.billTo,
    issued_at: by.issuedAt.toISOString(),
    issued_by: by.actor.id,
    issued_by_name: by.actor.name,
    lines: priced.lines.map(lineJson),
    taxes: priced.taxes.map((tax) => ({
      tax_code: tax.taxCode,
      rate_bp: tax.rateBp,
      taxable: tax.taxableMinor.toString(),
      tax: tax.taxMinor.toString(),
    })),
  };
}

const lineJson = (line: RecordedLine) => ({
  description: line.description,
  quantity: line.quantity,
  unit: line.unit,
  unit_price: line.unitPrice,
  net: line.netMinor.toString(),
  tax_code: line.taxCode,
  tax_rate_bp: line.taxRateBp,
  account: line.accountCode,
  corrects_line_no: line.correctsLineNo ?? null,
  defer_from_on: line.deferFromOn ?? null,
  defer_to_on: line.deferToOn ?? null,
  from_deferred: line.deferred?.minor.toString() ?? null,
  from_deferred_base: line.deferred?.baseMinor.toString() ?? null,
});
