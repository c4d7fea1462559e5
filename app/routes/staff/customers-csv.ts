import { requireStaff } from '#app/guards/require-staff.server.ts';
import { zero } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { CUSTOMER_VIEWS, listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import type { Balance, CustomerRow } from '#app/modules/customers/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/customers-csv.ts';
import { askedText, askedView, EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';

type Line = CustomerRow & { in: Balance | null };

/** The list as it is shown, all pages: one line per customer and currency. */
export async function loader(args: Route.LoaderArgs) {
  const { moment, db } = await requireStaff(args, 'accounts.read');
  const url = args.url;
  const view = askedView(url, CUSTOMER_VIEWS);
  const rows = linesOf(db, { view, search: askedText(url), today: moment.today });
  return csvResponse({ fileName: `customers_${view}_as-at-${moment.today}.csv`, columns: COLUMNS, rows });
}

async function* linesOf(
  db: ReadDb,
  asked: { view: (typeof CUSTOMER_VIEWS)[number]; search: string; today: PlainDate },
) {
  const { view, search, today } = asked;
  let after: { name: string; id: string } | null | undefined;
  for (let read = 0; after !== null && read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const page = await listCustomers(db, {
      view,
      today,
      limit: EXPORT_PAGE,
      ...(search ? { search } : {}),
      ...(after ? { after } : {}),
    });
    for (const row of page.rows) {
      if (row.balances.length === 0) yield { ...row, in: null };
      for (const balance of row.balances) yield { ...row, in: balance };
    }
    after = page.next;
  }
}

const COLUMNS: CsvColumn<Line>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'name', kind: 'text', value: (row) => row.name },
  { head: 'currency', kind: 'text', value: (row) => row.in?.balance.currency ?? row.currency },
  { head: 'balance', kind: 'money', value: (row) => row.in?.balance ?? zero(row.currency) },
  { head: 'overdue', kind: 'money', value: (row) => row.in?.overdue ?? zero(row.currency) },
  { head: 'unapplied', kind: 'money', value: (row) => row.in?.unapplied ?? zero(row.currency) },
  { head: 'oldest_days_late', kind: 'integer', value: (row) => row.in?.oldestDaysLate ?? 0 },
  { head: 'terms_days', kind: 'integer', value: (row) => row.termsDays },
  { head: 'terms_from', kind: 'text', value: (row) => row.termsFrom },
];
