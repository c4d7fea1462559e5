import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money, parseMoney } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import type { PaymentListRow, PaymentView } from '#app/modules/payments/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/payments-csv.ts';
import { askedText, askedView, EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';
import { PAYMENT_VIEWS } from './list-views.ts';

/** The payments as they are shown, all pages. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment, db } = await requireStaff(args, 'accounts.read');
  const url = args.url;
  const view = askedView(url, PAYMENT_VIEWS);
  const search = askedText(url);
  const amount = parseMoney(search, company.baseCurrency);
  const amountMinor = amount.ok && amount.value > 0n ? amount.value : undefined;
  const rows = linesOf(db, { view, search, today: moment.today, ...(amountMinor ? { amountMinor } : {}) });
  return csvResponse({ fileName: `payments_${view}_as-at-${moment.today}.csv`, columns: COLUMNS, rows });
}

type Asked = { view: PaymentView; search: string; today: PlainDate; amountMinor?: bigint };

async function* linesOf(db: ReadDb, { search, ...asked }: Asked) {
  let cursor: { receivedOn: PlainDate; id: string; direction: 'older' } | null | undefined;
  for (let read = 0; cursor !== null && read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const page = await listPayments(db, {
      ...asked,
      limit: EXPORT_PAGE,
      ...(search ? { search } : {}),
      ...(cursor ? { cursor } : {}),
    });
    yield* page.rows;
    const last = page.rows.at(-1);
    cursor = page.hasOlder && last ? { receivedOn: last.receivedOn, id: last.id, direction: 'older' } : null;
  }
}

const COLUMNS: CsvColumn<PaymentListRow>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'method', kind: 'text', value: (row) => row.method },
  { head: 'received_on', kind: 'date', value: (row) => row.receivedOn },
  { head: 'reference', kind: 'text', value: (row) => row.reference },
  { head: 'payer', kind: 'text', value: (row) => row.payerName },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount', kind: 'money', value: (row) => money(row.amountMinor, row.currency) },
  { head: 'unapplied', kind: 'money', value: (row) => money(row.unappliedMinor, row.currency) },
  { head: 'came_back', kind: 'text', value: (row) => (row.reversed ? 'yes' : 'no') },
  { head: 'applied_to', kind: 'text', value: (row) => row.covers.join(' ') },
];
