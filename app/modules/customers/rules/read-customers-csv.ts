import { type CsvProblem, type CsvRow, readCsv } from '#app/kernel/csv-records.ts';
import { contactForm, customerForm } from '../forms.ts';
import type { ContactInput, CustomerInput } from '../types.ts';

export const CUSTOMER_COLUMNS = {
  required: ['number', 'name', 'country', 'currency'],
  optional: [
    'address',
    'tax_number',
    'language',
    'terms_days',
    'terms_from',
    'po_required',
    'contact_name',
    'contact_email',
    'contact_phone',
  ],
};

/** One customer of a file; `contact` is null when the row names no address. */
export type CustomerFileRow = { row: number; customer: CustomerInput; contact: ContactInput | null };

const YES = ['yes', 'true', '1', 'y'];
const NO = ['', 'no', 'false', '0', 'n'];
/** Where the schema's field stands in the file. */
const COLUMN_OF: Record<string, string> = {
  addressLines: 'address',
  taxNumber: 'tax_number',
  termsDays: 'terms_days',
  termsFrom: 'terms_from',
  poRequired: 'po_required',
};

/**
 * Reads a file of customers: the fields of the form, checked by the form's own schema, one customer a row. Lines of the
 * address are separated by line breaks or `|`. A number that stands twice is a problem of the second row.
 */
export function readCustomersCsv(bytes: Uint8Array): { rows: CustomerFileRow[]; problems: CsvProblem[] } {
  const file = readCsv(bytes, CUSTOMER_COLUMNS);
  const problems = [...file.problems];
  const rows: CustomerFileRow[] = [];
  const firstRowOf = new Map<string, number>();
  for (const line of file.rows) {
    const customer = customerOf(line, problems);
    const contact = contactOf(line, problems);
    const folded = (line.fields.number ?? '').toLowerCase();
    const earlier = firstRowOf.get(folded);
    if (earlier !== undefined && folded !== '')
      problems.push({
        row: line.row,
        field: 'number',
        text: `Number ${line.fields.number} stands in row ${earlier} already. Give each customer one row and its own number.`,
      });
    else firstRowOf.set(folded, line.row);
    if (customer && contact !== 'wrong') rows.push({ row: line.row, customer, contact });
  }
  return { rows, problems };
}

/** Empty cells are absent, as in a form. */
const filled = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => Boolean(entry[1])));

function customerOf({ row, fields }: CsvRow, problems: CsvProblem[]): CustomerInput | null {
  const po = (fields.po_required ?? '').toLowerCase();
  if (!YES.includes(po) && !NO.includes(po)) problems.push({ row, field: 'po_required', text: 'Write yes or no.' });
  const parsed = customerForm.safeParse(
    filled({
      number: fields.number,
      name: fields.name,
      addressLines: fields.address?.replaceAll('|', '\n'),
      country: fields.country,
      taxNumber: fields.tax_number,
      language: fields.language?.toLowerCase(),
      currency: fields.currency,
      termsDays: fields.terms_days,
      termsFrom: fields.terms_from?.toLowerCase(),
      poRequired: YES.includes(po) ? 'yes' : '',
    }),
  );
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '');
    problems.push({ row, field: COLUMN_OF[name] ?? name, text: issue.message });
  }
  return parsed.success ? parsed.data : null;
}

function contactOf({ row, fields }: CsvRow, problems: CsvProblem[]): ContactInput | null | 'wrong' {
  if (!fields.contact_email && !fields.contact_name && !fields.contact_phone) return null;
  const parsed = contactForm.safeParse({
    ...filled({ email: fields.contact_email, phone: fields.contact_phone }),
    name: fields.contact_name || fields.name,
    receivesInvoices: 'yes',
    receivesStatements: 'yes',
  });
  for (const issue of parsed.error?.issues ?? [])
    problems.push({ row, field: `contact_${String(issue.path[0] ?? '')}`, text: issue.message });
  return parsed.success ? parsed.data : 'wrong';
}
