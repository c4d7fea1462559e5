import { assert } from '#app/kernel/assert.ts';
import type { CustomerId, InvoiceId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { digest } from '../rules/digest.ts';
import type { ScopedLinkId } from '../types.ts';
import { newToken } from './new-secrets.server.ts';

const LIFETIME_MS = 30 * 24 * 3_600_000;
const INVOICES_MAX = 100;

export type ScopedLinkInput = { customerId: CustomerId; invoiceIds: readonly InvoiceId[]; sentTo: string };

/**
 * Makes a link that shows the named invoices and nothing else, for thirty days. Answers the token for the mail
 * (`/i/<token>`), which is stored nowhere: make one for each mail, just before it leaves.
 */
export async function createScopedLink(
  tx: Tx,
  actor: Actor,
  { customerId, invoiceIds, sentTo }: ScopedLinkInput,
  { now }: Moment,
): Promise<Result<{ linkId: ScopedLinkId; token: string; expiresAt: Date }, never>> {
  assert(invoiceIds.length > 0 && invoiceIds.length <= INVOICES_MAX, 'a scoped link names 1 to 100 invoices');
  const [linkId, token] = [newId<ScopedLinkId>(), newToken()];
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  await tx
    .insertInto('scoped_links')
    .values({
      ...{ id: linkId, customer_id: customerId, token_hash: digest(token), sent_to: sentTo },
      ...{ created_at: now, expires_at: expiresAt },
    })
    .execute();
  await tx
    .insertInto('scoped_link_invoices')
    .values(invoiceIds.map((invoiceId) => ({ link_id: linkId, invoice_id: invoiceId, customer_id: customerId })))
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'link.created', subjectKind: 'scoped_link', subjectId: linkId, customerId },
    after: { invoiceIds: [...invoiceIds], sentTo },
  });
  return ok({ linkId, token, expiresAt });
}
