import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import type { InvoiceListRow, InvoiceView } from '#app/modules/invoicing/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/invoices-csv.ts';
import { askedText, askedView, EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';
import { INVOICE_VIEWS, PARTNER_INVOICE_VIEWS } from './list-views.ts';

/** The register as it is shown, all pages. Drafts have no number and are not exported. */
export async function loader(args: Route.LoaderArgs) {
  const { moment, user, db } = await requireStaff(args, 'accounts.read');
  const seesAll = mayStaff(user.role, 'desk.read');
  const url = args.url;
  const asked = askedView(url, seesAll ? INVOICE_VIEWS : PARTNER_INVOICE_VIEWS);
  const view = asked === 'drafts' ? 'all' : asked;
  const rows = linesOf(db, { view, search: askedText(url), today: moment.today, withDelivery: seesAll });
  return csvResponse({ fileName: `invoices_${view}_as-at-${moment.today}.csv`, columns: COLUMNS, rows });
}

type Asked = { view: InvoiceView; search: string; today: PlainDate; withDelivery: boolean };

async function* linesOf(db: ReadDb, { view, search, today, withDelivery }: Asked) {
  let cursor: { documentOn: PlainDate; id: string; direction: 'older' } | null | undefined;
  for (let read = 0; cursor !== null && read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const page = await listInvoices(db, {
      view,
      today,
      limit: EXPORT_PAGE,
      withDelivery,
      ...(search ? { search } : {}),
      ...(cursor ? { cursor } : {}),
    });
    yield* page.rows;
    const last = page.rows.at(-1);
    cursor = page.hasOlder && last ? { documentOn: last.documentOn, id: last.id, direction: 'older' } : null;
  }
}

/** Credit notes take away and stand below zero, so that a column adds up. */
const signed = (row: InvoiceListRow, minor: bigint) => (row.kind === 'credit_note' ? -minor : minor);

const COLUMNS: CsvColumn<InvoiceListRow>[] = [
  { head: 'number', kind: 'text', value: (row) => row.number },
  { head: 'kind', kind: 'text', value: (row) => row.kind },
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'title', kind: 'text', value: (row) => row.title },
  { head: 'po_number', kind: 'text', value: (row) => row.poNumber },
  { head: 'document_on', kind: 'date', value: (row) => row.documentOn },
  { head: 'due_on', kind: 'date', value: (row) => row.dueOn },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'gross', kind: 'money', value: (row) => money(signed(row, row.grossMinor), row.currency) },
  { head: 'left', kind: 'money', value: (row) => money(row.leftMinor - row.creditLeftMinor, row.currency) },
  { head: 'on_hold', kind: 'money', value: (row) => money(row.heldMinor, row.currency) },
  { head: 'delivery', kind: 'text', value: (row) => row.deliveryState },
];
