import {
  CELL_CHARACTERS_MAX,
  CONTROL,
  type CsvProblem,
  headName,
  plainCell,
  quotedCell,
  separatorOf,
} from './csv-records.ts';

/** A record before its cells have names. Rows count as a spreadsheet shows them: the heads are row 1, blank rows count. */
export type CsvRecord = { readonly row: number; readonly cells: readonly string[] };
/** Some records of a file; `broken` is the last thing that is said, because nothing after it can be read. */
export type CsvPart = {
  readonly heads: readonly string[];
  readonly records: readonly CsvRecord[];
  readonly broken: CsvProblem | null;
};

const RECORD_CHARACTERS_MAX = 200_000;
const NOT_TEXT = 'This file is not UTF-8 text. In the spreadsheet, save it as “CSV UTF-8” and choose it again.';
const NEVER_CLOSED = 'A quote is opened here and never closed. Close it, or remove it; nothing after it could be read.';
const AFTER_QUOTE = 'There is text after a closing quote. Double a quote that stands inside quoted text ("").';
const NO_HEADS = 'This file has no head row. The first row names the columns.';

/**
 * Reads a file of any length part by part, at most `size` records each, and keeps no more than that in memory. The same
 * dialect as readCsv: RFC 4180 with comma, semicolon or tab. Heads come as `headName` makes them, cells trimmed and in NFC.
 */
export async function* readCsvParts(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<CsvPart> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = new RecordReader();
  let records: CsvRecord[] = [];
  const part = (): CsvPart => ({ heads: reader.heads ?? [], records, broken: reader.broken });
  try {
    for await (const bytes of source) {
      for (const record of reader.take(decoder.decode(bytes, { stream: true }), false)) {
        records.push(record);
        if (records.length < size) continue;
        yield part();
        records = [];
      }
      if (reader.broken) break;
    }
    if (!reader.broken)
      for (const record of reader.take(decoder.decode(), true)) {
        records.push(record);
        if (records.length < size) continue;
        yield part();
        records = [];
      }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    reader.broken = { row: 0, field: '', text: NOT_TEXT };
  }
  if (!reader.broken && reader.heads === null) reader.broken = { row: 0, field: '', text: NO_HEADS };
  yield part();
}

/** Text goes in as it arrives, whole records come out; what is cut off waits for the rest. */
class RecordReader {
  heads: string[] | null = null;
  broken: CsvProblem | null = null;
  private rest = '';
  private row = 0;
  private separator = ',';

  *take(text: string, isLast: boolean): Generator<CsvRecord> {
    this.rest += text;
    let at = 0;
    while (at < this.rest.length && !this.broken) {
      if (this.heads === null && !isLast && !/[\r\n]/.test(this.rest)) break;
      if (this.heads === null) this.separator = separatorOf(this.rest);
      const found = this.record(at, isLast);
      if (found === null) break;
      at = found.end;
      this.row += 1;
      const cells = found.cells.map((cell) => cell.normalize('NFC').trim());
      if (this.heads === null) this.heads = cells.map(headName);
      else if (cells.some((cell) => cell !== '')) yield { row: this.row, cells };
    }
    this.rest = this.rest.slice(at);
    if (this.rest.length > RECORD_CHARACTERS_MAX) this.fail(NEVER_CLOSED);
  }

  /** The record that begins here, or null when it has not arrived whole. */
  private record(from: number, isLast: boolean): { cells: string[]; end: number } | null {
    const text = this.rest;
    const cells: string[] = [];
    let at = from;
    for (;;) {
      const quoted = text[at] === '"';
      const cell = quoted ? quotedCell(text, at + 1) : plainCell(text, at, this.separator);
      if (!cell) {
        if (isLast) this.fail(NEVER_CLOSED);
        return null;
      }
      // A quote or a line end at the very end may go on in what has not arrived.
      if (cell.end >= text.length - 1 && !isLast && text[cell.end] !== '\n') return null;
      cells.push(cell.value);
      at = cell.end;
      const next = text[at];
      if (next === this.separator) at += 1;
      else if (next === undefined || next === '\n' || next === '\r') {
        return { cells, end: next === undefined ? at : at + (next === '\r' && text[at + 1] === '\n' ? 2 : 1) };
      } else {
        this.fail(AFTER_QUOTE);
        return null;
      }
    }
  }

  private fail(text: string): void {
    this.broken = { row: this.row + 1, field: '', text };
  }
}

/** What is wrong with the cells of a record as such. */
export function cellProblemsOf({ row, cells }: CsvRecord, heads: readonly string[]): CsvProblem[] {
  if (cells.length !== heads.length) {
    const text = `This row has ${cells.length} cells and the head row ${heads.length}. Put text that holds a comma in quotes.`;
    return [{ row, field: '', text }];
  }
  return cells.flatMap((cell, at) => {
    const field = heads[at] ?? '';
    if (CONTROL.test(cell)) return [{ row, field, text: 'Remove the hidden control characters.' }];
    if (cell.length > CELL_CHARACTERS_MAX)
      return [{ row, field, text: `Use ${CELL_CHARACTERS_MAX} characters or fewer.` }];
    return [];
  });
}

const SLICE = 64 * 1024;

/** Bytes that are in memory already, in slices, so that their text never is as a whole. */
export function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += SLICE) yield bytes.subarray(at, at + SLICE);
}
