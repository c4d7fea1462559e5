import type { CustomerId, InvoiceId } from '#app/kernel/ids.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import type { ScopedLinkId } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { PortalScope } from '#app/platform/db/portal-scope.server.ts';
import { safeRedirect } from '#app/platform/http/safe-redirect.ts';
import { type Edge, edgeOf, type GuardArgs } from './guarded-request.server.ts';

export type LinkRequest = Edge & {
  actor: Actor;
  /** Give it to readAsPortal and writeAsPortal: it shows the named invoices and nothing else. */
  scope: PortalScope;
  customerId: CustomerId;
  invoiceIds: readonly InvoiceId[];
  linkId: ScopedLinkId;
};

/**
 * Lets the holder of a scoped link through (`/i/:token`). Consumes nothing, whoever opens it and how often. A link that
 * is out of date, withdrawn or unknown leads to one page for all three, which shows no data and can send a new link.
 */
export async function requireLink(args: GuardArgs & { params: { token?: string } }): Promise<LinkRequest> {
  const edge = await edgeOf(args);
  const token = args.params.token ?? '';
  const opened = await openScopedLink(staffDb(), token, edge.moment.now);
  if (!opened.ok) throw safeRedirect(`/i/${encodeURIComponent(token)}/renew`);
  const { linkId, customerId, invoiceIds, sentTo, scope } = opened.value;
  const actor: Actor = { kind: 'link', id: linkId, name: sentTo, requestId: edge.requestId };
  return { ...edge, actor, scope, customerId, invoiceIds, linkId };
}
