import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { SavedMethod } from '../types.ts';

/** The saved methods of a customer that were not removed, the default first, then as they were added. */
export async function listSavedMethods(db: ReadDb, customerId: string): Promise<SavedMethod[]> {
  const rows = await selectMethods(db)
    .where('customer_id', '=', customerId)
    .where('state', '<>', 'removed')
    .orderBy('is_default', 'desc')
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map(toMethod);
}

/** What is charged when nobody says otherwise; null where the customer chose none. */
export async function defaultMethod(db: ReadDb, customerId: string): Promise<SavedMethod | null> {
  const row = await selectMethods(db)
    .where('customer_id', '=', customerId)
    .where('is_default', '=', true)
    .executeTakeFirst();
  return row ? toMethod(row) : null;
}

/** One method of a customer in whatever state; null when there is none such, or it is another's. */
export async function findSavedMethod(
  db: ReadDb,
  of: { readonly customerId: string; readonly methodId: string },
): Promise<SavedMethod | null> {
  const row = await selectMethods(db)
    .where('id', '=', of.methodId)
    .where('customer_id', '=', of.customerId)
    .executeTakeFirst();
  return row ? toMethod(row) : null;
}

/** Named one by one: the portal and the back office may not read what the processor calls a method. */
const selectMethods = (db: ReadDb) =>
  db
    .selectFrom('saved_methods')
    .select(['id', 'customer_id', 'kind', 'brand', 'last4', 'exp_month', 'exp_year', 'is_default', 'state'])
    .select(['state_reason', 'added_by_name', 'added_at', 'removed_at']);

type MethodRow = Awaited<ReturnType<ReturnType<typeof selectMethods>['executeTakeFirstOrThrow']>>;

const toMethod = (row: MethodRow): SavedMethod => ({
  id: row.id,
  customerId: row.customer_id,
  kind: row.kind as SavedMethod['kind'],
  brand: row.brand,
  last4: row.last4,
  expMonth: row.exp_month,
  expYear: row.exp_year,
  isDefault: row.is_default,
  state: row.state as SavedMethod['state'],
  stateReason: row.state_reason,
  addedByName: row.added_by_name,
  addedAt: row.added_at,
  removedAt: row.removed_at,
});
