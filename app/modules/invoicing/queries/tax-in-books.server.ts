import { sql } from 'kysely';
import { type Decimal, decimal, multiplyToMinor } from '#app/kernel/decimal.ts';
import { currency, type Money, minorDigits, minorToDecimal, money } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** `rate`: of the books' currency for one of the document's; null where none gives the amount to the last digit. */
export type TaxInBooks = { readonly amount: Money; readonly rate: Decimal | null };

/**
 * The tax of an issued document in the currency of the books, as it was posted: many laws want it beside a foreign one. Null for
 * a document in the books' own currency or without tax. A correction stands at the rate of the document it corrects.
 */
export async function taxInBooks(db: ReadDb, of: { readonly invoiceId: string }): Promise<TaxInBooks | null> {
  const { rows } = await sql<{ books: string; code: string; tax: bigint; posted: bigint; rate: string | null }>`
    select c.base_currency as books, v.currency as code, v.tax_minor as tax,
      (select coalesce(abs(sum(l.base_minor)), 0)::bigint from entry_lines l where l.entry_id = v.entry_id and l.account_code = '2200') as posted,
      (select r.rate::text from exchange_rates r where r.currency = v.currency and r.rate_on <= coalesce(o.document_on, v.document_on)
        order by r.rate_on desc limit 1) as rate
    from invoices v cross join company c left join invoices o on o.id = v.corrects_id
    where v.id = ${of.invoiceId}::uuid and v.currency <> c.base_currency and v.tax_minor <> 0`.execute(db as never);
  const row = rows[0];
  if (!row || row.posted === 0n) return null;
  const books = currency(row.books);
  const rate = row.rate === null ? null : decimal(row.rate);
  const exact = rate !== null && inBooks(row, rate) === row.posted;
  return { amount: money(row.posted, books), rate: exact ? rate : null };
}

const inBooks = ({ tax, code, books }: { tax: bigint; code: string; books: string }, rate: Decimal): bigint =>
  multiplyToMinor(decimal(minorToDecimal(tax, currency(code))), rate, minorDigits(currency(books)));
