import type { LineText } from '../types.ts';

/** A line of the grid as it stands: what is posted, and the product it was begun with. */
export type GridLine = Partial<LineText> & { product?: string };
export type GridCell = keyof LineText | 'product';

/** What a product puts into a line. `unitPrice` is empty where the price depends on the quantity. */
export type LineOffer = {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly taxCode: string;
  readonly accountCode: string;
  /** The price and where it is from: `42.00 per t, CON-00001`. */
  readonly priceWords: string;
};

/** The cells in the order in which the keys go through them and a pasted row fills them. */
export const COLUMNS: readonly GridCell[] = [
  'product',
  'description',
  'quantity',
  'unit',
  'unitPrice',
  'taxCode',
  'accountCode',
];

const folded = (text: string): string => text.trim().toLowerCase();

/** The one product a text names: its code, or else the only one whose code or name holds it. */
export function matchOffer(offers: readonly LineOffer[], text: string): LineOffer | null {
  const wanted = folded(text);
  if (wanted === '') return null;
  const exact = offers.find((offer) => folded(offer.code) === wanted);
  if (exact) return exact;
  const [only, ...others] = offersLike(offers, text);
  return others.length === 0 ? (only ?? null) : null;
}

/** Products whose code or name holds a text. */
export const offersLike = (offers: readonly LineOffer[], text: string): LineOffer[] =>
  offers.filter((offer) => folded(offer.code).includes(folded(text)) || folded(offer.name).includes(folded(text)));

/** A line begun with a product; a quantity that was typed stays. */
export const filledFrom = (offer: LineOffer, line: GridLine): GridLine => ({
  ...line,
  product: offer.code,
  description: offer.description,
  unit: offer.unit,
  unitPrice: offer.unitPrice,
  taxCode: offer.taxCode,
  accountCode: offer.accountCode,
});

/** The row one up or down; at the edge nothing moves. */
export function moveRow(rows: readonly GridLine[], index: number, by: -1 | 1): GridLine[] {
  const to = index + by;
  const [moved, other] = [rows[index], rows[to]];
  if (!moved || !other) return [...rows];
  return rows.map((row, place) => (place === index ? other : place === to ? moved : row));
}

/** The row takes what stands above it. */
export const copyAbove = (rows: readonly GridLine[], index: number): GridLine[] =>
  rows.map((row, place) => (place === index && index > 0 ? { ...rows[index - 1] } : row));

type Pasted = {
  rows: readonly GridLine[];
  row: number;
  cell: GridCell;
  text: string;
  offers: readonly LineOffer[];
  /** Codes a cell may hold, with the words they are shown by. */
  choices: Partial<Record<GridCell, readonly { code: string; name: string }[]>>;
  rowsMax: number;
};

/** Whether text from the clipboard is cells of a spreadsheet and not one cell's text. */
export const isTable = (text: string): boolean => /\t/.test(text) || /\n./.test(text.trim());

/**
 * Rows and columns of a spreadsheet (tab-separated), laid over the grid from the cell the cursor is in. A product named by its code fills
 * its line; tax and revenue are taken by code or name and left alone where nothing fits.
 */
export function pasteRows({ rows, row, cell, text, offers, choices, rowsMax }: Pasted): GridLine[] {
  const table = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t'));
  const first = Math.max(0, COLUMNS.indexOf(cell));
  const result = [...rows];
  for (const [down, cells] of table.entries()) {
    const at = row + down;
    if (at >= rowsMax) break;
    let line: GridLine = { ...result[at] };
    for (const [along, value] of cells.entries()) {
      const column = COLUMNS[first + along];
      if (column !== undefined) line = withCell(line, column, value.trim(), { offers, choices });
    }
    result[at] = line;
  }
  return Array.from(result, (line) => line ?? {});
}

function withCell(
  line: GridLine,
  column: GridCell,
  value: string,
  known: Pick<Pasted, 'offers' | 'choices'>,
): GridLine {
  if (column === 'product') {
    const offer = matchOffer(known.offers, value);
    return offer ? filledFrom(offer, line) : { ...line, product: value };
  }
  const list = known.choices[column];
  if (!list) return value === '' ? line : { ...line, [column]: value };
  const choice = list.find(({ code, name }) => folded(code) === folded(value) || folded(name) === folded(value));
  return choice ? { ...line, [column]: choice.code } : line;
}
