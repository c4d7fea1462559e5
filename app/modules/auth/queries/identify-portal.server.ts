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

/** A person who is signed in, and the customers they act for as of now. */
export type PortalPerson = Pick<PortalIdentity, 'user' | 'session' | 'memberships'>;

/**
 * Who of the customers presents this token, or null. Memberships are read on each request: one that was taken away is gone
 * with the next click.
 */
export async function portalPerson(db: Db, token: string | null, now: Date): Promise<PortalPerson | null> {
  const held = token ? await checkSession(db, token, { side: 'portal', now }) : null;
  if (!held) return null;
  const { id, email, name } = held.user;
  return { user: { id, email, name }, session: held.session, memberships: await listMemberships(db, id) };
}

/** For which customer this person asks, and whether they may do this there. */
export function portalIdentity(
  person: PortalPerson | null,
  permission: PortalPermission,
): Result<PortalIdentity, PortalRefusal> {
  if (!person) return refuse({ code: 'not-signed-in' });
  const { session, memberships } = person;
  const membership = memberships.find((one) => one.customerId === session.customerId) ?? memberships[0];
  if (!membership) return refuse({ code: 'no-customer' });
  const isAllowed = permission === 'agree' ? mayAgree(membership) : mayPortal(membership.role, permission);
  if (!isAllowed) return refuse({ code: 'not-permitted', permission });
  return ok({ ...person, customerId: membership.customerId, membership });
}

/** Both at once. */
export async function identifyPortal(
  db: Db,
  { token, permission }: { token: string | null; permission: PortalPermission },
  now: Date,
): Promise<Result<PortalIdentity, PortalRefusal>> {
  return portalIdentity(await portalPerson(db, token, now), permission);
}
