import { type CsvProblem, type CsvRow, readCsv } from '#app/kernel/csv-records.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceLineInput, LineText } from '../types.ts';
import { readLine } from './read-line.ts';

export const INVOICE_COLUMNS = {
  required: ['number', 'customer_number', 'date', 'description', 'unit_price', 'tax_code'],
  optional: [
    'due_date',
    'currency',
    'quantity',
    'unit',
    'account_code',
    'defer_from',
    'defer_to',
    'po_number',
    'title',
    'note',
    'service_from',
    'service_to',
    'total',
  ],
};

/** One invoice of a file: the rows that share a number. Row numbers are the file's; `lineRows` has one per line. */
export type InvoiceFileDocument = {
  row: number;
  number: string;
  customerNumber: string;
  /** Null: the customer's own. */
  currency: ReturnType<typeof parseCurrency>;
  documentOn: PlainDate;
  /** Null: by the customer's terms. */
  dueOn: PlainDate | null;
  serviceFromOn: PlainDate | null;
  serviceToOn: PlainDate | null;
  poNumber: string;
  title: string;
  note: string;
  /** The gross amount the file claims, to be compared with what the lines come to; empty when it claims none. */
  total: string;
  lines: InvoiceLineInput[];
  lineRows: number[];
};

const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ._/#-]{0,59}$/u;
const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
/** Facts of the whole document: they may stand in its first row alone, and may not differ in the others. */
const DOCUMENT_FIELDS = [
  'customer_number',
  'date',
  'due_date',
  'currency',
  'po_number',
  'title',
  'note',
  'service_from',
  'service_to',
  'total',
] as const;
const TEXT_LIMITS = { po_number: 60, title: 120, note: 1000 } as const;
const COLUMN_OF: Record<keyof LineText, string> = {
  description: 'description',
  quantity: 'quantity',
  unit: 'unit',
  unitPrice: 'unit_price',
  taxCode: 'tax_code',
  accountCode: 'account_code',
  deferFromOn: 'defer_from',
  deferToOn: 'defer_to',
};

/**
 * Reads a file of invoices, one row a line, rows of one number standing together. Each misfit is a problem with its row
 * and field. A number that comes again further down is a duplicate, because it may be another invoice with that number.
 */
export function readInvoicesCsv(bytes: Uint8Array): { documents: InvoiceFileDocument[]; problems: CsvProblem[] } {
  const file = readCsv(bytes, INVOICE_COLUMNS);
  const problems = [...file.problems];
  const documents: InvoiceFileDocument[] = [];
  const firstRowOf = new Map<string, number>();
  let group: CsvRow[] = [];
  const close = () => {
    const document = group.length > 0 ? documentOf(group, problems) : null;
    if (document) documents.push(document);
    group = [];
  };
  for (const line of file.rows) {
    const number = line.fields.number ?? '';
    if (group.length > 0 && group[0]?.fields.number === number && number !== '') {
      group.push(line);
      continue;
    }
    close();
    const earlier = firstRowOf.get(number);
    if (earlier !== undefined && number !== '')
      problems.push({
        row: line.row,
        field: 'number',
        text: `Number ${number} stands in row ${earlier} already. Put the lines of one invoice together, or give this one its own number.`,
      });
    else firstRowOf.set(number, line.row);
    group = [line];
  }
  close();
  return { documents, problems };
}

function documentOf(group: CsvRow[], problems: CsvProblem[]): InvoiceFileDocument | null {
  const [first] = group;
  const before = problems.length;
  const { row, fields } = first!;
  const say = (at: number, field: string, text: string) => problems.push({ row: at, field, text });
  const number = fields.number ?? '';
  if (!NUMBER.test(number))
    say(row, 'number', 'Enter the invoice’s number: up to 60 letters, digits, dots, dashes or slashes.');
  if (!fields.customer_number) say(row, 'customer_number', 'Enter the number of the customer who is billed.');
  for (const other of group.slice(1))
    for (const name of DOCUMENT_FIELDS)
      if (other.fields[name] && other.fields[name] !== fields[name])
        say(
          other.row,
          name,
          `This differs from row ${row} of the same invoice. Make them the same, or leave it empty here.`,
        );
  for (const [name, limit] of Object.entries(TEXT_LIMITS)) {
    if ((fields[name] ?? '').length > limit) say(row, name, `Use ${limit} characters or fewer.`);
    if (ACTING.test(fields[name] ?? '')) say(row, name, 'Remove the characters that change the direction of the text.');
  }
  const currency = fields.currency ? parseCurrency(fields.currency) : null;
  if (fields.currency && !currency)
    say(
      row,
      'currency',
      `“${fields.currency}” is not a currency we know. Use a three-letter code such as GBP, EUR or MYR.`,
    );
  const date = (name: string): PlainDate | null => {
    if (!fields[name]) return null;
    const parsed = parsePlainDate(fields[name]);
    if (!parsed.ok) say(row, name, `“${fields[name]}” is not a date in the calendar. Write it as 2026-11-03.`);
    return parsed.ok ? parsed.value : null;
  };
  const documentOn = date('date');
  if (!fields.date) say(row, 'date', 'Enter the invoice date, as 2026-11-03.');
  const [dueOn, serviceFromOn, serviceToOn] = [date('due_date'), date('service_from'), date('service_to')];
  if (documentOn && dueOn && dueOn < documentOn)
    say(row, 'due_date', 'The due date is before the invoice date. Make it the same day or later.');
  const lines = linesOf(group, problems);
  if (problems.length > before || !documentOn) return null;
  return {
    row,
    number,
    customerNumber: fields.customer_number!,
    currency,
    documentOn,
    dueOn,
    serviceFromOn,
    serviceToOn,
    poNumber: fields.po_number ?? '',
    title: fields.title ?? '',
    note: fields.note ?? '',
    total: fields.total ?? '',
    lines,
    lineRows: group.map((line) => line.row),
  };
}

function linesOf(group: CsvRow[], problems: CsvProblem[]): InvoiceLineInput[] {
  return group.flatMap(({ row, fields }) => {
    const read = readLine({
      description: fields.description ?? '',
      quantity: fields.quantity ?? '',
      unit: fields.unit ?? '',
      unitPrice: fields.unit_price ?? '',
      taxCode: fields.tax_code ?? '',
      accountCode: fields.account_code ?? '',
      deferFromOn: fields.defer_from ?? '',
      deferToOn: fields.defer_to ?? '',
    });
    for (const { cell, text } of read.problems)
      problems.push({ row, field: COLUMN_OF[cell], text: text.replace(/^./, (letter) => letter.toUpperCase()) });
    return read.value ? [read.value] : [];
  });
}
