import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { newestEinvoice } from '#app/modules/einvoices/queries/list-einvoices.server.ts';
import { isEinvoiceProfile } from '#app/modules/einvoices/types.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/einvoice-file.ts';
import { foundOr404 } from './not-found.ts';

/** The newest stored e-invoice of a format, its digest checked on this read. */
export async function loader(args: Route.LoaderArgs) {
  const { db } = await requireStaff(args, 'desk.read');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const profile = args.params.profile;
  const newest = isEinvoiceProfile(profile) ? await newestEinvoice(db, { invoiceId, profile }) : null;
  const found = foundOr404(newest, 'e-invoice');
  const document = foundOr404(await getDocument(db, { id: found.documentId }), 'e-invoice');
  const bytes = await readDocument(webProducer(), document);
  if (!bytes.ok)
    throw data(
      {
        title: 'This file cannot be given out now',
        text: 'It could not be read whole. An administrator must look at the file store.',
      },
      503,
    );
  return downloadResponse({ body: bytes.value, fileName: document.fileName, contentType: document.mediaType });
}
