import { CSV_ROWS_MAX, splitRecords } from '#app/kernel/csv-records.ts';
import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parseDateText } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type {
  BankCsvMapping,
  BankEntry,
  BankFile,
  BankFileFault,
  BankFileProblem,
  BankStatement,
  CsvDateOrder,
  DecimalSign,
} from '../types.ts';
import { guessBankCsv } from './guess-bank-csv.ts';
import { readBankAmount, shown } from './read-amount.ts';

export type BankCsvWish = {
  readonly mapping: BankCsvMapping | null;
  readonly currency: Currency | null;
  readonly dateOrder?: CsvDateOrder | undefined;
  readonly decimalSign?: DecimalSign | undefined;
};

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * A bank's spreadsheet as CSV, read by the mapping remembered for the account, or by a guess that says so. Rows before the head
 * are left alone; a row without day and amount goes on with the text above it. Where a balance stands on each row, the rows are
 * proven against it, and say what the account began and ended with.
 */
export function readBankCsv(
  text: string,
  { mapping, currency, ...said }: BankCsvWish,
): Result<BankFile, BankFileFault> {
  const wide = rowTooLong(text);
  if (wide !== null) return refuse(wide);
  const separator = mapping?.separator ?? separatorOf(text);
  const { records, broken } = splitRecords(text, separator);
  if (broken) return refuse({ code: 'columns', line: broken.row, sentence: broken.text });
  if (records.length > CSV_ROWS_MAX)
    return refuse({
      ...{ code: 'too-large', line: CSV_ROWS_MAX },
      sentence: `The file has more than ${CSV_ROWS_MAX} rows. Ask the bank for it by the month.`,
    });
  const guessed = mapping ? null : guessBankCsv(records, separator, said);
  if (guessed && !guessed.ok) return refuse({ code: 'columns', line: 1, sentence: guessed.refusal });
  const use = mapping ?? guessed!.value.mapping;
  const headAt = guessed?.value.headAt ?? records.findIndex((cells) => cells.includes(use.bookedOn));
  const heads = records[headAt] ?? [];
  const missing = headsOf(use).filter((head) => !heads.includes(head));
  if (missing.length > 0) {
    const sentence = `The column “${shown(missing[0]!)}” is not in this file. The bank may have changed its heads; map them again.`;
    return refuse({ code: 'columns', line: Math.max(headAt, 0) + 1, sentence });
  }
  const rows = records.slice(headAt + 1).map((cells, index) => ({ line: headAt + index + 2, cells }));
  const own =
    use.currency === null
      ? null
      : rows.map(({ cells }) => cells[heads.indexOf(use.currency!)] ?? '').find((cell) => cell.trim() !== '');
  const known = parseCurrency(own ?? '') ?? currency ?? parseCurrency(guessed?.value.headCurrency ?? '');
  if (!known)
    return refuse({
      code: 'columns',
      line: headAt + 1,
      sentence: 'The file names no currency. Say which the account is in.',
    });
  return ok(fileOf(rows, { heads, use, currency: known, line: headAt + 1, doubts: guessed?.value.doubts ?? [] }));
}

const ROW_MAX = 100_000;

/** A row longer than any bank's: it would be split into millions of cells before anybody could say what is wrong. */
function rowTooLong(text: string): BankFileFault | null {
  let line = 1;
  for (let at = 0; at < text.length; line += 1) {
    const end = text.indexOf('\n', at);
    if ((end === -1 ? text.length : end) - at > ROW_MAX)
      return { code: 'columns', line, sentence: 'The row is longer than any row of a bank. Is this a CSV file?' };
    if (end === -1) return null;
    at = end + 1;
  }
  return null;
}

/** The separator that stands most often on the first lines. */
export function separatorOf(text: string): (typeof SEPARATORS)[number] {
  const first = text.split('\n', 12).join('\n');
  return SEPARATORS.reduce((best, mark) => (first.split(mark).length > first.split(best).length ? mark : best));
}

const headsOf = ({
  bookedOn,
  valueOn,
  amount,
  text,
  partyName,
  partyAccount,
  reference,
  currency,
  balance,
  account,
}: BankCsvMapping): string[] =>
  [
    bookedOn,
    valueOn,
    ...Object.values(amount),
    ...text,
    partyName,
    partyAccount,
    reference,
    currency,
    balance,
    account,
  ].filter((head) => head !== null);

type Row = { readonly line: number; readonly cells: readonly string[] };
type Sheet = {
  heads: readonly string[];
  use: BankCsvMapping;
  currency: Currency;
  line: number;
  doubts: readonly string[];
};
type Cell = (head: string | null) => string;

function fileOf(rows: readonly Row[], { heads, use, currency, line, doubts }: Sheet): BankFile {
  const problems: BankFileProblem[] = doubts.map((sentence) => ({ line, weight: 'flag', code: 'guessed', sentence }));
  const entries: BankEntry[] = [];
  const balances: RowBalance[] = [];
  let account = '';
  for (const row of rows) {
    const cell: Cell = (head) => (head === null ? '' : (row.cells[heads.indexOf(head)] ?? '').trim());
    if (row.cells.every((one) => one.trim() === '')) continue;
    if (goesOn(cell, use, entries)) continue;
    const entry = entryOf(row.line, cell, { use, currency, problems });
    if (!entry) continue;
    entries.push(entry);
    account ||= cell(use.account);
    const balance = use.balance === null ? null : readBankAmount(cell(use.balance), currency, use.decimalSign);
    if (balance?.ok)
      balances.push({ line: row.line, on: entry.bookedOn, amount: entry.amountMinor, balance: balance.value });
  }
  const wrong = balanceProblems(balances, entries.length, line);
  problems.push(...wrong);
  // A running balance that holds on every row says what the account began and ended with.
  const isWhole = wrong.length === 0 && problems.every(({ weight }) => weight === 'flag');
  const ends = isWhole ? endsOf(balances, currency) : { opening: null, closing: null };
  const statement = { line, account, number: '', currency, ...ends, entries, problems };
  return { format: 'csv', statements: [statement], problems: [], mapping: use };
}

/** A row with neither day nor amount is more of the text above it. */
function goesOn(cell: Cell, use: BankCsvMapping, entries: BankEntry[]): boolean {
  if (cell(use.bookedOn) !== '' || Object.values(use.amount).some((head) => cell(head) !== '')) return false;
  const last = entries.pop();
  const more = use.text
    .map(cell)
    .filter((part) => part !== '')
    .join('\n');
  if (last) entries.push({ ...last, text: [last.text, more].filter((part) => part !== '').join('\n') });
  return true;
}

function entryOf(
  line: number,
  cell: Cell,
  { use, currency, problems }: { use: BankCsvMapping; currency: Currency; problems: BankFileProblem[] },
): BankEntry | null {
  const refused = (code: BankFileProblem['code'], sentence: string): null => {
    problems.push({ line, weight: 'refused', code, sentence: `${sentence} The row was left out.` });
    return null;
  };
  const own = cell(use.currency);
  if (own !== '' && parseCurrency(own) !== currency)
    return refused('currency', `The row is in “${shown(own)}”, the account in ${currency}.`);
  const booked = parseDateText(cell(use.bookedOn), use.dateOrder);
  if (!booked.ok) return refused('date', `“${shown(cell(use.bookedOn))}” is no day.`);
  const value = parseDateText(cell(use.valueOn), use.dateOrder);
  const amount = amountOf(cell, use, currency);
  if (!amount.ok) return refused('amount', amount.refusal);
  return {
    ...{
      line,
      bookedOn: booked.value,
      valueOn: value.ok ? value.value : null,
      amountMinor: amount.value,
      isReversal: false,
    },
    ...{ kind: '', returnReason: '', bankRef: cell(use.reference), payerRef: '', creditorRef: '', part: null },
    ...{
      text: use.text
        .map(cell)
        .filter((part) => part !== '')
        .join('\n'),
      partyName: cell(use.partyName),
      partyAccount: cell(use.partyAccount),
    },
  };
}

function amountOf(cell: Cell, { amount, decimalSign }: BankCsvMapping, currency: Currency): Result<bigint, string> {
  if ('signed' in amount)
    return readBankAmount(
      cell(amount.signed).replace(/^(-?)\s*[^\d\s,.+-]{1,3}\s*(?=\d)/, '$1'),
      currency,
      decimalSign,
    );
  const [debit, credit] = [cell(amount.debit), cell(amount.credit)];
  if ((debit === '') === (credit === '') && !isZero(debit) && !isZero(credit))
    return refuse('A row has either a debit or a credit.');
  const isDebit = credit === '' || isZero(credit);
  const read = readBankAmount(isDebit ? debit : credit, currency, decimalSign);
  if (!read.ok) return read;
  // Banks write a debit in its own column with its sign or without.
  return ok(isDebit && read.value > 0n ? -read.value : read.value);
}

const isZero = (text: string): boolean => /^[0.,]+$/.test(text);

type RowBalance = {
  readonly line: number;
  readonly on: PlainDate;
  readonly amount: bigint;
  readonly balance: bigint;
};

/** Each row's balance is the one before plus its amount, from the top down or from the bottom up. */
function balanceProblems(rows: readonly RowBalance[], entries: number, line: number): BankFileProblem[] {
  const flag = (at: number, code: BankFileProblem['code'], sentence: string): BankFileProblem[] => [
    { line: at, weight: 'flag', code, sentence },
  ];
  if (rows.length < 2 || rows.length < entries)
    return flag(line, 'no-balance', 'Not every row gives a balance, so the rows cannot be proven against it.');
  const [down, up] = [brokenDown(rows), brokenUp(rows)];
  if (down === -1 || up === -1) return [];
  return flag(
    rows[Math.max(down, up)]!.line,
    'does-not-add-up',
    'The balance on this row is not the one before with its amount. A row is missing, or wrong.',
  );
}

/** Where the balances stop following from the row above, read from the top down; -1 where they all do. */
const brokenDown = (rows: readonly RowBalance[]): number =>
  rows.findIndex((row, index) => index > 0 && rows[index - 1]!.balance + row.amount !== row.balance);
/** The same where the newest row stands first. */
const brokenUp = (rows: readonly RowBalance[]): number =>
  rows.findIndex((row, index) => index > 0 && row.balance + rows[index - 1]!.amount !== rows[index - 1]!.balance);

/** Before the oldest row and after the newest, of rows whose balances follow from one another. */
function endsOf(rows: readonly RowBalance[], currency: Currency): Pick<BankStatement, 'opening' | 'closing'> {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const isNewestFirst = brokenDown(rows) !== -1 || (brokenUp(rows) === -1 && first.on > last.on);
  const [oldest, newest] = isNewestFirst ? [last, first] : [first, last];
  return {
    opening: { minor: oldest.balance - oldest.amount, currency, on: oldest.on },
    closing: { minor: newest.balance, currency, on: newest.on },
  };
}
