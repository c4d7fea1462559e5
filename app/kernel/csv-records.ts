/** One record of a file. Rows count as a spreadsheet shows them: the heads are row 1, blank rows count. */
export type CsvRow = { readonly row: number; readonly fields: Readonly<Record<string, string>> };

/** What is wrong in one place of a file and what to do about it. Row 0 means the file as a whole. */
export type CsvProblem = { readonly row: number; readonly field: string; readonly text: string };

export type CsvColumns = { readonly required: readonly string[]; readonly optional: readonly string[] };

export const CSV_ROWS_MAX = 50_000;
export const CELL_CHARACTERS_MAX = 10_000;
const PROBLEMS_MAX = 200;
const SEPARATORS = [',', ';', '\t'] as const;
// Line feeds may stand inside quotes; every other control character hides something.
export const CONTROL = /(?!\n)\p{Cc}/u;

/**
 * Reads a file with a head row (RFC 4180: comma, semicolon or tab, quotes doubled inside quotes, CRLF or LF). Heads are
 * matched without regard to case, spaces and dashes. Each misfit is a problem with its row; a broken quote ends the
 * reading, because nothing after it can be trusted. At most 50,000 rows.
 */
export function readCsv(bytes: Uint8Array, columns: CsvColumns): { rows: CsvRow[]; problems: CsvProblem[] } {
  const text = decode(bytes);
  if (text === null)
    return wrong('This file is not UTF-8 text. In the spreadsheet, save it as “CSV UTF-8” and choose it again.');
  const { records, broken } = splitRecords(text);
  const problems: CsvProblem[] = broken ? [broken] : [];
  const head = records[0];
  if (!head || head.every((cell) => cell.trim() === ''))
    return wrong('This file has no head row. The first row names the columns: '.concat(names(columns), '.'));
  const heads = head.map(headName);
  problems.push(...headProblems(heads, head, columns));
  if (records.length - 1 > CSV_ROWS_MAX)
    problems.push({
      row: 0,
      field: '',
      text: `This file has more than ${CSV_ROWS_MAX} rows. Split it and import the parts.`,
    });
  if (problems.length > 0) return { rows: [], problems };

  const rows: CsvRow[] = [];
  for (const [index, cells] of records.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === '')) continue;
    const row = index + 1;
    const found = cellProblems(row, cells, heads);
    problems.push(...found);
    if (problems.length > PROBLEMS_MAX) break;
    if (found.length > 0) continue;
    rows.push({
      row,
      fields: Object.fromEntries(heads.map((name, at) => [name, (cells[at] ?? '').normalize('NFC').trim()])),
    });
  }
  if (rows.length === 0 && problems.length === 0) return wrong('This file has a head row and nothing below it.');
  return { rows, problems };
}

const wrong = (text: string): { rows: CsvRow[]; problems: CsvProblem[] } => ({
  rows: [],
  problems: [{ row: 0, field: '', text }],
});

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** How a head is compared: case, spaces and dashes do not count. */
export const headName = (cell: string): string =>
  cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

const names = ({ required, optional }: CsvColumns): string => [...required, ...optional].join(', ');

function headProblems(heads: string[], shown: string[], columns: CsvColumns): CsvProblem[] {
  const known = [...columns.required, ...columns.optional];
  const problem = (field: string, text: string): CsvProblem => ({ row: 1, field, text });
  return [
    ...columns.required
      .filter((name) => !heads.includes(name))
      .map((name) => problem(name, `The column “${name}” is missing. Add it; the columns are ${names(columns)}.`)),
    ...heads
      .filter((name, at) => !known.includes(name) && shown[at] !== undefined)
      .map((name) =>
        problem(
          name,
          `We do not know the column “${name}”. Rename it or remove it; the columns are ${names(columns)}.`,
        ),
      ),
    ...heads
      .filter((name, at) => heads.indexOf(name) !== at)
      .map((name) => problem(name, `The column “${name}” is there twice. Remove one.`)),
  ].slice(0, PROBLEMS_MAX);
}

function cellProblems(row: number, cells: string[], heads: string[]): CsvProblem[] {
  if (cells.length !== heads.length) {
    const text = `This row has ${cells.length} cells and the head row ${heads.length}. Put text that holds a comma in quotes.`;
    return [{ row, field: '', text }];
  }
  return cells.flatMap((cell, at) => {
    const field = heads[at]!;
    if (CONTROL.test(cell)) return [{ row, field, text: 'Remove the hidden control characters.' }];
    if (cell.length > CELL_CHARACTERS_MAX)
      return [{ row, field, text: `Use ${CELL_CHARACTERS_MAX} characters or fewer.` }];
    return [];
  });
}

/** Comma, semicolon or tab, whichever the head row uses most. */
export function separatorOf(text: string): string {
  const head = text.slice(0, text.search(/\r|\n|$/));
  const counts = SEPARATORS.map((mark) => head.split(mark).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

/** Splits text into records and cells; stops at a quote that is broken and says in which row. */
export function splitRecords(
  text: string,
  separator = separatorOf(text),
): { records: string[][]; broken: CsvProblem | null } {
  const records: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  const broken = (problem: string) => ({ records, broken: { row: records.length + 1, field: '', text: problem } });
  while (at < text.length) {
    const quoted = text[at] === '"';
    const cell = quoted ? quotedCell(text, at + 1) : plainCell(text, at, separator);
    if (!cell)
      return broken('A quote is opened here and never closed. Close it, or remove it; nothing after it could be read.');
    cells.push(cell.value);
    at = cell.end;
    const next = text[at];
    if (next === separator) {
      at += 1;
      if (at === text.length) cells.push('');
      continue;
    }
    if (next !== undefined && next !== '\r' && next !== '\n')
      return broken('There is text after a closing quote. Double a quote that stands inside quoted text ("").');
    at += next === '\r' && text[at + 1] === '\n' ? 2 : 1;
    records.push(cells);
    cells = [];
    if (records.length > CSV_ROWS_MAX + 1) return { records, broken: null };
  }
  if (cells.length > 0) records.push(cells);
  return { records, broken: null };
}

/** The text between quotes; doubled quotes stand for one. Null when the quote is never closed. */
export function quotedCell(text: string, from: number): { value: string; end: number } | null {
  let at = from;
  let value = '';
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return null;
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return { value: value.replaceAll('\r\n', '\n'), end: close + 1 };
    value += '"';
    at = close + 2;
  }
}

export function plainCell(text: string, from: number, separator: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(from, end), end };
}
