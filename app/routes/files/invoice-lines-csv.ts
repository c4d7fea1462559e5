import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/invoice-lines-csv.ts';
import { foundOr404 } from './give-file.server.ts';
import { lineColumns } from './invoice-line-columns.ts';

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
    columns: lineColumns(invoice),
    rows: invoice.lines,
  });
}
