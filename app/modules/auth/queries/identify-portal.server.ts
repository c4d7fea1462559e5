import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { checkSession } from '../commands/keep-sessions.server.ts';
import {
  type Membership,
  mayAgree,
  mayPortal,
  type PortalPermission,
  type PortalRefusal,
  type PortalUser,
  type Session,
} from '../types.ts';
import { listMemberships } from './list-memberships.server.ts';

export type PortalIdentity = {
  user: PortalUser;
  session: Session;
  customerId: CustomerId;
  membership: Membership;
  /** All customers this person acts for; more than one shows the switcher. */
  memberships: readonly Membership[];
};

/**
 * Who of the customers presents this token, for which customer, and whether they may do this there. Memberships are read
 * on each request: one that was taken away is gone with the next click.
 */
export async function identifyPortal(
  db: Db,
  { token, permission }: { token: string | null; permission: PortalPermission },
  now: Date,
): Promise<Result<PortalIdentity, PortalRefusal>> {
  const held = token ? await checkSession(db, token, { side: 'portal', now }) : null;
  if (!held) return refuse({ code: 'not-signed-in' });
  const { id, email, name } = held.user;
  const memberships = await listMemberships(db, id);
  const membership = memberships.find((one) => one.customerId === held.session.customerId) ?? memberships[0];
  if (!membership) return refuse({ code: 'no-customer' });
  const isAllowed = permission === 'agree' ? mayAgree(membership) : mayPortal(membership.role, permission);
  if (!isAllowed) return refuse({ code: 'not-permitted', permission });
  return ok({
    user: { id, email, name },
    session: held.session,
    customerId: membership.customerId,
    membership,
    memberships,
  });
}
