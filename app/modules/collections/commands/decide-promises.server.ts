import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { receiptsOf } from '../queries/receipts-of.server.ts';
import { type CountedMoney, countMoney, outcomeOf } from '../rules/count-money.ts';
import { type LockedPromise, lockPromises } from './lock-promise.server.ts';
import { notePromiseEvent } from './note-promise-event.server.ts';

const lastDay = (promise: LockedPromise): PlainDate => addDays(promise.promisedOn, promise.graceDays);

/**
 * Counts a customer's money for their promises anew and writes what changed: kept as soon as all came, part-kept or broken
 * when the days are over, and open again when money came back in time. Makes the task of one that was not wholly kept. Called
 * again it changes nothing. Answers how many changed.
 */
export async function decidePromises(
  tx: Tx,
  actor: Actor,
  { customerId }: { readonly customerId: string },
  moment: Moment,
): Promise<number> {
  const some = await tx.selectFrom('promises').select('id').where('customer_id', '=', customerId).limit(1).execute();
  if (some.length === 0) return 0;
  const promises = await lockPromises(tx, customerId);
  let changed = 0;
  for (const [currency, all] of Map.groupBy(promises, (promise) => promise.currency)) {
    const { receipts, onTheirWay } = await receiptsOf(tx, { customerId, currency, fromOn: all[0]!.madeOn });
    const counted = countMoney(
      all.map((promise) => ({ ...promise, fromOn: promise.madeOn, throughOn: lastDay(promise) })),
      receipts,
    );
    await keepCounted(tx, customerId, { all, counted });
    for (const promise of all) {
      const countedMinor = counted
        .filter((part) => part.promiseId === promise.id)
        .reduce((sum, part) => sum + part.amountMinor, 0n);
      const isOnItsWay = onTheirWay.some((on) => on >= promise.madeOn && on <= lastDay(promise));
      const stands = { ...promise, throughOn: lastDay(promise) };
      let outcome = outcomeOf(stands, { countedMinor, today: moment.today, isOnItsWay });
      // Open again beside another open one of the customer's own is refused: it ends as it stands.
      if (outcome === 'open' && promise.state !== 'open' && all.some((other) => other !== promise && isOpenOwn(other)))
        outcome = countedMinor > 0n ? 'part_kept' : 'broken';
      if (outcome === promise.state) continue;
      await write(tx, actor, { promise, outcome, countedMinor }, moment);
      changed += 1;
    }
  }
  return changed;
}

const isOpenOwn = ({ state, madeByKind }: LockedPromise): boolean => state === 'open' && madeByKind === 'customer';

/** Writes down which money counts for what; rows that say so already are left alone. */
async function keepCounted(
  tx: Tx,
  customerId: string,
  { all, counted }: { readonly all: readonly LockedPromise[]; readonly counted: readonly CountedMoney[] },
): Promise<void> {
  const ids = all.map(({ id }) => id);
  const before = await tx.selectFrom('promise_money').selectAll().where('promise_id', 'in', ids).execute();
  const key = (part: CountedMoney) => `${part.promiseId}:${part.paymentId}:${part.amountMinor}`;
  const same = (a: readonly string[], b: readonly string[]) => a.toSorted().join() === b.toSorted().join();
  const known = before.map((row) =>
    key({ promiseId: row.promise_id, paymentId: row.payment_id, amountMinor: row.amount_minor }),
  );
  if (same(known, counted.map(key))) return;
  await tx.deleteFrom('promise_money').where('promise_id', 'in', ids).execute();
  if (counted.length === 0) return;
  await tx
    .insertInto('promise_money')
    .values(
      counted.map((part) => ({
        ...{ promise_id: part.promiseId, payment_id: part.paymentId, customer_id: customerId },
        amount_minor: part.amountMinor,
      })),
    )
    .execute();
}

type Decided = {
  readonly promise: LockedPromise;
  readonly outcome: ReturnType<typeof outcomeOf>;
  readonly countedMinor: bigint;
};

async function write(tx: Tx, actor: Actor, { promise, outcome, countedMinor }: Decided, moment: Moment): Promise<void> {
  const { id: promiseId, customerId, amountMinor, promisedOn } = promise;
  const of = { promiseId, customerId, amountMinor, promisedOn };
  if (outcome === 'open')
    await notePromiseEvent(
      tx,
      actor,
      { ...of, kind: 'changed', reason: 'Money that counted for it came back.' },
      moment,
    );
  else await notePromiseEvent(tx, actor, { ...of, kind: outcome, countedMinor }, moment);
  if (outcome === 'part_kept' || outcome === 'broken') {
    const kind = outcome === 'broken' ? 'promise_broken' : 'promise_part_kept';
    await tx
      .insertInto('collection_tasks')
      .values({ customer_id: customerId, kind, promise_id: promiseId, made_at: moment.now })
      .onConflict((conflict) => conflict.column('promise_id').where('done_at', 'is', null).doNothing())
      .execute();
    return;
  }
  const outcomeText = outcome === 'kept' ? 'The money came after all.' : 'The promise stands open again.';
  await tx
    .updateTable('collection_tasks')
    .set({ done_by_name: actor.name, done_at: moment.now, outcome: outcomeText })
    .where('promise_id', '=', promiseId)
    .where('done_at', 'is', null)
    .execute();
}
