import { type CsvProblem, readCsv } from '#app/kernel/csv-records.ts';
import { type Currency, parseMoney } from '#app/kernel/money.ts';
import { type PlainDate, parseDateText } from '#app/kernel/plain-date.ts';

/** One invoice of a receivables file with the day it was settled in full, if it was. Minor units. */
export type Receivable = {
  row: number;
  customerNumber: string;
  number: string;
  documentOn: PlainDate;
  dueOn: PlainDate;
  amountMinor: bigint;
  settledOn: PlainDate | null;
};

const COLUMNS = {
  required: ['customerid', 'invoicenumber', 'invoicedate', 'duedate', 'invoiceamount', 'settleddate'],
  optional: ['countrycode', 'paperlessdate', 'disputed', 'paperlessbill', 'daystosettle', 'dayslate'],
};

/**
 * Reads a receivables file: invoices with their settlement, dates written day/month/year. The columns are those of the
 * public set of 2,466 invoices published by IBM as WA_Fn-UseC_-Accounts-Receivable. Each mistake is named with row and
 * field; the same invoice number twice is one.
 */
export function readReceivables(
  content: Uint8Array,
  currency: Currency,
): { rows: Receivable[]; problems: CsvProblem[] } {
  const file = readCsv(content, COLUMNS);
  const problems = [...file.problems];
  const rows: Receivable[] = [];
  const seen = new Map<string, number>();
  for (const { row, fields } of file.rows) {
    const say = (field: string, text: string) => problems.push({ row, field, text });
    const amount = parseMoney(fields.invoiceamount ?? '', currency);
    if (!amount.ok || amount.value <= 0n) say('invoiceAmount', 'Write an amount above zero, such as 97.60.');
    const day = (name: string, label: string): PlainDate | null => {
      const parsed = parseDateText(fields[name] ?? '', 'dmy');
      if (!parsed.ok) say(label, 'Write a date that exists as day/month/year, such as 23/01/2012.');
      return parsed.ok ? parsed.value : null;
    };
    const [documentOn, dueOn] = [day('invoicedate', 'InvoiceDate'), day('duedate', 'DueDate')];
    const settledOn = fields.settleddate ? day('settleddate', 'SettledDate') : null;
    const number = fields.invoicenumber ?? '';
    if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(number))
      say('invoiceNumber', 'Write a number of letters, digits, dots, dashes and slashes.');
    if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(fields.customerid ?? ''))
      say('customerID', 'Write a customer number of letters, digits, dots, dashes and slashes.');
    if (seen.has(number))
      say('invoiceNumber', `This number stands in row ${seen.get(number)} already. Keep one of the two.`);
    seen.set(number, row);
    if (documentOn && dueOn && dueOn < documentOn)
      say('DueDate', 'The due date is before the invoice date. Correct one of them.');
    if (documentOn && settledOn && settledOn < documentOn)
      say('SettledDate', 'The settlement is before the invoice date. Correct one of them.');
    if (amount.ok && documentOn && dueOn) {
      rows.push({
        row,
        customerNumber: fields.customerid ?? '',
        number,
        documentOn,
        dueOn,
        amountMinor: amount.value,
        settledOn,
      });
    }
  }
  return { rows, problems };
}
