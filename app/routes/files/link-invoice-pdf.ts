import { requireLink } from '#app/guards/require-link.server.ts';
import { ensureInvoicePdf } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/link-invoice-pdf.ts';
import { foundOr404, giveDocument } from './give-file.server.ts';

/** The PDF of an invoice that the link names, and of no other. */
export async function loader(args: Route.LoaderArgs) {
  const { invoiceIds } = await requireLink(args);
  const invoiceId = foundOr404(
    invoiceIds.find((id) => id === args.params.id),
    'invoice',
  );
  return giveDocument(await ensureInvoicePdf(webProducer(), invoiceId));
}
