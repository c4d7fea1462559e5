import type { LinkRequest } from '#app/guards/require-link.server.ts';
import type { Payer } from './pay-page.server.ts';

/** The holder of a link as a payer: the receipt goes where the link was sent, and back means the link's own pages. */
export const linkPayer = (
  { actor, scope, customerId, linkId, company, moment }: LinkRequest,
  token: string,
): Payer => ({
  actor,
  scope,
  customerId,
  company,
  moment,
  email: actor.name,
  keyOwnerId: linkId,
  linkPath: `/i/${encodeURIComponent(token)}`,
});
