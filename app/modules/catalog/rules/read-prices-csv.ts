import { type CsvProblem, readCsv } from '#app/kernel/csv-records.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { readScheme, SCHEME_KINDS, type SchemeKind, type SchemeText } from './read-scheme.ts';

/** One row of a file of prices, read; list and product are still codes. */
export type PriceRow = {
  readonly row: number;
  readonly listCode: string;
  readonly productCode: string;
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
  readonly scheme: PriceScheme;
};

const COLUMNS = {
  required: ['price_list', 'product', 'valid_from'],
  optional: ['valid_to', 'kind', 'price', 'tiers', 'included', 'minimum'],
} as const;

/** The column a part of a price stands in. */
const COLUMN_OF: Record<string, string> = { amount: 'price', unitPrice: 'price', percent: 'price' };

/**
 * Reads a file of prices: `price_list` and `product` (codes), `valid_from` and `valid_to` (ISO dates, the second may be empty), `kind` (per_unit
 * where empty), `price` (of a unit, of a period, or the percentage), `tiers` as `100=10; 500=8; =5` (up to = price, with a flat amount `100=10+25`),
 * `included`, `minimum`. Each misfit is a problem with its row and column.
 */
export function readPricesCsv(content: Uint8Array): { prices: PriceRow[]; problems: CsvProblem[] } {
  const { rows, problems } = readCsv(content, COLUMNS);
  const prices: PriceRow[] = [];
  for (const { row, fields } of rows) {
    const before = problems.length;
    const wrong = (field: string, text: string) => problems.push({ row, field, text });
    const listCode = fields.price_list ?? '';
    const productCode = fields.product ?? '';
    if (!listCode) wrong('price_list', 'Name the price list by its code.');
    if (!productCode) wrong('product', 'Name the product by its code.');
    const validFromOn = readDay('valid_from', fields.valid_from ?? '', wrong);
    const validToOn = fields.valid_to ? readDay('valid_to', fields.valid_to, wrong) : null;
    if (validFromOn && validToOn && validToOn < validFromOn)
      wrong(
        'valid_to',
        `${validToOn} is before ${validFromOn}. The last day is the first or later; leave it empty for no end.`,
      );
    const scheme = readRowScheme(fields, wrong);
    if (problems.length === before && validFromOn && scheme)
      prices.push({ row, listCode, productCode, validFromOn, validToOn, scheme });
  }
  return { prices, problems: problems.sort((a, b) => a.row - b.row) };
}

type Wrong = (field: string, text: string) => void;

function readDay(field: string, text: string, wrong: Wrong): PlainDate | null {
  const day = parsePlainDate(text);
  if (day.ok) return day.value;
  wrong(
    field,
    text
      ? `“${text}” is not a date in the calendar. Write it as 2026-03-31.`
      : 'Write the first day the price holds, as 2026-03-31.',
  );
  return null;
}

function readRowScheme(fields: Readonly<Record<string, string>>, wrong: Wrong): PriceScheme | null {
  const kind = (fields.kind || 'per_unit').toLowerCase().replaceAll(/[\s-]+/g, '_');
  if (!SCHEME_KINDS.some((one) => one === kind)) {
    wrong('kind', `“${fields.kind}” is no kind of price. Use ${SCHEME_KINDS.join(', ')}.`);
    return null;
  }
  const tiers = readTierCell(fields.tiers ?? '', wrong);
  if (!tiers) return null;
  const text: SchemeText = {
    amount: fields.price,
    unitPrice: fields.price,
    percent: fields.price,
    included: fields.included,
    minimum: fields.minimum,
    tiers,
  };
  const stepped = kind === 'tiered' || kind === 'volume';
  if (!stepped && fields.tiers)
    wrong(
      'tiers',
      `A price of the kind ${kind} has no tiers. Leave this empty, or write tiered or volume as its kind.`,
    );
  if (stepped && fields.price)
    wrong('price', 'The prices of a price in tiers stand in the column tiers. Leave this empty.');
  const { scheme, problems } = readScheme(kind as SchemeKind, text);
  for (const problem of problems)
    wrong(problem.field.startsWith('tiers') ? 'tiers' : (COLUMN_OF[problem.field] ?? problem.field), problem.text);
  return scheme;
}

/** `100=10; 500=8+25; =5` as rows of a form; null when a part of it has no price sign. */
function readTierCell(cell: string, wrong: Wrong): NonNullable<SchemeText['tiers']> | null {
  const parts = cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const tiers: { upTo: string; unitPrice: string; flat: string }[] = [];
  for (const part of parts) {
    const [upTo, price, ...rest] = part.split('=');
    if (upTo === undefined || price === undefined || rest.length > 0) {
      wrong('tiers', `“${part}” is not a tier. Write each as up to=price, the last without an end: 100=10; 500=8; =5.`);
      return null;
    }
    const [unitPrice = '', flat = ''] = price.split('+');
    tiers.push({ upTo: upTo.trim(), unitPrice: unitPrice.trim(), flat: flat.trim() });
  }
  return tiers;
}
