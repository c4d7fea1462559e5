import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import type { AgeingRow } from '#app/modules/ledger/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/report-ageing-csv.ts';
import { askedReport } from './report-asked.server.ts';

/** The whole report as the page shows it, one line per customer and currency; its seal is in the file's name. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const { at, fieldErrors, status } = await askedReport(args.url, moment.today);
  if (!at) throw data({ title: 'No such report', text: Object.values(fieldErrors).flat().join(' ') }, status);
  const fileName = `ageing_as-of-${at.asOf}_seal-${at.knownAt.sealNo}.csv`;
  return csvResponse({ fileName, columns: COLUMNS, rows: await ageing(staffDb(), at) });
}

const amount = (
  head: string,
  key:
    | 'notDueMinor'
    | 'd1to30Minor'
    | 'd31to60Minor'
    | 'd61to90Minor'
    | 'over90Minor'
    | 'creditsMinor'
    | 'totalMinor'
    | 'disputedMinor',
): CsvColumn<AgeingRow> => ({
  head,
  kind: 'money',
  value: (row) => money(row[key], row.currency),
});

const COLUMNS: CsvColumn<AgeingRow>[] = [
  { head: 'customer', kind: 'text', value: (row) => row.customerNumber },
  { head: 'name', kind: 'text', value: (row) => row.customerName },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  amount('not_due', 'notDueMinor'),
  amount('days_1_30', 'd1to30Minor'),
  amount('days_31_60', 'd31to60Minor'),
  amount('days_61_90', 'd61to90Minor'),
  amount('over_90', 'over90Minor'),
  amount('credits', 'creditsMinor'),
  amount('total', 'totalMinor'),
  amount('of_it_disputed', 'disputedMinor'),
];
