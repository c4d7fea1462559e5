import { sql } from 'kysely';
import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { PREPARED } from '#app/platform/db/prepared-statements.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Membership, PayLimit, PortalRole } from '../types.ts';

/**
 * The customers a portal user acts for now, by name: their own, and the other accounts of a group whose lead they act for
 * with a right over it. Archived customers stay: they may still owe. One's own membership goes before the group's.
 */
export async function listMemberships(db: ReadDb, userId: UserId): Promise<Membership[]> {
  const rows = await db
    .selectFrom('portal_memberships as m')
    .innerJoin('customers as c', (join) =>
      join.on((eb) =>
        eb.or([
          eb('c.id', '=', eb.ref('m.customer_id')),
          eb.and([eb('c.parent_id', '=', eb.ref('m.customer_id')), eb('m.group_role', 'is not', null)]),
        ]),
      ),
    )
    .leftJoin('customers as lead', (join) =>
      join.onRef('lead.id', '=', 'c.parent_id').onRef('lead.id', '=', 'm.customer_id'),
    )
    .modifyFront(sql.raw(PREPARED))
    .distinctOn('c.id')
    .select(['c.id', 'c.number', 'c.name', 'lead.id as leadId', 'm.limit_minor', 'm.limit_currency'])
    .select((eb) => [
      eb
        .case()
        .when('c.id', '=', eb.ref('m.customer_id'))
        .then(eb.ref('m.role'))
        .else(eb.ref('m.group_role'))
        .end()
        .as('role'),
    ])
    .where('m.user_id', '=', userId)
    .where('m.removed_at', 'is', null)
    .orderBy('c.id')
    .orderBy(sql`c.id = m.customer_id`, 'desc')
    .execute();
  return rows
    .map((row) => ({
      customerId: row.id as CustomerId,
      customerNumber: row.number,
      customerName: row.name,
      role: row.role as PortalRole,
      limit: row.role === 'viewer' ? null : limitOf(row),
      throughGroupOf: row.leadId as CustomerId | null,
    }))
    .sort((a, b) => (a.customerName < b.customerName ? -1 : a.customerName > b.customerName ? 1 : 0));
}

export const limitOf = (row: { limit_minor: bigint | null; limit_currency: string | null }): PayLimit | null =>
  row.limit_minor === null ? null : { minor: row.limit_minor, currency: row.limit_currency as Currency };
