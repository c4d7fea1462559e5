import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parseDateText } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type {
  AdviceCell,
  AdviceFault,
  AdviceFormat,
  AdviceProblem,
  AdviceRow,
  AdviceWish,
  DecimalSign,
} from '../types.ts';
import { type AdviceColumn, type AdviceHeads, findHeads } from './advice-heads.ts';
import { decimalSignOf, readAmountText, shownText } from './read-amount-text.ts';
import { type AdviceParts, TOTAL_WORD } from './whole-advice.ts';

/** A row of a table with the line, or the row of the sheet, it stands on. */
export type TableRow = { readonly line: number; readonly cells: readonly AdviceCell[] };
export const ADVICE_ROWS_MAX = 5_000;

const AMOUNTS = ['paid', 'gross', 'discount', 'withheld', 'deducted'] as const;
type Amount = (typeof AMOUNTS)[number];

/**
 * A table with a head row that names the number and an amount. What stands above the head is left alone. Null where no row
 * is such a head; a fault where the amounts could be read in two ways and nobody said which.
 */
export function readAdviceTable(
  table: readonly TableRow[],
  format: AdviceFormat,
  wish: AdviceWish,
): Result<AdviceParts, AdviceFault> | null {
  const at = table.slice(0, 40).findIndex(({ cells }) => findHeads(cells.map(textOf)) !== null);
  if (at < 0) return null;
  const heads = findHeads(table[at]!.cells.map(textOf))!;
  const rows = table.slice(at + 1).filter(({ cells }) => cells.some((cell) => textOf(cell) !== ''));
  if (rows.length > ADVICE_ROWS_MAX)
    return refuse({
      code: 'too-large',
      line: table[at]!.line,
      sentence: `The advice has more than ${ADVICE_ROWS_MAX} rows.`,
    });
  const texts = rows.flatMap(({ cells }) =>
    AMOUNTS.map((column) => cellAt(cells, heads, column)).filter((cell): cell is string => typeof cell === 'string'),
  );
  const sign = wish.decimalSign ?? decimalSignOf(texts);
  if (sign === null) return refuse({ code: 'two-ways', line: table[at]!.line, sentence: TWO_WAYS });
  const own = currencyOf(rows, heads);
  if (own === 'several')
    return refuse({
      code: 'columns',
      line: table[at]!.line,
      sentence: 'The rows are in several currencies. Make one advice of each.',
    });
  const reading: Reading = { heads, sign, currency: own ?? wish.currency, problems: [] };
  return ok(partsOf(rows, format, reading));
}

/** Said where a lone sign before three digits could be either. */
export const TWO_WAYS =
  'The amounts could be read in two ways: the sign before three digits groups thousands or stands before decimals. Say which.';

type Reading = { heads: AdviceHeads; sign: DecimalSign; currency: Currency; problems: AdviceProblem[] };

function partsOf(rows: readonly TableRow[], format: AdviceFormat, reading: Reading): AdviceParts {
  const read: AdviceRow[] = [];
  let statedMinor: bigint | null = null;
  let paidOn: PlainDate | null = null;
  for (const row of rows) {
    const amounts = amountsOf(row, reading);
    if (!amounts) continue;
    if (isTotal(row, reading.heads)) {
      statedMinor = amounts.paid ?? amounts.gross ?? statedMinor;
      continue;
    }
    const one = rowOf(row, amounts, reading);
    if (one) read.push(one);
    paidOn ??= dayOf(textOf(cellAt(row.cells, reading.heads, 'paidOn') ?? ''));
  }
  return {
    format,
    reference: '',
    currency: reading.currency,
    paidOn,
    statedMinor,
    rows: read,
    problems: reading.problems,
  };
}

const textOf = (cell: AdviceCell): string => (typeof cell === 'string' ? cell : cell.decimal).trim();

function cellAt(cells: readonly AdviceCell[], heads: AdviceHeads, column: AdviceColumn): AdviceCell | undefined {
  const at = heads[column];
  return at === undefined ? undefined : cells[at];
}

function currencyOf(rows: readonly TableRow[], heads: AdviceHeads): Currency | 'several' | null {
  const named = rows.map(({ cells }) => textOf(cellAt(cells, heads, 'currency') ?? '').toUpperCase());
  const codes = new Set(named.flatMap((text) => parseCurrency(text) ?? []));
  return codes.size > 1 ? 'several' : ([...codes][0] ?? null);
}

/** A row that calls itself a total, or one at whose number nothing stands while a cell says so. */
const isTotal = ({ cells }: TableRow, heads: AdviceHeads): boolean => {
  const first = cells.map(textOf).find((text) => text !== '') ?? '';
  return TOTAL_WORD.test(first) || TOTAL_WORD.test(textOf(cellAt(cells, heads, 'number') ?? ''));
};

/** Every amount of the row; null where one cannot be read, which is then said, or where the row has none at all. */
function amountsOf(
  row: TableRow,
  { heads, sign, currency, problems }: Reading,
): Partial<Record<Amount, bigint>> | null {
  const amounts: Partial<Record<Amount, bigint>> = {};
  for (const column of AMOUNTS) {
    const cell = cellAt(row.cells, heads, column);
    if (cell === undefined || /^[-–—]?$/.test(textOf(cell))) continue;
    const minor = readAmountText(cell, currency, sign);
    if (!minor.ok) {
      problems.push({ line: row.line, weight: 'refused', code: 'amount', sentence: minor.refusal });
      return null;
    }
    amounts[column] = minor.value;
  }
  if (amounts.paid !== undefined || amounts.gross !== undefined) return amounts;
  const sentence = `“${shownText(row.cells.map(textOf).join(' '))}” has no amount.`;
  problems.push({ line: row.line, weight: 'refused', code: 'amount', sentence });
  return null;
}

function rowOf(
  row: TableRow,
  amounts: Partial<Record<Amount, bigint>>,
  { heads, problems }: Reading,
): AdviceRow | null {
  const number = textOf(cellAt(row.cells, heads, 'number') ?? '').slice(0, 80);
  if (number === '') {
    const sentence = 'An amount stands here without the number it is for.';
    problems.push({ line: row.line, weight: 'refused', code: 'no-number', sentence });
    return null;
  }
  const [discountMinor, withheldMinor, deductedMinor] = [amounts.discount, amounts.withheld, amounts.deducted].map(
    size,
  );
  const off = discountMinor! + withheldMinor! + deductedMinor!;
  return {
    ...{ line: row.line, number, grossMinor: amounts.gross ?? null, paidMinor: amounts.paid ?? amounts.gross! - off },
    ...{ discountMinor: discountMinor!, withheldMinor: withheldMinor!, deductedMinor: deductedMinor! },
    reason: textOf(cellAt(row.cells, heads, 'reason') ?? '').slice(0, 200),
  };
}

/** Some write what they took off with a minus. */
const size = (minor: bigint | undefined): bigint => (minor === undefined ? 0n : minor < 0n ? -minor : minor);

/** A day that has one reading only; it is a help, never a posting's day. */
export function dayOf(text: string): PlainDate | null {
  const read = (['ymd', 'dmy', 'mdy'] as const).flatMap((order) => {
    const day = parseDateText(text, order);
    return day.ok ? [day.value] : [];
  });
  return new Set(read).size === 1 ? read[0]! : null;
}
