import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A range of tax points; both days are part of it. */
export type TaxRange = { readonly fromOn: PlainDate; readonly toOn: PlainDate };

/** One category at one rate in one currency; credit notes count below zero. Minor units. */
export type TaxTotal = {
  readonly taxCode: string;
  readonly taxName: string;
  readonly rateBp: number;
  readonly currency: Currency;
  readonly documents: number;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
};
/** The same from the other side: what account 2200 moved in a currency, by documents and by anything else. */
export type TaxLedger = {
  readonly currency: Currency;
  readonly documentsMinor: bigint;
  readonly ledgerMinor: bigint;
  readonly otherMinor: bigint;
  /** What the documents say less what the ledger says of documents: zero, or something is wrong. */
  readonly differenceMinor: bigint;
  /** All movements of the account in base currency. */
  readonly baseMinor: bigint;
};
export type TaxListing = { readonly totals: readonly TaxTotal[]; readonly ledger: readonly TaxLedger[] };

const signed = (column: 'taxable_minor' | 'tax_minor') =>
  sql`case when v.kind = 'credit_note' then -t.${sql.ref(column)} else t.${sql.ref(column)} end`;

/**
 * Output tax of a time: documents by category and rate, and beside it what the output tax account moved on the same days.
 * Tax points and effective dates of a document are one day, so the two must agree.
 */
export async function taxListing(db: ReadDb, { fromOn, toOn }: TaxRange): Promise<TaxListing> {
  const { rows: totals } = await sql<TotalRow>`
    select t.tax_code, c.name, t.rate_bp, v.currency, count(*)::int as documents,
      sum(${signed('taxable_minor')})::bigint as taxable, sum(${signed('tax_minor')})::bigint as tax
    from invoices v join invoice_taxes t on t.invoice_id = v.id join tax_categories c on c.code = t.tax_code
    where v.tax_point_on between ${fromOn}::date and ${toOn}::date
    group by t.tax_code, c.name, t.rate_bp, v.currency order by v.currency, t.rate_bp desc, t.tax_code`.execute(db);
  const { rows: ledger } = await sql<LedgerRow>`
    select l.currency, coalesce(-sum(l.amount_minor) filter (where v.id is not null), 0)::bigint as of_documents,
      coalesce(-sum(l.amount_minor) filter (where v.id is null), 0)::bigint as other, -sum(l.base_minor)::bigint as base
    from entry_lines l join entries e on e.id = l.entry_id left join invoices v on v.entry_id = e.id
    where l.account_code = '2200' and e.effective_on between ${fromOn}::date and ${toOn}::date
    group by l.currency`.execute(db);
  const codes = [...new Set([...totals, ...ledger].map((row) => row.currency))].sort();
  return {
    totals: totals.map((row) => ({
      taxCode: row.tax_code,
      taxName: row.name,
      rateBp: row.rate_bp,
      currency: currency(row.currency),
      documents: row.documents,
      taxableMinor: row.taxable,
      taxMinor: row.tax,
    })),
    ledger: codes.map((code) => {
      const documentsMinor = totals.filter((row) => row.currency === code).reduce((total, row) => total + row.tax, 0n);
      const found = ledger.find((row) => row.currency === code);
      const ledgerMinor = found?.of_documents ?? 0n;
      return {
        currency: currency(code),
        documentsMinor,
        ledgerMinor,
        otherMinor: found?.other ?? 0n,
        differenceMinor: documentsMinor - ledgerMinor,
        baseMinor: found?.base ?? 0n,
      };
    }),
  };
}

type TotalRow = {
  tax_code: string;
  name: string;
  rate_bp: number;
  currency: string;
  documents: number;
  taxable: bigint;
  tax: bigint;
};
type LedgerRow = { currency: string; of_documents: bigint; other: bigint; base: bigint };

/** One document in one category; credit notes below zero. */
export type TaxedDocument = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly taxPointOn: PlainDate;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly corrects: string;
  readonly taxCode: string;
  readonly rateBp: number;
  readonly currency: Currency;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
};

type After = { readonly taxPointOn: PlainDate; readonly id: string; readonly taxCode: string };

/** The documents behind the totals, by tax point; a page of them after the last one seen. */
export async function taxedDocuments(
  db: ReadDb,
  { fromOn, toOn, taxCode, after, limit }: TaxRange & { taxCode?: string; after?: After; limit: number },
): Promise<TaxedDocument[]> {
  const { rows } = await sql<DocumentRow>`
    select v.id, v.number, v.kind, v.tax_point_on, c.number as customer_number, c.name as customer_name, coalesce(o.number, '') as corrects,
      t.tax_code, t.rate_bp, v.currency, (${signed('taxable_minor')})::bigint as taxable, (${signed('tax_minor')})::bigint as tax
    from invoices v join invoice_taxes t on t.invoice_id = v.id join customers c on c.id = v.customer_id
      left join invoices o on o.id = v.corrects_id
    where v.tax_point_on between ${fromOn}::date and ${toOn}::date
      and (${taxCode ?? null}::text is null or t.tax_code = ${taxCode ?? null})
      and (${after?.id ?? null}::uuid is null
        or (v.tax_point_on, v.id, t.tax_code) > (${after?.taxPointOn ?? null}::date, ${after?.id ?? null}::uuid, ${after?.taxCode ?? null}::text))
    order by v.tax_point_on, v.id, t.tax_code limit ${limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    taxPointOn: row.tax_point_on as PlainDate,
    customerNumber: row.customer_number,
    customerName: row.customer_name,
    corrects: row.corrects,
    taxCode: row.tax_code,
    rateBp: row.rate_bp,
    currency: currency(row.currency),
    taxableMinor: row.taxable,
    taxMinor: row.tax,
  }));
}

type DocumentRow = {
  id: string;
  number: string;
  kind: string;
  tax_point_on: string;
  customer_number: string;
  customer_name: string;
  corrects: string;
  tax_code: string;
  rate_bp: number;
  currency: string;
  taxable: bigint;
  tax: bigint;
};
