import { sql } from 'kysely';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Corrected } from '../rules/corrected.ts';
import type { BillTo, Invoice } from '../types.ts';

/** A document to be corrected: what it says, what is left of it to pay, and what was credited of it before. */
export type DocumentToCorrect = Corrected & {
  readonly id: string;
  readonly kind: Invoice['kind'];
  readonly number: string;
  readonly customerId: string;
  readonly title: string;
  readonly poNumber: string;
  readonly documentOn: PlainDate;
  readonly serviceFromOn: PlainDate | null;
  readonly serviceToOn: PlainDate | null;
  readonly billTo: BillTo;
  readonly openItemId: string;
  readonly itemOn: PlainDate;
  /** Left to pay, and of that what a payment on its way is going to take. */
  readonly leftMinor: bigint;
  readonly inFlightMinor: bigint;
  /** It charges interest and late fees only. */
  readonly isWaivable: boolean;
};

type Row = {
  id: string;
  kind: string;
  number: string;
  customer_id: string;
  title: string;
  po_number: string;
  currency: string;
  document_on: string;
  service_from_on: string | null;
  service_to_on: string | null;
  bill_to: BillTo;
  gross_minor: bigint;
  open_item_id: string;
  item_on: string;
  base_minor: bigint;
  residual_minor: bigint;
  in_flight_minor: bigint;
  credited_minor: bigint;
  credited_base: bigint;
  is_waivable: boolean;
  lines: LineRow[];
  taxes: TaxRow[];
  accounts: AccountRow[];
};
type LineRow = {
  line_no: number;
  description: string;
  quantity: string;
  unit: string;
  unit_price: string;
  net: string;
  tax_code: string;
  tax_rate_bp: number;
  account: string;
  credited: string;
  credited_quantity: string;
  deferral: Record<'amount' | 'base' | 'left', string> | null;
};
type TaxRow = Record<'tax_code' | 'taxable' | 'tax' | 'credited_taxable' | 'credited_tax', string> & {
  rate_bp: number;
};
type AccountRow = Record<'account' | 'amount' | 'base' | 'credited' | 'credited_base', string>;

/**
 * Everything the amounts of the next credit depend on, in one round trip. Amounts inside the aggregates travel as text.
 * Null when there is no such document or it has no open item. Hold the customer's lock to write by it.
 */
export async function getCorrected(db: ReadDb, invoiceId: string): Promise<DocumentToCorrect | null> {
  const { rows } = await sql<Row>`/*prepared*/
    with credits as materialized (
      select c.id, c.gross_minor, c.entry_id, i.base_minor from invoices c join open_items i on i.id = c.open_item_id
      where c.corrects_id = ${invoiceId}::uuid and c.kind = 'credit_note')
    select v.id, v.kind, v.number, v.customer_id, v.title, v.po_number, v.currency, v.document_on, v.service_from_on, v.service_to_on,
      v.bill_to, v.gross_minor, v.open_item_id, i.effective_on as item_on, i.base_minor, i.residual_minor, is_waivable(v.id) as is_waivable,
      coalesce((select sum(h.amount_minor) from holds h where h.item_id = i.id and h.kind = 'in_flight'
        and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint as in_flight_minor,
      coalesce((select sum(gross_minor) from credits), 0)::bigint as credited_minor,
      coalesce((select -sum(base_minor) from credits), 0)::bigint as credited_base,
      ${linesOf} as lines, ${taxesOf} as taxes, ${accountsOf} as accounts
    from invoices v join open_items i on i.id = v.open_item_id where v.id = ${invoiceId}::uuid`.execute(db);
  return rows[0] ? toCorrected(rows[0]) : null;
}

const linesOf = sql`(select coalesce(json_agg(json_build_object('line_no', l.line_no, 'description', l.description,
    'quantity', l.quantity::text, 'unit', l.unit, 'unit_price', l.unit_price::text, 'net', l.net_minor::text, 'tax_code', l.tax_code,
    'tax_rate_bp', l.tax_rate_bp, 'account', l.account_code, 'credited', credited.net::text,
    'credited_quantity', credited.quantity::text, 'deferral', (select json_build_object('amount', f.amount_minor::text, 'base', f.base_minor::text,
      'left', f.left_minor::text) from deferrals f where f.invoice_id = l.invoice_id and f.line_no = l.line_no)) order by l.line_no), '[]')
  from invoice_lines l cross join lateral (
    select coalesce(sum(cl.net_minor), 0) as net,
      coalesce(sum(cl.quantity) filter (where cl.unit_price = l.unit_price and cl.unit = l.unit), 0) as quantity
    from credits c join invoice_lines cl on cl.invoice_id = c.id and cl.corrects_line_no = l.line_no) credited
  where l.invoice_id = v.id)`;

const taxesOf = sql`(select coalesce(json_agg(json_build_object('tax_code', t.tax_code, 'rate_bp', t.rate_bp, 'taxable', t.taxable_minor::text,
    'tax', t.tax_minor::text, 'credited_taxable', credited.taxable::text, 'credited_tax', credited.tax::text) order by t.rate_bp desc, t.tax_code), '[]')
  from invoice_taxes t cross join lateral (
    select coalesce(sum(ct.taxable_minor), 0) as taxable, coalesce(sum(ct.tax_minor), 0) as tax
    from credits c join invoice_taxes ct on ct.invoice_id = c.id and ct.tax_code = t.tax_code) credited
  where t.invoice_id = v.id)`;

/** Income and tax are credits in the ledger and stand above zero here; debits of credit notes are what was credited of them. */
const accountsOf = sql`(select coalesce(json_agg(json_build_object('account', account, 'amount', amount::text, 'base', base::text,
    'credited', credited::text, 'credited_base', credited_base::text) order by account), '[]')
  from (select account_code as account, -sum(amount_minor) filter (where original) as amount, -sum(base_minor) filter (where original) as base,
      coalesce(sum(amount_minor) filter (where not original), 0) as credited, coalesce(sum(base_minor) filter (where not original), 0) as credited_base
    from (
      select true as original, account_code, amount_minor, base_minor from entry_lines where entry_id = v.entry_id
      union all
      -- What was earned since stands on revenue.
      select true, l.account_code, l.amount_minor, l.base_minor from deferral_releases r join entry_lines l on l.entry_id = r.entry_id
        where r.invoice_id = v.id
      union all
      select false, l.account_code, l.amount_minor, l.base_minor from credits c join entry_lines l on l.entry_id = c.entry_id) posted
    where account_code <> '1100' group by account_code) by_account)`;

function toCorrected(row: Row): DocumentToCorrect {
  return {
    id: row.id,
    kind: row.kind as Invoice['kind'],
    number: row.number,
    customerId: row.customer_id,
    title: row.title,
    poNumber: row.po_number,
    currency: currency(row.currency),
    documentOn: row.document_on as PlainDate,
    serviceFromOn: row.service_from_on as PlainDate | null,
    serviceToOn: row.service_to_on as PlainDate | null,
    billTo: row.bill_to,
    openItemId: row.open_item_id,
    itemOn: row.item_on as PlainDate,
    leftMinor: row.residual_minor,
    inFlightMinor: row.in_flight_minor,
    isWaivable: row.is_waivable,
    grossMinor: row.gross_minor,
    creditedGrossMinor: row.credited_minor,
    grossBaseMinor: row.base_minor,
    creditedBaseMinor: row.credited_base,
    lines: row.lines.map(toLine),
    taxes: row.taxes.map((tax) => ({
      taxCode: tax.tax_code,
      rateBp: tax.rate_bp,
      taxableMinor: BigInt(tax.taxable),
      taxMinor: BigInt(tax.tax),
      creditedTaxableMinor: BigInt(tax.credited_taxable),
      creditedTaxMinor: BigInt(tax.credited_tax),
    })),
    accounts: row.accounts.map((account) => ({
      account: account.account,
      amountMinor: BigInt(account.amount ?? 0),
      baseMinor: BigInt(account.base ?? 0),
      creditedMinor: BigInt(account.credited),
      creditedBaseMinor: BigInt(account.credited_base),
    })),
  };
}

const toLine = (line: LineRow): Corrected['lines'][number] => ({
  lineNo: line.line_no,
  description: line.description,
  quantity: decimal(line.quantity),
  unit: line.unit,
  unitPrice: decimal(line.unit_price),
  netMinor: BigInt(line.net),
  taxCode: line.tax_code,
  taxRateBp: line.tax_rate_bp,
  accountCode: line.account,
  creditedMinor: BigInt(line.credited),
  creditedQuantity: decimal(line.credited_quantity),
  ...(line.deferral ? { deferral: toDeferral(line.deferral) } : {}),
});

const toDeferral = (of: NonNullable<LineRow['deferral']>): Corrected['lines'][number]['deferral'] => ({
  ...{ amountMinor: BigInt(of.amount), baseMinor: BigInt(of.base), leftMinor: BigInt(of.left) },
});
