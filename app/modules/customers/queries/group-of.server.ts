import type { CustomerId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Balance, NamedCustomer } from '../types.ts';
import { balancesOf } from './list-customers.server.ts';

export type GroupMember = NamedCustomer & { readonly isParent: boolean; readonly balances: readonly Balance[] };

/** The other customers of a customer's group, the parent first, each with its balances per currency. Empty without one. */
export async function groupOf(
  db: ReadDb,
  of: { readonly customerId: string; readonly parentId: string | null; readonly today: PlainDate },
): Promise<GroupMember[]> {
  const leadId = of.parentId ?? of.customerId;
  const rows = await db
    .selectFrom('customers')
    .select(['id', 'number', 'name', 'parent_id'])
    .where((eb) => eb.or([eb('id', '=', leadId), eb('parent_id', '=', leadId)]))
    .where('id', '<>', of.customerId)
    .orderBy((eb) => eb('parent_id', 'is not', null))
    .orderBy('name')
    .orderBy('id')
    .execute();
  const balances = await balancesOf(db, { customerIds: rows.map((row) => row.id), today: of.today });
  return rows.map((row) => ({
    ...{ id: row.id as CustomerId, number: row.number, name: row.name, isParent: row.parent_id === null },
    balances: balances.get(row.id) ?? [],
  }));
}
