import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { digest } from '../rules/digest.ts';
import type { PayLimit, PortalRole } from '../types.ts';
import { limitOf } from './list-memberships.server.ts';

export type SeenInvitation = {
  readonly email: string;
  readonly name: string;
  readonly customerName: string;
  readonly invitedByName: string;
  readonly role: PortalRole;
  readonly limit: PayLimit | null;
};

/** What an invitation's link offers; null once it is over. Reading changes nothing: mail scanners open links. */
export async function lookAtInvitation(db: ReadDb, token: string, now: Date): Promise<SeenInvitation | null> {
  const row = await db
    .selectFrom('portal_invitations as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select(['i.email', 'i.name', 'i.role', 'i.limit_minor', 'i.limit_currency', 'i.invited_by_name'])
    .select('c.name as customerName')
    .where('i.token_hash', '=', digest(token))
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...{ email: row.email, name: row.name, customerName: row.customerName, invitedByName: row.invited_by_name },
    ...{ role: row.role as PortalRole, limit: limitOf(row) },
  };
}
