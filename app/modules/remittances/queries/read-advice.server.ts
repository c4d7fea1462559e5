import { splitRecords } from '#app/kernel/csv-records.ts';
import { foreignText } from '#app/kernel/foreign-text.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { readXlsx } from '#app/platform/spreadsheet/read-xlsx.server.ts';
import { ADVICE_ROWS_MAX, readAdviceTable } from '../rules/read-advice-table.ts';
import { readAdviceText } from '../rules/read-advice-text.ts';
import { readAdviceUbl } from '../rules/read-advice-ubl.ts';
import { type AdviceParts, wholeAdvice } from '../rules/whole-advice.ts';
import type { Advice, AdviceFault, AdviceWish } from '../types.ts';

const ADVICE_BYTES_MAX = 4 * 1024 * 1024;
/** Far beyond the rows an advice may have; reading is done while somebody waits. */
const TABLE_LENGTH_MAX = 1024 * 1024;
const TEXT_LENGTH_MAX = 300 * 1024;

/**
 * Reads what a customer says a payment covers, by what the file holds and not by its name: UBL RemittanceAdvice, an Excel
 * workbook, CSV, or a text. Reads no database. Never throws: what cannot be read is refused in a sentence, a row that
 * cannot be read is left out and named, and what does not add up is named too.
 */
export function readAdvice(bytes: Uint8Array, wish: AdviceWish): Result<Advice, AdviceFault> {
  const no = (code: AdviceFault['code'], sentence: string) => refuse({ code, line: 1, sentence });
  if (bytes.byteLength > ADVICE_BYTES_MAX)
    return no('too-large', 'The file is larger than 4 MB. Paste the rows that matter.');
  if (bytes.byteLength === 0) return no('empty', 'There is nothing in it.');
  const read = isZip(bytes) ? fromWorkbook(bytes, wish) : fromText(bytes, wish);
  if (!read.ok) return read;
  if (read.value.rows.length > ADVICE_ROWS_MAX)
    return no('too-large', `The advice has more than ${ADVICE_ROWS_MAX} rows. Take it in parts.`);
  if (read.value.rows.length === 0) {
    const first = read.value.problems[0];
    return refuse({
      code: 'no-rows',
      line: first?.line ?? 1,
      sentence: `${NO_ROWS}${first ? ` ${first.sentence}` : ''}`,
    });
  }
  return ok(wholeAdvice(read.value));
}

const NO_ROWS = 'No line names a number and what was paid for it.';
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

function fromWorkbook(bytes: Uint8Array, wish: AdviceWish): Result<AdviceParts, AdviceFault> {
  const sheets = readXlsx(bytes);
  if (!sheets.ok) return refuse({ code: 'broken', line: 1, sentence: sheets.refusal });
  for (const { rows } of sheets.value) {
    const read = readAdviceTable(rows, 'xlsx', wish);
    if (read) return read;
  }
  const sentence = 'No row of the workbook heads a column for the number and one for the amount paid.';
  return refuse({ code: 'columns', line: 1, sentence });
}

function fromText(bytes: Uint8Array, wish: AdviceWish): Result<AdviceParts, AdviceFault> {
  const text = foreignText(bytes);
  if (text.includes('\u0000') || text.startsWith('%PDF'))
    return refuse({
      code: 'not-text',
      line: 1,
      sentence: 'This is neither a text, a spreadsheet nor UBL. Paste the rows of it instead.',
    });
  if (text.trim() === '') return refuse({ code: 'empty', line: 1, sentence: 'There is nothing in it.' });
  if (/^\s*\ufeff?\s*<(\?xml|!|[A-Za-z])/.test(text)) return readAdviceUbl(bytes, wish);
  const tooLong = {
    code: 'too-large' as const,
    line: 1,
    sentence: 'This is too much text. Paste the rows that matter.',
  };
  if (text.length > TABLE_LENGTH_MAX) return refuse(tooLong);
  for (const separator of [';', '\t', ','] as const) {
    const { records, broken } = splitRecords(text, separator);
    if (broken) continue;
    const rows = records.map((cells, index) => ({ line: index + 1, cells: cells.map((cell) => cell.trim()) }));
    const read = readAdviceTable(rows, 'csv', wish);
    if (read) return read;
  }
  return text.length > TEXT_LENGTH_MAX ? refuse(tooLong) : readAdviceText(text, wish);
}
