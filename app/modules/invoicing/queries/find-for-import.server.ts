import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { Terms, TermsFrom } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ratesOn, type TaxRates, taxRatesJson } from '#app/modules/company/queries/tax-rates.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type ImportFacts = {
  /** By the number in lower case. */
  customers: ReadonlyMap<string, { id: string; currency: Currency; terms: Terms }>;
  invoices: ReadonlyMap<string, { customerId: string; currency: Currency; grossMinor: bigint; documentOn: PlainDate }>;
  /** Tax codes with the rate, in basis points, that holds on a tax point. */
  ratesOn(on: PlainDate): ReadonlyMap<string, number>;
};

/** What a file of invoices is checked against: its customers, documents that bear its numbers already, tax rates. */
export async function findForImport(
  db: ReadDb,
  of: { customerNumbers: string[]; numbers: string[] },
): Promise<ImportFacts> {
  const folded = of.customerNumbers.map((number) => number.toLowerCase());
  const [customers, invoices, taxes] = await Promise.all([
    db
      .selectFrom('customers')
      .select(['id', 'number', 'currency', 'terms_from', 'terms_days'])
      .where(sql<boolean>`lower(number) = any (${folded}::text[])`)
      .execute(),
    db
      .selectFrom('invoices')
      .select(['number', 'customer_id', 'currency', 'gross_minor', 'document_on'])
      .where(sql<boolean>`number = any (${of.numbers}::text[])`)
      .execute(),
    sql<{ taxes: TaxRates }>`select ${taxRatesJson} as taxes`.execute(db),
  ]);
  return {
    customers: new Map(
      customers.map((row) => [
        row.number.toLowerCase(),
        {
          ...{ id: row.id, currency: currency(row.currency) },
          terms: { from: row.terms_from as TermsFrom, days: row.terms_days },
        },
      ]),
    ),
    invoices: new Map(
      invoices.map((row) => [
        row.number,
        {
          customerId: row.customer_id,
          currency: currency(row.currency),
          grossMinor: row.gross_minor,
          documentOn: row.document_on as PlainDate,
        },
      ]),
    ),
    ratesOn: (on) => ratesOn(taxes.rows[0]!.taxes, on),
  };
}
