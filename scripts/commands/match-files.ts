import { createReadStream } from 'node:fs';
import { cellProblemsOf, readCsvParts } from '#app/kernel/csv-stream.ts';
import type { BankLine, MatchCustomer, OpenItem } from '#app/kernel/matching/types.ts';
import { type Currency, MINOR_MAX, minorDigits } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { CommandRefused } from './invocation.ts';

const PART_ROWS = 2_000;
const PROBLEMS_SAID = 20;

type Columns = { readonly required: readonly string[]; readonly optional: readonly string[] };
type Cells = (column: string) => string;
/** Reads one row; says what is wrong with it by column. */
type ReadRow<T> = (cells: Cells, wrong: (column: string, sentence: string) => void) => T | null;

/**
 * The rows of a CSV file, part by part, so that a file of any length needs the memory of a part. Every row must be right: a
 * file with mistakes is refused with the first twenty, each with its row and column, before anything is matched with it.
 */
async function* rowsOf<T>(file: string, columns: Columns, read: ReadRow<T>): AsyncGenerator<T[]> {
  const problems: string[] = [];
  const say = (row: number, column: string, sentence: string) => {
    if (problems.length < PROBLEMS_SAID)
      problems.push(`${file}${row > 0 ? `, row ${row}` : ''}${column ? `, ${column}` : ''}: ${sentence}`);
  };
  try {
    for await (const { heads, records, broken } of readCsvParts(createReadStream(file), PART_ROWS)) {
      for (const name of columns.required)
        if (!heads.includes(name) && heads.length > 0)
          throw refused([`${file}: the column “${name}” is missing. The columns are ${columns.required.join(', ')}.`]);
      const rows: T[] = [];
      for (const record of records) {
        const found = cellProblemsOf(record, heads);
        for (const { row, field, text } of found) say(row, field, text);
        if (found.length > 0) continue;
        const cells: Cells = (column) => record.cells[heads.indexOf(column)] ?? '';
        const value = read(cells, (column, sentence) => say(record.row, column, sentence));
        if (value !== null) rows.push(value);
      }
      if (broken) say(broken.row, broken.field, broken.text);
      if (problems.length > 0) throw refused(problems);
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new CommandRefused(`The file ${file} cannot be read.`);
  }
}

const refused = (problems: readonly string[]): CommandRefused => new CommandRefused(problems.join('\n'));

const MONEY = /^([+-]?)(\d{1,15})(?:\.(\d{1,3}))?$/;

/** `1234.50`: exact, with a dot, no grouping. Null where it is anything else or has more decimals than the currency. */
function readMinor(text: string, currency: Currency): bigint | null {
  const match = MONEY.exec(text);
  const digits = minorDigits(currency);
  if (!match || (match[3] ?? '').length > digits) return null;
  const minor = BigInt(match[2]! + (match[3] ?? '').padEnd(digits, '0'));
  if (minor > MINOR_MAX) return null;
  return match[1] === '-' ? -minor : minor;
}

type Wrong = (column: string, sentence: string) => void;

function amountIn(
  cells: Cells,
  column: string,
  { currency, wrong }: { currency: Currency; wrong: Wrong },
): bigint | null {
  const minor = readMinor(cells(column), currency);
  if (minor === null)
    wrong(column, `“${cells(column).slice(0, 40)}” is no amount in ${currency}. Write it like 1234.50.`);
  return minor;
}

function dayIn(cells: Cells, column: string, wrong: Wrong): PlainDate | null {
  const day = parsePlainDate(cells(column));
  if (!day.ok) wrong(column, `“${cells(column).slice(0, 40)}” is no day. Write it like 2026-11-30.`);
  return day.ok ? day.value : null;
}

function idIn(cells: Cells, column: string, { seen, wrong }: { seen: Set<string>; wrong: Wrong }): string | null {
  const id = cells(column);
  if (id === '') wrong(column, 'is empty. Give each row its id.');
  else if (seen.has(id)) wrong(column, `${id} is there twice. Each row needs an id of its own.`);
  else {
    seen.add(id);
    return id;
  }
  return null;
}

async function allRows<T>(rows: AsyncGenerator<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of rows) for (const row of part) all.push(row);
  return all;
}

const CUSTOMER_COLUMNS = { required: ['id', 'code', 'name', 'iban'], optional: ['group'] };

export function readCustomers(file: string): Promise<MatchCustomer[]> {
  const seen = new Set<string>();
  const read: ReadRow<MatchCustomer> = (cells, wrong) => {
    const id = idIn(cells, 'id', { seen, wrong });
    const iban = cells('iban');
    if (id === null) return null;
    const groupId = cells('group') || null;
    return { id, code: cells('code'), name: cells('name'), accounts: iban ? [iban] : [], groupId };
  };
  return allRows(rowsOf(file, CUSTOMER_COLUMNS, read));
}

const OPEN_COLUMNS = { required: ['id', 'number', 'customer_id', 'due_date', 'open_amount'], optional: ['reference'] };

export function readOpenItems(
  file: string,
  { customers, currency }: { customers: ReadonlySet<string>; currency: Currency },
): Promise<OpenItem[]> {
  const seen = new Set<string>();
  const read: ReadRow<OpenItem> = (cells, wrong) => {
    const id = idIn(cells, 'id', { seen, wrong });
    const dueOn = dayIn(cells, 'due_date', wrong);
    const residualMinor = amountIn(cells, 'open_amount', { currency, wrong });
    const customerId = cells('customer_id');
    if (!customers.has(customerId)) wrong('customer_id', `${customerId || 'nothing'} is no id of the customers’ file.`);
    if (id === null || dueOn === null || residualMinor === null) return null;
    const reference = cells('reference');
    return {
      id,
      number: cells('number'),
      customerId,
      residualMinor,
      dueOn,
      ...(reference ? { otherReferences: [reference] } : {}),
    };
  };
  return allRows(rowsOf(file, OPEN_COLUMNS, read));
}

const LINE_COLUMNS = {
  required: ['line_id', 'date', 'amount', 'payer_name', 'payer_iban', 'remittance'],
  optional: ['creditor_reference'],
};

/** The bank's lines, part by part. */
export function bankLines(file: string, currency: Currency): AsyncGenerator<BankLine[]> {
  const seen = new Set<string>();
  return rowsOf(file, LINE_COLUMNS, (cells, wrong) => {
    const id = idIn(cells, 'line_id', { seen, wrong });
    const on = dayIn(cells, 'date', wrong);
    const amountMinor = amountIn(cells, 'amount', { currency, wrong });
    if (id === null || on === null || amountMinor === null) return null;
    const payer = { payerName: cells('payer_name'), payerAccount: cells('payer_iban') };
    return { id, on, amountMinor, ...payer, text: cells('remittance'), creditorReference: cells('creditor_reference') };
  });
}
