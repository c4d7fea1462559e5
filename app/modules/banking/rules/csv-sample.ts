import { splitRecords } from '#app/kernel/csv-records.ts';
import { foreignText } from '#app/kernel/foreign-text.ts';
import { currency, minorToDecimal } from '#app/kernel/money.ts';
import { type PlainDate, parseDateText } from '#app/kernel/plain-date.ts';
import type { BankCsvMapping, CsvDateOrder, DecimalSign } from '../types.ts';
import { columnsOf } from './guess-bank-csv.ts';
import { readBankAmount } from './read-amount.ts';
import { separatorOf } from './read-bank-csv.ts';

const BYTES_READ = 64 * 1024;
const ROWS = 6;
const HEAD_AMONG = 30;
const HEADS_MAX = 60;
/** Only to show how an amount reads: one with two decimals, as most have. */
const SAMPLE_CURRENCY = currency('EUR');
const ORDERS = ['ymd', 'dmy', 'mdy'] as const satisfies readonly CsvDateOrder[];

/** The first rows of a spreadsheet, for a person who says what its columns are. */
export type CsvSample = {
  readonly separator: BankCsvMapping['separator'];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What its heads suggest; nothing where they say nothing. */
  readonly suggested: Partial<BankCsvMapping>;
  /** One of its days read in each order, null where it is no day; one of its amounts. */
  readonly day: { readonly text: string; readonly orders: Readonly<Record<CsvDateOrder, PlainDate | null>> } | null;
  readonly amount: { readonly text: string; readonly signs: Readonly<Record<DecimalSign, string | null>> } | null;
};

/** The head row and the first rows of a spreadsheet: the head is the first row with about the most filled cells. Null where no row has two. */
export function csvSample(bytes: Uint8Array, wished?: BankCsvMapping['separator']): CsvSample | null {
  // A text cut in the middle of a letter would be read as another encoding.
  const text = foreignText(
    bytes.byteLength > BYTES_READ ? bytes.slice(0, bytes.lastIndexOf(0x0a, BYTES_READ) + 1) : bytes,
  );
  const separator = wished ?? separatorOf(text);
  const { records } = splitRecords(text, separator);
  const filled = (cells: readonly string[]) => new Set(cells.filter((cell) => cell.trim() !== '')).size;
  const most = Math.max(0, ...records.slice(0, HEAD_AMONG).map(filled));
  const headAt = records.slice(0, HEAD_AMONG).findIndex((cells) => filled(cells) >= Math.max(2, most - 2));
  const heads = [...new Set(records[headAt]?.filter((cell) => cell.trim() !== ''))].slice(0, HEADS_MAX);
  if (most < 2 || heads.length < 2) return null;
  const below = records.slice(headAt + 1).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const rows = below.map((cells) => heads.map((head) => (cells[records[headAt]!.indexOf(head)] ?? '').slice(0, 80)));
  const cells = rows.flat().filter((cell) => cell.trim() !== '');
  return {
    ...{ separator, heads, rows: rows.slice(0, ROWS), suggested: suggestedFor(heads), day: dayAmong(cells) },
    amount: amountAmong(cells),
  };
}

function suggestedFor(heads: readonly string[]): Partial<BankCsvMapping> {
  const { bookedOn, valueOn, amount, debit, credit, text, partyName, reference, currency, balance } = columnsOf(heads);
  const twoColumns = debit !== undefined && credit !== undefined ? { amount: { debit, credit } } : {};
  return {
    ...(bookedOn === undefined ? {} : { bookedOn }),
    ...(amount === undefined ? twoColumns : { amount: { signed: amount } }),
    ...{ text: text === undefined ? [] : [text], valueOn: valueOn ?? null, partyName: partyName ?? null },
    ...{ reference: reference ?? null, currency: currency ?? null, balance: balance ?? null },
  };
}

/** An amount with two decimals or groups of three, so that the sign makes a difference; as it reads with each sign. */
function amountAmong(cells: readonly string[]): CsvSample['amount'] {
  const text = cells.find((cell) => /^[-+]?[\d.,\s]*\d[.,]\d{2,3}$/.test(cell.trim()))?.trim();
  if (text === undefined) return null;
  const as = (sign: DecimalSign) => {
    const read = readBankAmount(text, SAMPLE_CURRENCY, sign);
    return read.ok ? minorToDecimal(read.value, SAMPLE_CURRENCY) : null;
  };
  return { text, signs: { '.': as('.'), ',': as(',') } };
}

/** The day that says most about its order: one that reads in one way only, else the first. */
function dayAmong(cells: readonly string[]): CsvSample['day'] {
  const days = cells.flatMap((text) => {
    const read = ORDERS.map((order) => {
      const day = parseDateText(text, order);
      return [order, day.ok ? day.value : null] as const;
    });
    const ways = new Set(read.map(([, day]) => day).filter((day) => day !== null)).size;
    return ways === 0
      ? []
      : [{ ways, text, orders: Object.fromEntries(read) as NonNullable<CsvSample['day']>['orders'] }];
  });
  const told = days.find(({ ways }) => ways === 1) ?? days[0];
  return told ? { text: told.text, orders: told.orders } : null;
}
