import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ParentRefusal } from '../types.ts';

/** Undefined leaves the parent as it is, null takes it away. */
export type Parent = { readonly parentId?: CustomerId | null };

/**
 * Finds the parent a customer is to have, by its number without regard to case. Refuses a number nobody has, the customer
 * itself, a parent that has one, and a customer that is a parent. Locks both customers in id order, as the database's law does.
 */
export async function findParent(
  tx: Tx,
  parentNumber: string | undefined,
  customerId?: CustomerId,
): Promise<Result<Parent, ParentRefusal>> {
  if (parentNumber === undefined) return ok({});
  const number = parentNumber.trim();
  if (number === '') return ok({ parentId: null });
  const found = await tx
    .selectFrom('customers as c')
    .leftJoin('customers as p', 'p.id', 'c.parent_id')
    .select(['c.id', 'c.name', 'p.id as above_id', 'p.number as above_number', 'p.name as above_name'])
    .where((eb) => eb(eb.fn<string>('lower', ['c.number']), '=', number.toLowerCase()))
    .executeTakeFirst();
  if (!found) return refuse({ code: 'unknown-parent', number });
  if (found.id === customerId) return refuse({ code: 'own-parent' });
  if (found.above_id) {
    const above = { id: found.above_id as CustomerId, number: found.above_number ?? '', name: found.above_name ?? '' };
    return refuse({ code: 'parent-has-parent', name: found.name, above });
  }
  const locked = [found.id, ...(customerId ? [customerId] : [])];
  await tx.selectFrom('customers').select('id').where('id', 'in', locked).orderBy('id').forNoKeyUpdate().execute();
  const children = customerId ? await childrenOf(tx, customerId) : 0;
  return children > 0 ? refuse({ code: 'has-children', count: children }) : ok({ parentId: found.id as CustomerId });
}

async function childrenOf(tx: Tx, customerId: CustomerId): Promise<number> {
  const rows = await tx.selectFrom('customers').select('id').where('parent_id', '=', customerId).execute();
  return rows.length;
}
