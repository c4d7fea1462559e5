import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { endSession, openSession, sessionCookieName } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { type PortalRole, type Side, STAFF_ROLES, type StaffRole } from '#app/modules/auth/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TwoCustomers } from '#tests/security/two-customers.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { aUser, on } from '#tests/support/people.ts';

/** Who may ask. `role` is what their table of permissions is looked up by. */
export type Identity =
  | { kind: 'visitor' | 'link holder' | 'second factor pending' | 'ended session' }
  | { kind: 'portal'; customer: 'a' | 'b'; role: PortalRole }
  | { kind: 'staff'; role: StaffRole };

export const IDENTITIES: readonly Identity[] = [
  { kind: 'visitor' },
  { kind: 'link holder' },
  { kind: 'portal', customer: 'a', role: 'viewer' },
  { kind: 'portal', customer: 'a', role: 'payer' },
  { kind: 'portal', customer: 'b', role: 'payer' },
  { kind: 'second factor pending' },
  { kind: 'ended session' },
  ...STAFF_ROLES.map((role) => ({ kind: 'staff', role }) as const),
];

/** The other people of customers: asked of the routes a customer's people meet, and not of each page of the desk. */
export const MORE_PEOPLE: readonly Identity[] = [
  { kind: 'portal', customer: 'a', role: 'approver' },
  { kind: 'portal', customer: 'a', role: 'owner' },
  { kind: 'portal', customer: 'b', role: 'owner' },
];

export const nameOf = (who: Identity): string => {
  if (who.kind === 'portal') return `customer ${who.customer.toUpperCase()}'s ${who.role}`;
  return who.kind === 'staff' ? who.role.replace('_', ' ') : who.kind;
};

/** Makes the people once; answers a function that gives a fresh Cookie header for any of them, for any number of requests. */
export async function introduce(
  { staff }: Pick<TestDatabase, 'staff'>,
  made: TwoCustomers,
): Promise<(who: Identity) => Promise<string>> {
  const db = staff.db;
  const users = new Map<string, UserId>();
  for (const who of [...IDENTITIES, ...MORE_PEOPLE]) {
    const email = `${nameOf(who).replaceAll(/[^a-z]+/gi, '-')}@people.example`.toLowerCase();
    if (who.kind === 'portal') {
      const customerId = made[who.customer].customerId as CustomerId;
      const input = { customerId, email, name: nameOf(who), role: who.role };
      const added = await inTransaction(db, (tx) => addPortalUser(tx, SYSTEM, input, on('2026-04-01')));
      if (!added.ok) throw new Error(added.refusal.code);
      users.set(nameOf(who), added.value.userId);
    } else {
      const role = who.kind === 'staff' ? who.role : 'administrator';
      const id = await aUser(db, { email, kind: 'staff', role, name: nameOf(who) });
      await db.updateTable('users').set({ totp_confirmed_at: new Date() }).where('id', '=', id).execute();
      users.set(nameOf(who), id);
    }
  }
  const open = async (side: Side, who: Identity, secondFactorAt: Date | null) => {
    const now = new Date();
    const customerId = who.kind === 'portal' ? (made[who.customer].customerId as CustomerId) : null;
    const userId = users.get(nameOf(who)) as UserId;
    const token = await openSession(db, { userId, secondFactorAt, customerId, userAgent: 'matrix' }, { side, now });
    return { token, cookie: `${sessionCookieName(side, false)}=${token}` };
  };
  return async (who) => {
    if (who.kind === 'staff') return (await open('staff', who, new Date())).cookie;
    if (who.kind === 'portal') return (await open('portal', who, null)).cookie;
    if (who.kind === 'second factor pending') return (await open('staff', who, null)).cookie;
    if (who.kind !== 'ended session') return '';
    const { token, cookie } = await open('staff', who, new Date());
    await endSession(db, token, { side: 'staff', now: new Date() });
    return cookie;
  };
}
