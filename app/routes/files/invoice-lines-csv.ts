import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/invoice-lines-csv.ts';
import { foundOr404 } from './give-file.server.ts';

/** The lines of one of the customer's own invoices. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId } = await requirePortal(args, 'view');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const invoice = foundOr404(
    await readAsPortal(portalDb(), scope, (db) => getInvoice(db, { invoiceId, customerId })),
    'invoice',
  );
  return csvResponse({
    fileName: `invoice-lines_${invoice.number}.csv`,
    columns: columnsOf(invoice),
    rows: invoice.lines,
  });
}

type Line = Invoice['lines'][number];

const columnsOf = (invoice: Invoice): CsvColumn<Line>[] => [
  { head: 'invoice', kind: 'text', value: () => invoice.number },
  { head: 'line', kind: 'integer', value: (line) => line.lineNo },
  { head: 'description', kind: 'text', value: (line) => showText(line.description) },
  { head: 'quantity', kind: 'decimal', value: (line) => line.quantity },
  { head: 'unit', kind: 'text', value: (line) => showText(line.unit) },
  { head: 'unit_price', kind: 'decimal', value: (line) => line.unitPrice },
  { head: 'currency', kind: 'text', value: () => invoice.currency },
  { head: 'net', kind: 'money', value: (line) => money(line.netMinor, invoice.currency) },
  { head: 'tax_code', kind: 'text', value: (line) => line.taxCode },
  { head: 'tax_rate_percent', kind: 'decimal', value: (line) => `${line.taxRateBp / 100}` },
];
