import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import {
  listWriteOffs,
  WRITE_OFF_VIEWS,
  type WriteOffRow,
  type WriteOffView,
} from '#app/modules/adjustments/queries/list-write-offs.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/write-offs-csv.ts';
import { askedView, EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';

/** The write-offs as they are shown, all pages. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const view = askedView(args.url, WRITE_OFF_VIEWS);
  return csvResponse({
    fileName: `write-offs_${view}_as-at-${moment.today}.csv`,
    columns: COLUMNS,
    rows: linesOf(view),
  });
}

async function* linesOf(view: WriteOffView) {
  let last: WriteOffRow | undefined;
  for (let read = 0; read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const cursor = last && { on: last.effectiveOn, id: last.id, direction: 'older' as const };
    const page = await listWriteOffs(staffDb(), { view, limit: EXPORT_PAGE, ...(cursor ? { cursor } : {}) });
    yield* page.rows;
    last = page.rows.at(-1);
    if (!page.hasOlder) return;
  }
}

const COLUMNS: CsvColumn<WriteOffRow>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'written_off_on', kind: 'date', value: (row) => row.effectiveOn },
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => showText(row.customerName) },
  { head: 'document', kind: 'text', value: (row) => row.itemNumber },
  { head: 'reason', kind: 'text', value: (row) => row.reason },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount', kind: 'money', value: (row) => money(row.amountMinor, row.currency) },
  { head: 'tax_in_it', kind: 'money', value: (row) => money(row.taxMinor, row.currency) },
  { head: 'not_recovered', kind: 'money', value: (row) => money(row.unrecoveredMinor, row.currency) },
  { head: 'by', kind: 'text', value: (row) => showText(row.madeByName) },
];
