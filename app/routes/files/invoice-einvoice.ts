import { sentence } from '#app/guards/guarded-request.server.ts';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { portalEinvoices } from '#app/modules/einvoices/queries/einvoice-facts.server.ts';
import { isEinvoiceProfile } from '#app/modules/einvoices/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { ensureEinvoice } from '#app/workflows/produce-einvoice.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/invoice-einvoice.ts';
import { foundOr404, giveDocument } from './give-file.server.ts';

/** An e-invoice of one of the customer's own invoices, where the customer may fetch them. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId } = await requirePortal(args, 'view');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const { invoice, mayFetch } = await readAsPortal(portalDb(), scope, async (db) => ({
    invoice: await getInvoice(db, { invoiceId, customerId }),
    mayFetch: (await portalEinvoices(db, customerId)).mayFetch,
  }));
  const { profile } = args.params;
  const known = isEinvoiceProfile(profile) ? profile : null;
  const asked = foundOr404(
    invoice && mayFetch && known ? { invoiceId: invoice.id, profile: known } : null,
    'e-invoice',
  );
  const made = await ensureEinvoice(webProducer(), asked);
  if (!made.ok && (made.refusal.code === 'incomplete' || made.refusal.code === 'invalid'))
    throw sentence(
      409,
      'This e-invoice cannot be made yet: we need to complete what we know of your account. Write to us and we send it to you.',
    );
  return giveDocument(made.ok ? made : { ok: false, refusal: { code: 'unknown' } });
}
