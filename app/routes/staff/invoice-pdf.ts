import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import type { Result } from '#app/kernel/result.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { ensureInvoicePdf, type ProduceRefusal, readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/invoice-pdf.ts';
import { foundOr404 } from './not-found.ts';

/** The stored PDF of an invoice, its digest checked; made now if the worker has not come to it yet. */
export async function loader(args: Route.LoaderArgs) {
  const { db } = await requireStaff(args, 'accounts.read');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  // The file is made by whoever asks first, with rights of its own: whether this person sees the invoice is asked here.
  foundOr404(await getInvoice(db, { invoiceId }), 'invoice');
  const producer = webProducer();
  const document = await ensureInvoicePdf(producer, invoiceId);
  if (!document.ok && document.refusal.code === 'unknown') return foundOr404(null, 'invoice');
  const bytes = document.ok ? await readDocument(producer, document.value) : null;
  if (!document.ok || !bytes?.ok)
    throw data({ title: 'This PDF cannot be given out now', text: whyNot(document) }, 503);
  return downloadResponse({
    body: bytes.value,
    fileName: document.value.fileName,
    contentType: document.value.mediaType,
  });
}

function whyNot(made: Result<StoredDocument, ProduceRefusal>): string {
  if (made.ok) return 'Its file could not be read whole. An administrator must look at the file store.';
  if (made.refusal.code === 'disk-full')
    return 'There is no space left where documents are kept. Free some and try again.';
  return made.refusal.code === 'not-made'
    ? `It could not be made: ${made.refusal.reason}`
    : 'There is no such document.';
}
