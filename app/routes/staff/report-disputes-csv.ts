import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { addMonthsClamped, startOfMonth } from '#app/kernel/plain-date.ts';
import { resolvedDisputes } from '#app/modules/reports/queries/dispute-costs.server.ts';
import type { ResolvedDispute } from '#app/modules/reports/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/report-disputes-csv.ts';
import { EXPORT_ROWS_MAX } from './list-address.ts';
import { askedRange } from './tax-asked.ts';

const MONTHS_BACK = 11;

/** Every resolved dispute of the days, with what it came from and what it cost. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const url = new URL(args.url);
  if (!url.searchParams.get('from'))
    url.searchParams.set('from', addMonthsClamped(startOfMonth(moment.today), -MONTHS_BACK));
  const { range, fieldErrors } = askedRange(url, moment.today);
  if (!range) throw data({ title: 'No such report', text: Object.values(fieldErrors).flat().join(' ') }, 422);
  const [cause, department] = [url.searchParams.get('cause'), url.searchParams.get('department')];
  return csvResponse({
    fileName: `disputes_${range.fromOn}_to_${range.toOn}.csv`,
    columns: COLUMNS,
    rows: await resolvedDisputes(staffDb(), {
      ...{ ...range, limit: EXPORT_ROWS_MAX },
      ...(cause !== null && { cause }),
      ...(department !== null && { department }),
    }),
  });
}

const amount = (head: string, key: 'givenBackMinor' | 'heldMinorDays'): CsvColumn<ResolvedDispute> => ({
  ...{ head, kind: 'money' },
  value: (row) => row.currency && money(row[key], row.currency),
});

const COLUMNS: CsvColumn<ResolvedDispute>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'kind', kind: 'text', value: (row) => row.kind },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'invoice', kind: 'text', value: (row) => row.invoiceNumber },
  { head: 'reason', kind: 'text', value: (row) => row.reasonLabel },
  { head: 'outcome', kind: 'text', value: (row) => row.outcome },
  { head: 'cause', kind: 'text', value: (row) => row.causeLabel },
  { head: 'department', kind: 'text', value: (row) => row.departmentName },
  { head: 'raised_on', kind: 'date', value: (row) => row.raisedOn },
  { head: 'closed_on', kind: 'date', value: (row) => row.closedOn },
  { head: 'days', kind: 'integer', value: (row) => row.days },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  amount('given_back', 'givenBackMinor'),
  amount('held_amount_times_days', 'heldMinorDays'),
];
