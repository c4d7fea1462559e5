import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type PriceRefusal, priceInvoice } from '../rules/price-invoice.ts';
import type { InvoiceLineInput, PricedInvoice } from '../types.ts';

/** What lines would come to on a day, by the rules that issuing prices with. Stores nothing. */
export async function priceLines(
  db: ReadDb,
  input: { readonly currency: Currency; readonly on: PlainDate; readonly lines: readonly InvoiceLineInput[] },
): Promise<Result<PricedInvoice, PriceRefusal>> {
  const taxes = await listTaxCategories(db, input.on);
  return priceInvoice(input, new Map(taxes.map((tax) => [tax.code, tax.rateBp])));
}
