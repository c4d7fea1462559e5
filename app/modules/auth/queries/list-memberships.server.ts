import { sql } from 'kysely';
import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { PREPARED } from '#app/platform/db/prepared-statements.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Membership, PayLimit, PortalRole } from '../types.ts';

type Row = {
  id: string;
  number: string;
  name: string;
  leadId: string | null;
  limit_minor: bigint | null;
  limit_currency: string | null;
  role: string | null;
};

/**
 * The customers a portal user acts for now, by name: their own, and the other accounts of a group whose lead they act for
 * with a right over it. Archived customers stay: they may still owe. One's own membership goes before the group's.
 */
export async function listMemberships(db: ReadDb, userId: UserId): Promise<Membership[]> {
  // The mark makes it planned once a connection: every page of a customer asks it.
  const { rows } =
    await sql<Row>`${sql.raw(PREPARED)} select distinct on (c.id) c.id, c.number, c.name, lead.id as "leadId",
      m.limit_minor, m.limit_currency, case when c.id = m.customer_id then m.role else m.group_role end as role
    from portal_memberships m
    join customers c on c.id = m.customer_id or (c.parent_id = m.customer_id and m.group_role is not null)
    left join customers lead on lead.id = c.parent_id and lead.id = m.customer_id
    where m.user_id = ${userId}::uuid and m.removed_at is null
    order by c.id, (c.id = m.customer_id) desc`.execute(db);
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
