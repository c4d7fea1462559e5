import type { CustomerId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { NamedCustomer } from '../types.ts';

/** A parent and its children as they are now, the parent first, the children by name. Empty for who is parent of nobody. */
export async function groupMembers(db: ReadDb, parentId: string): Promise<NamedCustomer[]> {
  const rows = await db
    .selectFrom('customers')
    .select(['id', 'number', 'name', 'parent_id'])
    .where((eb) => eb.or([eb('id', '=', parentId), eb('parent_id', '=', parentId)]))
    .orderBy((eb) => eb('parent_id', 'is not', null))
    .orderBy('name')
    .orderBy('id')
    .execute();
  if (rows.length < 2 || rows[0]?.id !== parentId) return [];
  return rows.map(({ id, number, name }) => ({ id: id as CustomerId, number, name }));
}
