import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ratesOn, type TaxRates, taxRatesJson } from '#app/modules/company/queries/tax-rates.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { BillTo, InvoiceInput } from '../types.ts';

export type IssueFacts = {
  baseCurrency: Currency;
  customers: ReadonlyMap<string, { billTo: BillTo; poRequired: boolean }>;
  /** Tax codes with the rate, in basis points, that holds on a tax point. */
  ratesOn(on: PlainDate): ReadonlyMap<string, number>;
  accounts: ReadonlySet<string>;
  /** Units of base for one unit of the currency on a date as decimal text, '1' for base itself, null where none is known. */
  exchangeRate(code: Currency, on: PlainDate): string | null;
};

type CustomerRow = {
  id: string;
  name: string;
  address_lines: string[];
  country: string;
  tax_number: string;
  language: string;
  po_required: boolean;
};
type FactsRow = {
  base_currency: string;
  customers: CustomerRow[] | null;
  taxes: TaxRates;
  accounts: string[];
  exchange: { currency: string; rate_on: string; rate: string }[] | null;
};

/**
 * Everything issuing needs to know, in one round trip, with the customers locked in id order first: a name change and an
 * issue of the same customer cannot cross.
 */
export async function readIssueFacts(tx: Tx, invoices: readonly InvoiceInput[]): Promise<IssueFacts> {
  const customerIds = [...new Set(invoices.map((invoice) => invoice.customerId))];
  const currencies = [...new Set(invoices.map((invoice) => invoice.currency))];
  const { rows } = await sql<FactsRow>`/*prepared*/
    with locked as (
      select id, name, address_lines, country, tax_number, language, po_required from customers
      where id = any (${customerIds}::uuid[]) order by id for no key update)
    select (select base_currency from company) as base_currency,
      (select json_agg(locked) from locked) as customers,
      ${taxRatesJson} as taxes,
      (select array_agg(code) from ledger_accounts where kind = 'income') as accounts,
      (select json_agg(json_build_object('currency', currency, 'rate_on', rate_on, 'rate', rate::text) order by rate_on desc)
        from exchange_rates where currency = any (${currencies}::text[])) as exchange`.execute(tx);
  const facts = rows[0]!;
  const base = currency(facts.base_currency);
  return {
    baseCurrency: base,
    customers: new Map(
      (facts.customers ?? []).map((row) => [row.id, { billTo: toBillTo(row), poRequired: row.po_required }]),
    ),
    ratesOn: (on) => ratesOn(facts.taxes, on),
    accounts: new Set(facts.accounts),
    exchangeRate: (code, on) =>
      code === base
        ? '1'
        : ((facts.exchange ?? []).find((row) => row.currency === code && row.rate_on <= on)?.rate ?? null),
  };
}

const toBillTo = (row: CustomerRow): BillTo => ({
  name: row.name,
  addressLines: row.address_lines,
  country: row.country,
  taxNumber: row.tax_number,
  language: row.language,
});
