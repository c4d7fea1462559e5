import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/staff-invoice-lines-csv.ts';
import { foundOr404 } from './give-file.server.ts';
import { lineColumns } from './invoice-line-columns.ts';

/** The lines of one document, for staff who may see it. */
export async function loader(args: Route.LoaderArgs) {
  const { db } = await requireStaff(args, 'accounts.read');
  const id = parseId<InvoiceId>(args.params.id);
  const invoice = foundOr404(id && (await getInvoice(db, { invoiceId: id })), 'invoice');
  return csvResponse({
    fileName: `invoice-lines_${invoice.number}.csv`,
    columns: lineColumns(invoice),
    rows: invoice.lines,
  });
}
