import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { type TaxedDocument, type TaxRange, taxedDocuments } from '#app/modules/reports/queries/tax-listing.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/report-tax-csv.ts';
import { EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';
import { askedRange } from './tax-asked.ts';

/** Every document of the range, a line for each of its tax categories; credit notes below zero. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const { range, fieldErrors } = askedRange(args.url, moment.today);
  if (!range) throw data({ title: 'No such report', text: Object.values(fieldErrors).flat().join(' ') }, 422);
  return csvResponse({
    fileName: `tax_${range.fromOn}_to_${range.toOn}.csv`,
    columns: COLUMNS,
    rows: linesOf(range),
  });
}

async function* linesOf(range: TaxRange) {
  let after: TaxedDocument | undefined;
  for (let read = 0; read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const rows = await taxedDocuments(staffDb(), { ...range, limit: EXPORT_PAGE, ...(after ? { after } : {}) });
    yield* rows;
    after = rows.at(-1);
    if (rows.length < EXPORT_PAGE) return;
  }
}

const COLUMNS: CsvColumn<TaxedDocument>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'kind', kind: 'text', value: (row) => row.kind },
  { head: 'corrects', kind: 'text', value: (row) => row.corrects },
  { head: 'tax_point_on', kind: 'date', value: (row) => row.taxPointOn },
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'tax_code', kind: 'text', value: (row) => row.taxCode },
  { head: 'rate_percent', kind: 'decimal', value: (row) => `${row.rateBp / 100}` },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'taxable', kind: 'money', value: (row) => money(row.taxableMinor, row.currency) },
  { head: 'tax', kind: 'money', value: (row) => money(row.taxMinor, row.currency) },
];
