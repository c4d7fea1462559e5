import { plainHead } from '#app/kernel/foreign-text.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { parseDateText } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { BankCsvMapping, CsvDateOrder, DecimalSign } from '../types.ts';

type Column =
  | 'bookedOn'
  | 'valueOn'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'text'
  | 'partyName'
  | 'account'
  | 'reference'
  | 'currency'
  | 'balance';

/** How banks head their columns, in the languages whose files we have seen; compared without accents, case and signs. */
const HEADS: Readonly<Record<Column, readonly string[]>> = {
  bookedOn: [
    'date',
    'booking date',
    'transaction date',
    'posting date',
    'posted',
    'buchungstag',
    'buchungsdatum',
    'datum',
    'date operation',
    'fecha',
    'fecha operacion',
    'boekdatum',
    'data',
    'tarikh',
  ],
  valueOn: [
    'value date',
    'valuta',
    'valutadatum',
    'wertstellung',
    'date valeur',
    'date de valeur',
    'fecha valor',
    'rentedatum',
  ],
  amount: ['amount', 'betrag', 'importe', 'montant', 'bedrag', 'importo', 'jumlah'],
  debit: ['debit', 'withdrawals', 'withdrawal', 'soll', 'cargo', 'money out', 'paid out', 'debet'],
  credit: ['credit', 'deposits', 'deposit', 'haben', 'abono', 'money in', 'paid in', 'kredit'],
  text: [
    'description',
    'details',
    'verwendungszweck',
    'libelle',
    'concepto',
    'memo',
    'narrative',
    'omschrijving',
    'particulars',
    'butiran',
  ],
  partyName: ['payer', 'name', 'empfanger', 'auftraggeber', 'beguenstigter', 'counterparty', 'naam', 'beneficiary'],
  account: ['account', 'iban', 'cuenta', 'konto', 'account number', 'kontonummer', 'compte', 'rekening'],
  reference: ['reference', 'ref', 'referencia', 'referenz', 'transaction id', 'kenmerk', 'rujukan'],
  currency: ['currency', 'ccy', 'devise', 'moneda', 'wahrung', 'munt', 'mata wang'],
  balance: ['balance', 'running balance', 'saldo', 'solde', 'baki'],
};

export type CsvGuess = {
  readonly mapping: BankCsvMapping;
  /** Where the head row stands, from 0. */
  readonly headAt: number;
  /** The currency a head names in brackets: `Betrag (EUR)`. */
  readonly headCurrency: string | null;
  /** What could be read in two ways, said to the person who confirms. */
  readonly doubts: readonly string[];
};

/** How a bank's spreadsheet is probably read, from its heads and its own values; refused where a guess could give a wrong figure. */
export function guessBankCsv(
  records: readonly string[][],
  separator: BankCsvMapping['separator'],
  known: { readonly dateOrder?: CsvDateOrder | undefined; readonly decimalSign?: DecimalSign | undefined } = {},
): Result<CsvGuess, string> {
  const headAt = records.slice(0, 30).findIndex((cells) => {
    const found = columnsOf(cells);
    return (
      found.bookedOn !== undefined &&
      (found.amount !== undefined || (found.debit !== undefined && found.credit !== undefined))
    );
  });
  const heads = records[headAt];
  if (!heads) return refuse('No row names a date and an amount (or a debit and a credit). Say which columns they are.');
  const found = columnsOf(heads);
  const rows = records.slice(headAt + 1).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const cellsOf = (head: string | undefined) =>
    head === undefined ? [] : rows.map((cells) => cells[heads.indexOf(head)] ?? '');
  const order = known.dateOrder ?? dateOrderOf([...cellsOf(found.bookedOn), ...cellsOf(found.valueOn)]);
  if (!order)
    return refuse(
      `The days under “${found.bookedOn}” could be read in two ways. Say whether the day or the month stands first.`,
    );
  const sign =
    known.decimalSign ?? decimalSignOf([found.amount, found.debit, found.credit, found.balance].flatMap(cellsOf));
  if (!sign)
    return refuse(
      'The amounts could be read in two ways: the sign before three digits groups thousands or stands before decimals. Say which.',
    );
  const accounts = new Set(cellsOf(found.account).filter((cell) => cell.trim() !== ''));
  const amount = found.amount === undefined ? { debit: found.debit!, credit: found.credit! } : { signed: found.amount };
  return ok({
    headAt,
    headCurrency: headCurrency([found.amount, found.debit, found.credit].filter((head) => head !== undefined)),
    doubts: [`Days are read as ${ORDER_WORDS[order]}, “${sign}” stands before decimals.`],
    mapping: {
      ...{
        separator,
        dateOrder: order,
        decimalSign: sign,
        bookedOn: found.bookedOn!,
        valueOn: found.valueOn ?? null,
        amount,
      },
      ...{ text: found.text === undefined ? [] : [found.text], partyName: found.partyName ?? null },
      // One value on every line is our own account; several are those of the payers.
      ...{
        account: accounts.size === 1 ? (found.account ?? null) : null,
        partyAccount: accounts.size > 1 ? (found.account ?? null) : null,
      },
      ...{ reference: found.reference ?? null, currency: found.currency ?? null, balance: found.balance ?? null },
    },
  });
}

const ORDER_WORDS: Readonly<Record<CsvDateOrder, string>> = {
  ymd: 'year, month, day',
  dmy: 'day, month, year',
  mdy: 'month, day, year',
};

/** The first column of each kind: a head that is the word, before one that begins with it. */
export function columnsOf(cells: readonly string[]): Partial<Record<Column, string>> {
  const found: Partial<Record<Column, string>> = {};
  for (const [column, words] of Object.entries(HEADS) as [Column, readonly string[]][]) {
    const exact = cells.find((cell) => words.includes(plainHead(cell)));
    const begins = cells.find((cell) => words.some((word) => plainHead(cell).startsWith(`${word} `)));
    const head = exact ?? begins;
    if (head !== undefined && head.trim() !== '') found[column] = head;
  }
  return found;
}

const headCurrency = (heads: readonly string[]): string | null =>
  heads.map((head) => parseCurrency(/\(([A-Za-z]{3})\)/.exec(head)?.[1] ?? '')).find((code) => code !== null) ?? null;

/** The one order in which every day exists; null when two would do and give different days. */
function dateOrderOf(cells: readonly string[]): CsvDateOrder | null {
  const days = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const readings = (['ymd', 'dmy', 'mdy'] as const).map((order) => ({
    order,
    dates: days.flatMap((day) => {
      const read = parseDateText(day, order);
      return read.ok ? [read.value] : [];
    }),
  }));
  const most = Math.max(...readings.map(({ dates }) => dates.length));
  const best = readings.filter(({ dates }) => dates.length === most && most > 0);
  return new Set(best.map(({ dates }) => dates.join())).size === 1 ? best[0]!.order : null;
}

/** The sign that stands before one or two digits at an end, or after the other sign. Whole amounts fit either. */
function decimalSignOf(cells: readonly string[]): DecimalSign | null {
  const votes = { '.': 0, ',': 0 };
  let isUnclear = false;
  for (const cell of cells) {
    const both = /[.,].*([.,])\d*$/.exec(cell.trim());
    const one = /^[^.,]*([.,])(\d*)$/.exec(cell.trim());
    const sign = (both?.[1] ?? one?.[1]) as DecimalSign | undefined;
    if (sign === undefined) continue;
    const isRepeated = both !== null && cell.split(sign).length > 2;
    if (isRepeated || (one && one[2]!.length === 3)) isUnclear = true;
    else votes[sign] += 1;
  }
  if (votes['.'] > votes[',']) return '.';
  if (votes[','] > votes['.']) return ',';
  return isUnclear || votes['.'] > 0 ? null : '.';
}
