import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { type UnbilledPeriod, unbilledByPeriod } from '#app/modules/usage/queries/unbilled-by-period.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/report-unbilled-csv.ts';

/** The whole report as the page shows it, one line per customer, product, currency and period. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const asOf = parsePlainDate(args.url.searchParams.get('asOf') || moment.today);
  if (!asOf.ok) throw data({ title: 'No such report', text: 'Enter a date like 2026-11-03.' }, 422);
  const { rows } = await unbilledByPeriod(staffDb(), asOf.value);
  return csvResponse({ fileName: `unbilled_as-of-${asOf.value}.csv`, columns: COLUMNS, rows });
}

const COLUMNS: CsvColumn<UnbilledPeriod>[] = [
  { head: 'customer', kind: 'text', value: (row) => row.customerNumber },
  { head: 'name', kind: 'text', value: (row) => row.customerName },
  { head: 'product', kind: 'text', value: (row) => row.productCode },
  { head: 'from', kind: 'date', value: (row) => row.fromOn },
  { head: 'to', kind: 'date', value: (row) => row.toOn },
  { head: 'records', kind: 'integer', value: (row) => row.records },
  { head: 'quantity', kind: 'decimal', value: (row) => row.quantity },
  { head: 'unit', kind: 'text', value: (row) => row.unitCode },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  {
    head: 'value',
    kind: 'money',
    value: (row) => (row.valueMinor === null ? null : money(row.valueMinor, row.currency)),
  },
];
