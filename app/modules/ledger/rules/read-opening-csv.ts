import { type CsvProblem, readCsv } from '#app/kernel/csv-records.ts';
import { type Currency, parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';

/** One item of the books before: above zero is owed, below zero is to the customer's credit. Minor units. */
export type OpeningRow = {
  readonly row: number;
  readonly customerNumber: string;
  readonly number: string;
  readonly title: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
};

const COLUMNS = {
  required: ['customer', 'number', 'document_on', 'currency', 'amount'],
  optional: ['due_on', 'title'],
} as const;

/**
 * Reads a file of opening balances. A problem names its row, its column and what to do; the due date is the document's
 * where none is given. A number stands once in a file.
 */
export function readOpeningCsv(content: Uint8Array): { items: OpeningRow[]; problems: CsvProblem[] } {
  const { rows, problems } = readCsv(content, COLUMNS);
  const items: OpeningRow[] = [];
  const seen = new Map<string, number>();
  for (const { row, fields } of rows) {
    const before = problems.length;
    const item = readRow(row, fields, (field, text) => problems.push({ row, field, text }));
    if (item && seen.has(item.number))
      problems.push({
        row,
        field: 'number',
        text: `${item.number} stands in row ${seen.get(item.number)} already. Give each item its own number.`,
      });
    if (!item || problems.length > before) continue;
    seen.set(item.number, row);
    items.push(item);
  }
  return { items, problems: problems.sort((a, b) => a.row - b.row) };
}

type Fields = Readonly<Record<string, string>>;

function readRow(row: number, fields: Fields, wrong: (field: string, text: string) => void): OpeningRow | null {
  const text = (name: string) => fields[name] ?? '';
  if (text('customer') === '') wrong('customer', 'Enter the customer’s number.');
  if (text('number') === '') wrong('number', 'Enter the number the item had in the books before.');
  if (text('number').length > 60) wrong('number', 'Use 60 characters or fewer.');
  const documentOn = parsePlainDate(text('document_on'));
  if (!documentOn.ok) wrong('document_on', `“${text('document_on')}” is not a date. Write it as 2026-03-31.`);
  const dueOn = text('due_on') === '' ? documentOn : parsePlainDate(text('due_on'));
  if (!dueOn.ok && documentOn.ok) wrong('due_on', `“${text('due_on')}” is not a date. Write it as 2026-03-31.`);
  if (dueOn.ok && documentOn.ok && dueOn.value < documentOn.value)
    wrong('due_on', 'An item is not due before its own date. Correct one of the two.');
  const currency = parseCurrency(text('currency').toUpperCase());
  if (!currency) {
    wrong('currency', `“${text('currency')}” is not a currency code. Write three letters, as GBP.`);
    return null;
  }
  const amount = parseMoney(text('amount'), currency);
  if (!amount.ok || amount.value === 0n) {
    wrong(
      'amount',
      `“${text('amount')}” is not an amount in ${currency}. Write 1234.50, with a minus for a credit, and never zero.`,
    );
    return null;
  }
  if (!documentOn.ok || !dueOn.ok) return null;
  const named = { customerNumber: text('customer'), number: text('number'), title: text('title') };
  return { row, ...named, currency, amountMinor: amount.value, documentOn: documentOn.value, dueOn: dueOn.value };
}
