import { foreignText } from '#app/kernel/foreign-text.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type Result, refuse } from '#app/kernel/result.ts';
import {
  BANK_FILE_BYTES_MAX,
  type BankCsvMapping,
  type BankFile,
  type BankFileFault,
  type BankFormat,
  type CsvDateOrder,
  type DecimalSign,
} from '../types.ts';
import { gapsBetween } from './prove-statement.ts';
import { readBai2 } from './read-bai2.ts';
import { readBankCsv } from './read-bank-csv.ts';
import { readCamt } from './read-camt.ts';
import { readMt940 } from './read-mt940.ts';
import { readOfx } from './read-ofx.ts';

/** Said before such a file is read at all, by whoever knows its size. */
export const TOO_LARGE: BankFileFault = {
  ...{ code: 'too-large', line: 1, sentence: 'The file is larger than 32 MB. Ask the bank for it by the month.' },
};
/** An account of 10,000 lines a day in a month. */
const ENTRIES_MAX = 300_000;

/** What is known about the account a file is for. Only a spreadsheet needs it, and OFX that names no currency. */
export type BankFileWish = {
  readonly mapping?: BankCsvMapping;
  readonly currency?: Currency;
  /** Where a spreadsheet could be read in two ways and no mapping is remembered. */
  readonly dateOrder?: CsvDateOrder;
  readonly decimalSign?: DecimalSign;
};

/**
 * Reads any bank file we know, by what it holds and not by its name. Never throws: a file that cannot be read is refused in a
 * sentence with its line, a row that cannot be read is left out and named, and what does not add up is named too.
 */
export function readBankFile(bytes: Uint8Array, wish: BankFileWish = {}): Result<BankFile, BankFileFault> {
  const refused = (code: BankFileFault['code'], sentence: string) => refuse({ code, line: 1, sentence });
  if (bytes.byteLength > BANK_FILE_BYTES_MAX) return refuse(TOO_LARGE);
  const text = foreignText(bytes);
  if (text.trim() === '') return refused('empty', 'The file is empty.');
  if (text.startsWith('%PDF'))
    return refused('not-text', 'This is a PDF, which is for reading. Ask the bank for CAMT, MT940, BAI2, OFX or CSV.');
  if (text.includes('\u0000'))
    return refused('not-text', 'This is not a text file. Ask the bank for CAMT, MT940, BAI2, OFX or CSV.');
  const format = formatOf(text);
  if (holdsMore(text, ...PIECES[format]))
    return refused('too-large', 'The file holds more lines than we read at once. Ask the bank for it by the month.');
  const read = READERS[format](bytes, text, wish);
  if (!read.ok) return read;
  const count = read.value.statements.reduce((sum, { entries }) => sum + entries.length, 0);
  if (count > ENTRIES_MAX)
    return refused('too-large', `The file holds more than ${ENTRIES_MAX} lines. Ask the bank for it by the month.`);
  return {
    ok: true,
    value: { ...read.value, problems: [...read.value.problems, ...gapsBetween(read.value.statements)] },
  };
}

/** What a file of each format is counted by before it is read, so that one of millions is refused while that is cheap. */
const PIECES: Readonly<Record<BankFormat, readonly [mark: string, most: number]>> = {
  camt: ['<', 8_000_000],
  mt940: ['\n:', 700_000],
  bai2: ['\n', 1_000_000],
  ofx: ['<', 1_500_000],
  csv: ['\n', 1_000_000],
};

function holdsMore(text: string, mark: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

const READERS: Readonly<
  Record<BankFormat, (bytes: Uint8Array, text: string, wish: BankFileWish) => Result<BankFile, BankFileFault>>
> = {
  camt: (bytes) => readCamt(bytes),
  mt940: (_, text) => readMt940(text),
  bai2: (_, text) => readBai2(text),
  ofx: (_, text, { currency }) => readOfx(text, currency ?? null),
  csv: (_, text, { mapping, currency, dateOrder, decimalSign }) =>
    readBankCsv(text, { mapping: mapping ?? null, currency: currency ?? null, dateOrder, decimalSign }),
};

/** By the first thing in it that only this format has. A spreadsheet has no mark of its own and comes last. */
function formatOf(text: string): BankFormat {
  const head = text.slice(0, 4_000);
  if (/<OFX>/i.test(head) || /^\s*OFXHEADER:/.test(head)) return 'ofx';
  if (/^\s*\ufeff?\s*</.test(head)) return 'camt';
  if (/^\s*01,/.test(head)) return 'bai2';
  if (/(^|\n|\{4:)\s*:20:/.test(head)) return 'mt940';
  return 'csv';
}
