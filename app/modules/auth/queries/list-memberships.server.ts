import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Membership, PortalRole } from '../types.ts';

/** The customers a portal user acts for now, by name. Archived customers stay: they may still owe. */
export async function listMemberships(db: ReadDb, userId: UserId): Promise<Membership[]> {
  const rows = await db
    .selectFrom('portal_memberships')
    .innerJoin('customers', 'customers.id', 'portal_memberships.customer_id')
    .select(['customers.id', 'customers.number', 'customers.name', 'portal_memberships.role'])
    .where('portal_memberships.user_id', '=', userId)
    .where('portal_memberships.removed_at', 'is', null)
    .orderBy('customers.name')
    .orderBy('customers.id')
    .execute();
  return rows.map((row) => ({
    customerId: row.id as CustomerId,
    customerNumber: row.number,
    customerName: row.name,
    role: row.role as PortalRole,
  }));
}
