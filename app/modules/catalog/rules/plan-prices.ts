import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { findOverlap } from './find-overlap.ts';
import type { PriceRow } from './read-prices-csv.ts';
import { sameScheme } from './same-scheme.ts';

type Version = {
  readonly priceListId: string;
  readonly productId: string;
  readonly versionNo: number;
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
  readonly scheme: PriceScheme;
  readonly withdrawn: boolean;
};

/** What stands already: lists and products the file names by code, and every version of their prices. */
export type PriceFacts = {
  readonly lists: readonly { id: string; code: string; name: string }[];
  readonly products: readonly { id: string; code: string; validFromOn: PlainDate; validToOn: PlainDate | null }[];
  readonly versions: readonly Version[];
};

export type PlannedPrice = Omit<Version, 'withdrawn'>;
type Plan = {
  rows: { price: PriceRow; isNew: boolean }[];
  fresh: PlannedPrice[];
  existed: number;
  problems: CsvProblem[];
};

/** Spans of one product in one list: of the list (row 0) and of the file. */
type Span = { versionNo: number | null; validFromOn: PlainDate; validToOn: PlainDate | null; row: number };
type Shelf = { spans: Span[]; standing: Version[]; nextNo: number };

/** What each row of a file would do: a new version, nothing because it stands already, or a problem at its row and column. */
export function planPrices(prices: readonly PriceRow[], facts: PriceFacts): Plan {
  const plan: Plan = { rows: [], fresh: [], existed: 0, problems: [] };
  const lists = new Map(facts.lists.map((list) => [list.code.toLowerCase(), list]));
  const products = new Map(facts.products.map((product) => [product.code.toLowerCase(), product]));
  const shelves = new Map<string, Shelf>();
  for (const version of facts.versions) stand(shelfOf(shelves, version), version);
  for (const price of prices) {
    const wrong = (field: string, text: string) => plan.problems.push({ row: price.row, field, text });
    const list = lists.get(price.listCode.toLowerCase());
    const product = products.get(price.productCode.toLowerCase());
    if (!list)
      wrong('price_list', `There is no price list ${price.listCode}. Correct the code, or add the list first.`);
    if (!product)
      wrong('product', `There is no product ${price.productCode}. Correct the code, or add the product first.`);
    if (!list || !product) continue;
    if (product.validToOn && price.validFromOn > product.validToOn) {
      wrong('valid_from', `${product.code} is sold until ${product.validToOn}. Sell it longer, or take this row out.`);
      continue;
    }
    const shelf = shelfOf(shelves, { priceListId: list.id, productId: product.id });
    if (shelf.standing.some((version) => isSame(version, price))) {
      plan.existed += 1;
      plan.rows.push({ price, isNew: false });
      continue;
    }
    const span = { versionNo: null, validFromOn: price.validFromOn, validToOn: price.validToOn, row: price.row };
    const overlap = findOverlap([...shelf.spans, span]);
    if (overlap) {
      const other = overlap.earlier.row === price.row ? overlap.later : overlap.earlier;
      wrong('valid_from', overlapText(product.code, list.code, span, other));
      continue;
    }
    shelf.spans.push(span);
    const { row: _row, listCode: _list, productCode: _product, ...terms } = price;
    plan.fresh.push({ ...terms, priceListId: list.id, productId: product.id, versionNo: shelf.nextNo });
    shelf.nextNo += 1;
    plan.rows.push({ price, isNew: true });
  }
  return plan;
}

function shelfOf(
  shelves: Map<string, Shelf>,
  { priceListId, productId }: { priceListId: string; productId: string },
): Shelf {
  const key = `${priceListId} ${productId}`;
  const found = shelves.get(key) ?? { spans: [], standing: [], nextNo: 1 };
  shelves.set(key, found);
  return found;
}

/** A withdrawn version holds on no day; its number is not given again. */
function stand(shelf: Shelf, version: Version): void {
  shelf.nextNo = Math.max(shelf.nextNo, version.versionNo + 1);
  if (version.withdrawn) return;
  shelf.standing.push(version);
  shelf.spans.push({
    versionNo: version.versionNo,
    validFromOn: version.validFromOn,
    validToOn: version.validToOn,
    row: 0,
  });
}

const isSame = (version: Version, price: PriceRow): boolean =>
  version.validFromOn === price.validFromOn &&
  version.validToOn === price.validToOn &&
  sameScheme(version.scheme, price.scheme);

const daysText = ({ validFromOn, validToOn }: Span): string =>
  validToOn ? `${validFromOn} to ${validToOn}` : `${validFromOn} on, without an end`;

function overlapText(product: string, list: string, span: Span, other: Span): string {
  const name = other.row > 0 ? `the price in row ${other.row}` : `version ${other.versionNo}`;
  return `${product} in ${list} would have two prices on one day: this one (${daysText(span)}) and ${name} (${daysText(other)}). Begin or end one of them on another day.`;
}
