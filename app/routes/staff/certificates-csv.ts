import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { type Case, listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/certificates-csv.ts';
import { CASE_VIEWS } from './case-list.server.ts';
import { askedView, EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';

/** The certificates as they are shown, all pages. */
export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const view = askedView(args.url, CASE_VIEWS);
  const rows = linesOf({
    ...{ kind: 'withholding', state: view === 'all' ? 'all' : 'open', today: moment.today },
    ...(view === 'mine' ? { ownerId: user.id } : {}),
  });
  return csvResponse({ fileName: `certificates_${view}_as-at-${moment.today}.csv`, columns: COLUMNS, rows });
}

async function* linesOf(asked: Omit<Parameters<typeof listCases>[1], 'after' | 'limit'>) {
  let last: Case | undefined;
  for (let read = 0; read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const page: Case[] = await listCases(staffDb(), {
      ...{ ...asked, limit: EXPORT_PAGE },
      ...(last ? { after: { effectiveOn: last.effectiveOn, id: last.reductionId } } : {}),
    });
    yield* page;
    last = page.at(-1);
    if (page.length < EXPORT_PAGE) return;
  }
}

const COLUMNS: CsvColumn<Case>[] = [
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'invoice', kind: 'text', value: (row) => row.number },
  { head: 'payment', kind: 'text', value: (row) => row.paymentNumber },
  { head: 'withheld_on', kind: 'date', value: (row) => row.effectiveOn },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount', kind: 'money', value: (row) => money(row.amountMinor, row.currency) },
  { head: 'to_collect', kind: 'money', value: (row) => money(row.openMinor, row.currency) },
  { head: 'certificate', kind: 'text', value: (row) => row.certificateNumber },
  { head: 'owner', kind: 'text', value: (row) => row.ownerName },
  { head: 'ask_by', kind: 'date', value: (row) => row.dueOn },
  { head: 'age_days', kind: 'integer', value: (row) => row.ageDays },
  { head: 'last_note', kind: 'text', value: (row) => row.lastNote },
];
