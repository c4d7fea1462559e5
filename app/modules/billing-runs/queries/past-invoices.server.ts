import { sql } from 'kysely';
import { type Decimal, decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { einvoiceLacks, type ToAsk } from '#app/modules/einvoices/queries/einvoice-lacks.server.ts';
import type { EinvoiceLack } from '#app/modules/einvoices/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DraftToCheck, FactsToCheck, LineToCheck, OtherDocument } from '../rules/findings-of.ts';

/** How many past periods of the same contract line make a usual quantity. */
const PAST_MAX = 12;

export type PastInvoice = {
  readonly draft: DraftToCheck;
  readonly facts: FactsToCheck;
  readonly number: string;
  readonly documentOn: PlainDate;
};

type HeadRow = {
  id: string;
  number: string;
  customerId: string;
  contractId: string | null;
  currency: string;
  documentOn: PlainDate;
  poNumber: string;
  serviceFromOn: PlainDate | null;
  serviceToOn: PlainDate | null;
  grossMinor: bigint;
  lastGrossMinor: bigint | null;
  customerName: string;
  country: string;
  taxNumber: string;
  hasAddress: boolean;
  poRequired: boolean;
  canBeSent: boolean;
  reverseCharge: boolean;
  isFirstInvoice: boolean;
  others: (Omit<OtherDocument, 'grossMinor'> & { grossMinor: string })[];
};

/**
 * Past invoices as they would have come before the rules: name, address, country and tax number as they were on the document,
 * purchase order and recipients as the customer has them today. Newest first, at most `limit`. Lines are known of invoices a
 * billing run made; others are looked at as a whole only. What their e-invoices lack is asked for with `einvoices`, as of today.
 */
export async function pastInvoices(
  db: ReadDb,
  wanted: {
    fromOn: PlainDate;
    toOn: PlainDate;
    customerId: string | null;
    productId: string | null;
    /** Only this one. */
    invoiceId?: string;
    limit: number;
    einvoices: boolean;
  },
): Promise<PastInvoice[]> {
  const heads = await readHeads(db, wanted);
  const lackOf = wanted.einvoices ? await readLacks(db, heads, wanted.toOn) : () => null;
  const lines = await readLines(
    db,
    heads.map(({ id }) => id),
  );
  return heads.map((head) => ({
    number: head.number,
    documentOn: head.documentOn,
    draft: {
      ...{ draftId: head.id, customerId: head.customerId, contractId: head.contractId, currency: head.currency },
      ...{ poNumber: head.poNumber, serviceFromOn: head.serviceFromOn, serviceToOn: head.serviceToOn },
      ...{ grossMinor: head.grossMinor, lines: lines.get(head.id) ?? [] },
    },
    facts: {
      ...head,
      einvoiceLack: lackOf(head.id),
      others: head.others.map((other) => ({ ...other, grossMinor: BigInt(other.grossMinor) })),
    },
  }));
}

/** What the e-invoice of each would lack today, by its own name, lines and taxes. */
async function readLacks(
  db: ReadDb,
  heads: readonly HeadRow[],
  on: PlainDate,
): Promise<(invoiceId: string) => EinvoiceLack | null> {
  const lackOf = await einvoiceLacks(db, { customerIds: [...new Set(heads.map((head) => head.customerId))], on });
  const { rows } = await sql<{ id: string } & ToAsk>`
    select v.id, v.customer_id as "customerId", v.bill_to as "billTo", v.po_number as "poNumber",
      coalesce((select jsonb_agg(jsonb_build_object('letter', t.standard_code, 'rateBp', x.rate_bp)) from invoice_taxes x
        join tax_categories t on t.code = x.tax_code where x.invoice_id = v.id), '[]') as taxes,
      coalesce((select jsonb_agg(jsonb_build_object('lineNo', n.line_no, 'unit', n.unit)) from invoice_lines n where n.invoice_id = v.id), '[]') as lines
    from invoices v where v.id = any (${heads.map(({ id }) => id)}::uuid[]) and v.bill_to is not null`.execute(db);
  const found = new Map(rows.map(({ id, ...document }) => [id, lackOf(document)]));
  return (invoiceId) => found.get(invoiceId) ?? null;
}

async function readHeads(db: ReadDb, wanted: Parameters<typeof pastInvoices>[1]): Promise<HeadRow[]> {
  const ofCustomer = wanted.customerId ? sql`and v.customer_id = ${wanted.customerId}::uuid` : sql``;
  const one = wanted.invoiceId ? sql`and v.id = ${wanted.invoiceId}::uuid` : sql``;
  const ofProduct = wanted.productId
    ? sql`and exists (select from invoice_line_sources s join contract_lines l on l.id = s.contract_line_id
        where s.invoice_id = v.id and l.product_id = ${wanted.productId}::uuid)`
    : sql``;
  const { rows } = await sql<HeadRow>`
    with looked as (select v.* from invoices v where v.kind = 'invoice' and v.document_on between ${wanted.fromOn}::date and ${wanted.toOn}::date
      ${ofCustomer} ${one} ${ofProduct} order by v.document_on desc, v.id desc limit ${wanted.limit})
    select v.id, v.number, v.customer_id as "customerId", d.contract_id as "contractId", v.currency, v.document_on as "documentOn",
      v.po_number as "poNumber", v.service_from_on as "serviceFromOn", v.service_to_on as "serviceToOn", v.gross_minor as "grossMinor",
      d.last_gross_minor as "lastGrossMinor", coalesce(v.bill_to ->> 'name', c.name) as "customerName",
      coalesce(v.bill_to ->> 'country', c.country) as country, coalesce(v.bill_to ->> 'taxNumber', '') as "taxNumber",
      coalesce(jsonb_array_length(v.bill_to -> 'addressLines'), 0) > 0 as "hasAddress", c.po_required as "poRequired",
      invoices_reach_somebody(c.id) as "canBeSent",
      exists (select from invoice_taxes x join tax_categories t on t.code = x.tax_code where x.invoice_id = v.id and t.standard_code = 'AE') as "reverseCharge",
      not exists (select from invoices e where e.customer_id = v.customer_id and e.kind = 'invoice' and (e.issued_at, e.id) < (v.issued_at, v.id)) as "isFirstInvoice",
      coalesce((select jsonb_agg(jsonb_build_object('kind', 'invoice', 'id', e.id, 'number', e.number, 'currency', e.currency,
          'serviceFromOn', e.service_from_on, 'serviceToOn', e.service_to_on, 'grossMinor', e.gross_minor::text))
        from invoices e where e.customer_id = v.customer_id and e.kind = 'invoice' and e.gross_minor = v.gross_minor
          and e.service_from_on = v.service_from_on and (e.issued_at, e.id) < (v.issued_at, v.id)), '[]') as others
    from looked v join customers c on c.id = v.customer_id left join run_drafts d on d.invoice_id = v.id
    order by v.document_on desc, v.id desc`.execute(db);
  return rows;
}

type LineRow = {
  invoiceId: string;
  lineNo: number;
  contractLineId: string;
  productId: string;
  productName: string;
  quantity: string;
  unit: string;
  unitPrice: string;
  netMinor: bigint;
  periodFromOn: PlainDate;
  periodToOn: PlainDate;
  contractEndsOn: PlainDate | null;
  estimates: string[];
  unproven: string[];
  past: string[];
};

async function readLines(db: ReadDb, invoiceIds: readonly string[]): Promise<Map<string, LineToCheck[]>> {
  const { rows } = await sql<LineRow>`
    select s.invoice_id as "invoiceId", s.line_no as "lineNo", s.contract_line_id as "contractLineId", l.product_id as "productId",
      p.name as "productName", trim_scale(n.quantity)::text as quantity, n.unit, trim_scale(n.unit_price)::text as "unitPrice",
      n.net_minor as "netMinor", s.period_from_on as "periodFromOn", s.period_to_on as "periodToOn",
      least(l.ends_on, k.ends_on) as "contractEndsOn",
      array(select u.reference from billed_usage b join usage_records u on u.id = b.usage_id
        where b.invoice_id = s.invoice_id and b.line_no = s.line_no and u.kind = 'estimate' order by u.occurred_on, u.id) as estimates,
      array(select u.natural_key from billed_usage b join usage_records u on u.id = b.usage_id
        where b.invoice_id = s.invoice_id and b.line_no = s.line_no and u.kind in ('delivery', 'ticket') and u.reference = ''
        order by u.occurred_on, u.id) as unproven,
      array(select trim_scale(m.quantity)::text from invoice_line_sources e join invoice_lines m using (invoice_id, line_no)
        where e.contract_line_id = s.contract_line_id and e.period_from_on < s.period_from_on
          and abs((e.period_to_on - e.period_from_on) - (s.period_to_on - s.period_from_on)) <= 3
        order by e.period_from_on desc limit ${PAST_MAX}) as past
    from invoice_line_sources s join invoice_lines n using (invoice_id, line_no) join contract_lines l on l.id = s.contract_line_id
      join contracts k on k.id = l.contract_id join products p on p.id = l.product_id
    where s.invoice_id = any (${[...invoiceIds]}::uuid[]) order by s.invoice_id, s.line_no`.execute(db);
  const found = new Map<string, LineToCheck[]>();
  for (const row of rows) found.set(row.invoiceId, [...(found.get(row.invoiceId) ?? []), toLine(row)]);
  return found;
}

/** An invoice that was issued had a price, and it was the contract's: prices off it are known of drafts only. */
const toLine = (row: LineRow): LineToCheck => ({
  ...row,
  quantity: decimal(row.quantity),
  unitPrice: decimal(row.unitPrice),
  contractPrice: null,
  unpriced: null,
  pastQuantities: row.past.map((each): Decimal => decimal(each)),
});
