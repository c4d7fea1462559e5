import { requireStaff } from '#app/guards/require-staff.server.ts';
import { currency, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { listRequests } from '#app/modules/approvals/queries/list-requests.server.ts';
import { APPROVAL_KIND_NAMES, type Approval } from '#app/modules/approvals/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/adjustments-csv.ts';
import { ADJUSTMENT_KINDS, ADJUSTMENT_VIEWS, type AdjustmentView, narrowed } from './adjustment-views.ts';
import { askedView, EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';

/** What was asked for in a view of the page, all of it. */
export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const view = askedView(args.url, ADJUSTMENT_VIEWS);
  const rows = linesOf(view, user.id);
  return csvResponse({ fileName: `adjustments_${view}_as-at-${moment.today}.csv`, columns: COLUMNS, rows });
}

async function* linesOf(view: AdjustmentView, userId: string) {
  let last: Approval | undefined;
  for (let read = 0; read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const asked = { kinds: ADJUSTMENT_KINDS, limit: EXPORT_PAGE, ...narrowed(view, userId) };
    const page = await listRequests(staffDb(), { ...asked, ...(last ? { after: last.id } : {}) });
    yield* page;
    last = page.at(-1);
    if (page.length < EXPORT_PAGE) return;
  }
}

const amountOf = (row: Approval) =>
  row.amountMinor !== null && row.currency !== null ? money(row.amountMinor, currency(row.currency)) : null;

const COLUMNS: CsvColumn<Approval>[] = [
  { head: 'kind', kind: 'text', value: (row) => APPROVAL_KIND_NAMES[row.kind] },
  { head: 'what', kind: 'text', value: (row) => showText(row.summary) },
  { head: 'reason', kind: 'text', value: (row) => showText(row.reason) },
  { head: 'state', kind: 'text', value: (row) => row.state },
  { head: 'asked_by', kind: 'text', value: (row) => showText(row.requestedByName) },
  { head: 'asked_at', kind: 'text', value: (row) => row.requestedAt.toISOString() },
  { head: 'decided_by', kind: 'text', value: (row) => showText(row.decidedByName ?? '') },
  { head: 'decided_at', kind: 'text', value: (row) => row.decidedAt?.toISOString() ?? '' },
  { head: 'currency', kind: 'text', value: (row) => row.currency ?? '' },
  { head: 'amount', kind: 'money', value: amountOf },
];
