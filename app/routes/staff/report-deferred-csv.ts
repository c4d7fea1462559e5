import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { type DeferredLine, listDeferred } from '#app/modules/deferrals/queries/list-deferred.server.ts';
import type { DeferredAt } from '#app/modules/deferrals/queries/standing-deferrals.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/report-deferred-csv.ts';
import { EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';
import { askedReport } from './report-asked.server.ts';

/** Every deferred line with something left, as the page shows it; its seal is in the file's name. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const { at, fieldErrors, status } = await askedReport(args.url, moment.today);
  if (!at) throw data({ title: 'No such report', text: Object.values(fieldErrors).flat().join(' ') }, status);
  const { baseCurrency } = await getCompany(staffDb());
  return csvResponse({
    fileName: `deferred_as-of-${at.asOf}_seal-${at.knownAt.sealNo}.csv`,
    columns: [
      ...COLUMNS,
      {
        head: `left_${baseCurrency.toLowerCase()}`,
        kind: 'money',
        value: (row) => money(row.leftBaseMinor, baseCurrency),
      },
    ],
    rows: linesOf(at),
  });
}

async function* linesOf(at: DeferredAt) {
  let after: DeferredLine | undefined;
  for (let read = 0; read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const rows: DeferredLine[] = await listDeferred(staffDb(), at, { limit: EXPORT_PAGE, after: after ?? null });
    yield* rows;
    after = rows.at(-1);
    if (rows.length < EXPORT_PAGE) return;
  }
}

const amount = (
  head: string,
  key: 'deferredMinor' | 'releasedMinor' | 'creditedMinor' | 'leftMinor',
): CsvColumn<DeferredLine> => ({ head, kind: 'money', value: (row) => money(row[key], row.currency) });

const COLUMNS: CsvColumn<DeferredLine>[] = [
  { head: 'customer', kind: 'text', value: (row) => row.customerNumber },
  { head: 'name', kind: 'text', value: (row) => row.customerName },
  { head: 'invoice', kind: 'text', value: (row) => row.number },
  { head: 'line', kind: 'integer', value: (row) => row.lineNo },
  { head: 'description', kind: 'text', value: (row) => row.description },
  { head: 'revenue_account', kind: 'text', value: (row) => row.accountCode },
  { head: 'from', kind: 'date', value: (row) => row.fromOn },
  { head: 'to', kind: 'date', value: (row) => row.toOn },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  amount('deferred', 'deferredMinor'),
  amount('released', 'releasedMinor'),
  amount('credited', 'creditedMinor'),
  amount('left', 'leftMinor'),
];
