import { formatDate } from '#app/kernel/format-date.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type Terms, termsText } from '#app/kernel/payment-terms.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { ContractNames, LineTerms, PriceTerm, TermDifference } from '../types.ts';
import { CHARGE_WORDS, CYCLE_WORDS, TIMING_WORDS } from './contract-words.ts';

export type ShowPrice = (price: PriceTerm, unit: string) => string;
type Around = {
  readonly names: ContractNames;
  readonly locale: string;
  readonly currency: Currency;
  /** Words of a price; what is sold and its unit are of the line. */
  readonly showPrice: ShowPrice;
  /** The product of a line, for the unit of its prices. */
  readonly productOf: (lineNo: number) => string | undefined;
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  ...{ title: 'Title', currency: 'Currency', poNumber: 'Purchase order', invoicePer: 'Invoices', terms: 'Terms' },
  ...{ startsOn: 'Starts', endsOn: 'Ends', productId: 'Product', description: 'Words on the invoice', cycle: 'Billed' },
  ...{ anchorOn: 'Periods counted from', timing: 'Billed when', charge: 'What is billed', quantity: 'Quantity' },
  ...{
    siteId: 'Site',
    priceListId: 'Price list',
    deferred: 'Revenue deferred',
    taxCode: 'Tax',
    accountCode: 'Account',
  },
};

/** A difference as a row: what, before and after, in words. */
export function differenceWords(
  found: TermDifference,
  around: Around,
): { key: string; where: string; what: string; before: string; after: string } {
  const { lineNo, field, priceFromOn } = found;
  const where = lineNo === null ? 'Contract' : `Line ${lineNo}`;
  const key = `${lineNo ?? 'contract'} ${field} ${priceFromOn ?? ''}`;
  if (field === 'line') {
    const words = (line: unknown) => (line ? lineWords(line as LineTerms, around) : '');
    const what = found.what === 'added' ? 'Added' : 'Left out';
    return { key, where, what, before: words(found.before), after: words(found.after) };
  }
  if (field === 'price') {
    const unit = around.names.products[around.productOf(lineNo ?? 0) ?? '']?.unit ?? 'unit';
    const words = (price: unknown) => (price ? priceWords(price as PriceTerm, unit, around) : '');
    const what = `Price from ${formatDate(priceFromOn!, around.locale)}`;
    return { key, where, what, before: words(found.before), after: words(found.after) };
  }
  const words = (value: unknown) => valueWords(field, value, around);
  return { key, where, what: FIELD_WORDS[field] ?? field, before: words(found.before), after: words(found.after) };
}

const lineWords = (line: LineTerms, { names, locale }: Around): string =>
  [
    line.description,
    names.products[line.productId]?.code ?? '',
    CYCLE_WORDS[line.cycle].toLowerCase(),
    `from ${formatDate(line.startsOn, locale)}`,
  ]
    .filter(Boolean)
    .join(', ');

const priceWords = (price: PriceTerm, unit: string, { showPrice, locale }: Around): string =>
  price.validToOn === null
    ? showPrice(price, unit)
    : `${showPrice(price, unit)}, to ${formatDate(price.validToOn, locale)}`;

function valueWords(field: string, value: unknown, { names, locale }: Around): string {
  if (value === null || value === undefined || value === '') return EMPTY_WORDS[field] ?? '';
  if (field === 'terms') return termsText(value as Terms);
  const text = String(value);
  const read = KNOWN_WORDS[field]?.[text];
  if (read) return read;
  if (field === 'productId') return names.products[text]?.name ?? text;
  if (field === 'siteId') return names.sites[text]?.name ?? text;
  if (field === 'priceListId') return names.priceLists[text]?.name ?? text;
  return parsePlainDate(text).ok ? formatDate(text as PlainDate, locale) : text;
}

const EMPTY_WORDS: Readonly<Record<string, string>> = {
  ...{ invoicePer: 'as the customer’s', terms: 'as the customer’s', endsOn: 'runs on' },
  ...{ taxCode: 'as the product’s', accountCode: 'as the product’s', priceListId: 'own prices only' },
};
const KNOWN_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...{ cycle: CYCLE_WORDS, timing: TIMING_WORDS, charge: CHARGE_WORDS, deferred: { true: 'Yes', false: 'No' } },
  invoicePer: {
    cycle: 'One for each cycle',
    po: 'One for each purchase order',
    site: 'One for each site',
    together: 'All together',
  },
};
