import type { LinkRequest } from '#app/guards/require-link.server.ts';
import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import type { Company } from '#app/modules/company/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { PortalScope } from '#app/platform/db/portal-scope.server.ts';

/** Who asks, from either door: signed in, or with a link. */
export type Asker = {
  readonly actor: Actor;
  readonly scope: PortalScope;
  readonly customerId: string;
  readonly company: Company;
  readonly moment: Moment;
  /** Where the answer goes. */
  readonly email: string;
  /** Root of a link's pages; empty for a signed-in person. */
  readonly root: string;
  readonly mayPay: boolean;
  /** The invoices a link speaks of; null: all of the customer's. */
  readonly only: readonly string[] | null;
};

export const portalAsker = ({ actor, scope, customerId, company, moment, user, membership }: PortalRequest): Asker => ({
  ...{ actor, scope, customerId, company, moment, email: user.email, root: '', only: null },
  mayPay: mayPortal(membership.role, 'pay'),
});

export const linkAsker = (link: LinkRequest, token: string): Asker => {
  const { actor, scope, customerId, company, moment, invoiceIds: only } = link;
  const root = `/i/${encodeURIComponent(token)}`;
  return { ...{ actor, scope, customerId, company, moment, only }, email: actor.name, root, mayPay: true };
};
