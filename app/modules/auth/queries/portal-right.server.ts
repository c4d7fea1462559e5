import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PayLimit, PortalRole } from '../types.ts';
import { limitOf } from './list-memberships.server.ts';

/** What somebody may do for a customer now; `role` null: nothing any more. */
export type RightNow = { readonly role: PortalRole | null; readonly limit: PayLimit | null };

/** The right of a person of the customer's, their own or through the group. Null where the id names nobody who signs in. For the worker and the back office. */
export async function portalRightOf(
  db: ReadDb,
  { userId, customerId }: { readonly userId: string; readonly customerId: string },
): Promise<RightNow | null> {
  const { rows } = await sql<{ role: PortalRole | null; limit_minor: bigint | null; limit_currency: string | null }>`
    select r.role, r.limit_minor, r.limit_currency from users u
    left join lateral portal_right(u.id, ${customerId}::uuid) r on true where u.id = ${userId}::uuid and u.kind = 'portal'`.execute(
    db,
  );
  const [row] = rows;
  return row ? { role: row.role, limit: limitOf(row) } : null;
}
