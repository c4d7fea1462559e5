import { requirePortal } from '#app/guards/require-portal.server.ts';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { listPayments, type PaymentListFilter } from '#app/modules/payments/queries/list-payments.server.ts';
import type { PaymentListRow } from '#app/modules/payments/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/payments-csv.ts';

const PAGE = 200;

/** All the customer's payments with the invoices each went to. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, moment } = await requirePortal(args, 'view');
  const read = (cursor: PaymentListFilter['cursor']) =>
    readAsPortal(portalDb(), scope, (db) => listPayments(db, { customerId, today: moment.today, cursor, limit: PAGE }));
  async function* rows() {
    let page = await read(undefined);
    for (;;) {
      yield* page.rows;
      const last = page.rows.at(-1);
      if (!page.hasOlder || !last) return;
      page = await read({ receivedOn: last.receivedOn, id: last.id, direction: 'older' });
    }
  }
  return csvResponse({ fileName: `payments_${moment.today}.csv`, columns: COLUMNS, rows: rows() });
}

const COLUMNS: CsvColumn<PaymentListRow>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'received', kind: 'date', value: (row) => row.receivedOn },
  { head: 'method', kind: 'text', value: (row) => row.method },
  { head: 'reference', kind: 'text', value: (row) => showText(row.reference) },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount', kind: 'money', value: (row) => money(row.amountMinor, row.currency) },
  { head: 'credit_left', kind: 'money', value: (row) => money(row.unappliedMinor, row.currency) },
  { head: 'taken_back', kind: 'text', value: (row) => (row.reversed ? 'yes' : 'no') },
  { head: 'invoices', kind: 'text', value: (row) => row.covers.join(' ') },
];
