import type { CustomerId, InvoiceId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { PortalScope } from '#app/platform/db/portal-scope.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { digest } from '../rules/digest.ts';
import type { LinkRefusal, ScopedLinkId } from '../types.ts';

export type OpenedLink = {
  linkId: ScopedLinkId;
  customerId: CustomerId;
  invoiceIds: readonly InvoiceId[];
  sentTo: string;
  scope: PortalScope;
};

/** What a scoped link shows. Reading it changes nothing, so a mail scanner may open it as often as it likes. */
export async function openScopedLink(db: ReadDb, token: string, now: Date): Promise<Result<OpenedLink, LinkRefusal>> {
  const rows = await db
    .selectFrom('scoped_links')
    .innerJoin('scoped_link_invoices', 'scoped_link_invoices.link_id', 'scoped_links.id')
    .select(['scoped_links.id', 'scoped_links.customer_id', 'scoped_links.sent_to', 'scoped_links.expires_at'])
    .select(['scoped_links.revoked_at', 'scoped_link_invoices.invoice_id'])
    .where('scoped_links.token_hash', '=', digest(token))
    .execute();
  const link = rows[0];
  if (!link) return refuse({ code: 'unknown' });
  if (link.revoked_at) return refuse({ code: 'revoked' });
  if (now >= link.expires_at) return refuse({ code: 'expired' });
  const linkId = link.id as ScopedLinkId;
  const customerId = link.customer_id as CustomerId;
  const invoiceIds = rows.map((row) => row.invoice_id as InvoiceId);
  const scope: PortalScope = { kind: 'link', linkId, customerId, invoiceIds };
  return ok({ linkId, customerId, invoiceIds, sentTo: link.sent_to, scope });
}
