import { priceText } from '#app/kernel/format-price.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { type ProductOffer, productOffers } from '#app/modules/catalog/queries/product-offers.server.ts';
import { schemeWords } from '#app/modules/catalog/ui/scheme-words.ts';
import { agreedPrices } from '#app/modules/contracts/queries/agreed-prices.server.ts';
import type { InvoiceInput } from '#app/modules/invoicing/types.ts';
import {
  filledFrom,
  type GridLine,
  type LineOffer,
  matchOffer,
  offersLike,
} from '#app/modules/invoicing/ui/grid-rows.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { linesFrom } from './draft-values.ts';

/** More products are found by their code, which needs no list. */
export const OFFERED_MAX = 300;
const NAMED_MAX = 6;

type For = Pick<InvoiceInput, 'customerId' | 'currency' | 'documentOn'>;

/** Products as a line of this draft begins with them: the customer's price of the day where there is one, else the standard list's. */
export async function offersFor({ customerId, currency, documentOn: on }: For, search?: string): Promise<LineOffer[]> {
  const db = staffDb();
  const [products, agreed] = await Promise.all([
    productOffers(db, { currency, on, search, limit: OFFERED_MAX }),
    agreedPrices(db, { customerId, currency, on: on as PlainDate }),
  ]);
  const own = new Map(agreed.map((price) => [price.productId, price]));
  return products.map((product) => toOffer(product, own.get(product.productId) ?? product.price, currency));
}

function toOffer(
  product: ProductOffer,
  price: { scheme: PriceScheme; sourceName: string } | null,
  currency: Currency,
): LineOffer {
  const { code, name, description, unitCode: unit, taxCode, accountCode } = product;
  const words = price
    ? `${schemeWords(price.scheme, { currency, unit })[0]}, ${price.sourceName}`
    : 'no price: enter one';
  const unitPrice = price ? oneUnit(price.scheme) : null;
  return {
    ...{ code, name, unit, taxCode, accountCode, priceWords: words },
    description: description || name,
    unitPrice: unitPrice === null ? '' : priceText(unitPrice, currency),
  };
}

/** The price of a line by hand; null where it depends on what else was used in the period. */
function oneUnit(scheme: PriceScheme): string | null {
  if (scheme.kind === 'fixed') return scheme.amount;
  return scheme.kind === 'per_unit' ? scheme.unitPrice : null;
}

type Fields = readonly (readonly [string, string])[];
type Filled = { fields: [string, string][]; errors: Record<string, string[]> };

/**
 * Fills lines that name a product and say nothing else yet, for who works without script or faster than it: the code, or the only
 * product the text fits. What fits several, or none, is told at the line with the codes to choose from.
 */
export async function fillProducts(fields: Fields, draft: For): Promise<Filled> {
  const lines = linesFrom(Object.fromEntries(fields)) as GridLine[];
  const result = new Map(fields.map(([name, text]) => [name, text]));
  const errors: Filled['errors'] = {};
  for (const [index, line] of lines.entries()) {
    const text = line.product?.trim() ?? '';
    if (text === '' || line.description?.trim()) continue;
    const offers = await offersFor(draft, text);
    const offer = matchOffer(offers, text);
    if (!offer) errors[`lines[${index}].product`] = [notOne(index, text, offersLike(offers, text))];
    else
      for (const [cell, value] of Object.entries(filledFrom(offer, line)))
        if (!(cell === 'unitPrice' && line.unitPrice?.trim())) result.set(`lines[${index}].${cell}`, value ?? '');
  }
  return { fields: [...result], errors };
}

function notOne(index: number, text: string, like: readonly LineOffer[]): string {
  const place = `Line ${index + 1}, product:`;
  if (like.length === 0)
    return `${place} nothing that is sold on the invoice date is called “${text}”. Check the code, or describe the line yourself.`;
  const codes = like.slice(0, NAMED_MAX).map((offer) => offer.code);
  const more = like.length > codes.length ? ' and more' : '';
  return `${place} “${text}” fits ${codes.join(', ')}${more}. Enter one of the codes.`;
}
