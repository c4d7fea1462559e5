import { requirePortal } from '#app/guards/require-portal.server.ts';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { type InvoiceListFilter, listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import type { InvoiceListRow, InvoiceView } from '#app/modules/invoicing/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/invoices-csv.ts';

const VIEWS: readonly InvoiceView[] = ['all', 'to_pay', 'overdue', 'paid', 'credit_notes'];
const PAGE = 200;
const SEARCH_CHARACTERS_MAX = 100;

/** The customer's list of invoices as the page shows it, all pages of it. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, moment } = await requirePortal(args, 'view');
  const asked = args.url.searchParams;
  const view = VIEWS.find((one) => one === asked.get('view')) ?? 'all';
  const search = (asked.get('q') ?? '').trim().slice(0, SEARCH_CHARACTERS_MAX);
  const read = (cursor: InvoiceListFilter['cursor']) =>
    readAsPortal(portalDb(), scope, (db) =>
      listInvoices(db, { customerId, view, search, today: moment.today, cursor, limit: PAGE }),
    );
  async function* rows() {
    let page = await read(undefined);
    for (;;) {
      yield* page.rows;
      const last = page.rows.at(-1);
      if (!page.hasOlder || !last) return;
      page = await read({ documentOn: last.documentOn, id: last.id, direction: 'older' });
    }
  }
  return csvResponse({
    fileName: `invoices_${view.replace('_', '-')}_${moment.today}.csv`,
    columns: COLUMNS,
    rows: rows(),
  });
}

/** Credit notes take away and stand below zero, so that a column adds up. */
const signed = (row: InvoiceListRow, minor: bigint) => (row.kind === 'credit_note' ? -minor : minor);

const COLUMNS: CsvColumn<InvoiceListRow>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'kind', kind: 'text', value: (row) => row.kind },
  { head: 'date', kind: 'date', value: (row) => row.documentOn },
  { head: 'due', kind: 'date', value: (row) => row.dueOn },
  { head: 'description', kind: 'text', value: (row) => showText(row.title) },
  { head: 'po_number', kind: 'text', value: (row) => showText(row.poNumber) },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'total', kind: 'money', value: (row) => money(signed(row, row.grossMinor), row.currency) },
  { head: 'left_to_pay', kind: 'money', value: (row) => money(row.leftMinor - row.creditLeftMinor, row.currency) },
];
