import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PromiseState } from '../types.ts';

/** One promise under lock, with all the others of its customer, in one order for everybody; undefined when there is none. */
export async function lockPromise(tx: Tx, promiseId: string) {
  const of = await tx.selectFrom('promises').select('customer_id').where('id', '=', promiseId).executeTakeFirst();
  if (!of) return undefined;
  return (await lockPromises(tx, of.customer_id)).find((promise) => promise.id === promiseId);
}

/** All promises of a customer that were not withdrawn, oldest first, locked to the end of the transaction. */
export async function lockPromises(tx: Tx, customerId: string) {
  const rows = await tx
    .selectFrom('promises')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('state', '<>', 'withdrawn')
    .orderBy('made_at')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, customerId: row.customer_id, currency: row.currency, amountMinor: row.amount_minor },
    ...{ madeAt: row.made_at, madeOn: row.made_on as PlainDate, promisedOn: row.promised_on as PlainDate },
    ...{ graceDays: row.grace_days, madeByKind: row.made_by_kind, state: row.state as PromiseState },
  }));
}
export type LockedPromise = Awaited<ReturnType<typeof lockPromises>>[number];
