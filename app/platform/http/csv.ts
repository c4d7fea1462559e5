import { type Currency, type Money, minorToDecimal } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/**
 * One column of an export. `text` is guarded against spreadsheets that run what they open; the other kinds are typed
 * data and stay as they are, so that -12.50 remains a number.
 */
export type CsvColumn<Row> =
  | { head: string; kind: 'text'; value: (row: Row) => string | null | undefined }
  | { head: string; kind: 'date'; value: (row: Row) => PlainDate | null | undefined }
  | { head: string; kind: 'money'; value: (row: Row) => Money | null | undefined }
  | { head: string; kind: 'integer'; value: (row: Row) => number | bigint | null | undefined }
  | { head: string; kind: 'decimal'; value: (row: Row) => string | null | undefined };

// What spreadsheets take for the start of a formula, and the full-width forms they fold to the same.
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;
const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** A text cell that no spreadsheet takes for a formula. */
export const guardText = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);

function cell<Row>(column: CsvColumn<Row>, row: Row): string {
  switch (column.kind) {
    case 'text':
      return guardText(column.value(row) ?? '');
    case 'date':
      return column.value(row) ?? '';
    case 'money': {
      const amount = column.value(row);
      return amount ? minorToDecimal(amount.minor, amount.currency as Currency) : '';
    }
    case 'integer':
      return column.value(row)?.toString() ?? '';
    case 'decimal': {
      const text = column.value(row) ?? '';
      // A decimal that is none would go out unguarded.
      return text === '' || PLAIN_DECIMAL.test(text) ? text : guardText(text);
    }
  }
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** RFC 4180 lines with CRLF: text always quoted, figures bare. The byte order mark tells spreadsheets it is UTF-8. */
export function csvText<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  return [...csvLines(columns, rows)].join('');
}

/** The same line by line, so that a long export is never held whole. The first piece carries the byte order mark. */
export function* csvLines<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): Generator<string> {
  yield `\uFEFF${columns.map((column) => quote(column.head)).join(',')}\r\n`;
  for (const row of rows) yield csvLine(columns, row);
}

/** One line with its CRLF. */
export function csvLine<Row>(columns: readonly CsvColumn<Row>[], row: Row): string {
  const cells = columns.map((column) => {
    const text = cell(column, row);
    return column.kind === 'text' && text !== '' ? quote(text) : text;
  });
  return `${cells.join(',')}\r\n`;
}
