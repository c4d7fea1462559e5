import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { ensureInvoicePdf } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/invoice-pdf.ts';
import { foundOr404, giveDocument } from './give-file.server.ts';

/** The PDF of one of the customer's own invoices. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId } = await requirePortal(args, 'view');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const invoice = await readAsPortal(portalDb(), scope, (db) => getInvoice(db, { invoiceId, customerId }));
  return giveDocument(await ensureInvoicePdf(webProducer(), foundOr404(invoice, 'invoice').id));
}
