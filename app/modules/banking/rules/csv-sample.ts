import { splitRecords } from '#app/kernel/csv-records.ts';
import type { BankCsvMapping } from '../types.ts';
import { separatorOf } from './read-bank-csv.ts';
import { textOf } from './read-bank-file.ts';

export type CsvSample = {
  readonly separator: BankCsvMapping['separator'];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const BYTES_READ = 64 * 1024;
const ROWS = 6;
const HEAD_AMONG = 30;

/** The head row and the first rows of a spreadsheet: the head is the first row with the most filled cells. Null where no row has two. */
export function csvSample(bytes: Uint8Array, wished?: BankCsvMapping['separator']): CsvSample | null {
  // A text cut in the middle of a letter would be read as another encoding.
  const text = textOf(bytes.byteLength > BYTES_READ ? bytes.slice(0, bytes.lastIndexOf(0x0a, BYTES_READ) + 1) : bytes);
  const separator = wished ?? separatorOf(text);
  const { records } = splitRecords(text, separator);
  const filled = (cells: readonly string[]) => new Set(cells.filter((cell) => cell.trim() !== '')).size;
  const most = Math.max(0, ...records.slice(0, HEAD_AMONG).map(filled));
  const headAt = records.slice(0, HEAD_AMONG).findIndex((cells) => filled(cells) >= Math.max(2, most - 2));
  const heads = records[headAt];
  if (!heads || most < 2) return null;
  const rows = records.slice(headAt + 1).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  return { separator, heads, rows: rows.slice(0, ROWS) };
}
