import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { debtDays } from '#app/modules/reports/queries/dollar-days.server.ts';
import type { DebtDays } from '#app/modules/reports/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/report-dollar-days-csv.ts';
import { askedDays, filtersOf } from './dollar-day-asked.ts';
import { EXPORT_ROWS_MAX } from './list-address.ts';

/** Every debt behind what the page shows, a line for each of its causes; amount times days in major units. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const asked = askedDays(args.url, moment.today);
  const { window, fieldErrors } = asked;
  if (!window) throw data({ title: 'No such report', text: Object.values(fieldErrors).flat().join(' ') }, 422);
  return csvResponse({
    fileName: `why-late_${window.fromOn}_to_${window.toOn}.csv`,
    columns: COLUMNS,
    rows: await debtDays(staffDb(), { ...window, ...filtersOf(asked), limit: EXPORT_ROWS_MAX }),
  });
}

const COLUMNS: CsvColumn<DebtDays>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'kind', kind: 'text', value: (row) => row.kind },
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'due_on', kind: 'date', value: (row) => row.dueOn },
  { head: 'cause', kind: 'text', value: (row) => row.cause },
  { head: 'department', kind: 'text', value: (row) => row.department },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount_times_days', kind: 'money', value: (row) => money(row.minorDays, row.currency) },
];
