import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { policyRowOn } from '../queries/collection-policy.server.ts';
import { owedIn } from '../queries/owed-in.server.ts';
import type { PromiseRefusal, PromiseSource } from '../types.ts';

export type NewPromise = {
  readonly customerId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly promisedOn: PlainDate;
  readonly source: PromiseSource;
  readonly note: string;
  /** Debts it is about; none: whatever is oldest. Staff only. */
  readonly itemIds?: readonly string[];
};

/**
 * Takes a stated date and amount, from staff or from the customer (source `portal`, then as the portal within its customer
 * and within the policy). It pauses reminders as the policy of the day says, and money decides it. Refuses a day that lies
 * behind, more than is owed, and what the policy does not let a customer promise.
 */
export async function makePromise(
  tx: Tx,
  actor: Actor,
  promise: NewPromise,
  moment: Moment,
): Promise<Result<{ promiseId: string }, PromiseRefusal>> {
  const { customerId, currency, amountMinor, promisedOn, source, note } = promise;
  const policy = await policyRowOn(tx, moment.today);
  if (promisedOn < moment.today) return refuse({ code: 'past' });
  const lastOn = addDays(moment.today, policy.promiseDaysAhead);
  if (source === 'portal' && promisedOn > lastOn) return refuse({ code: 'too-far', lastOn });
  const owedMinor = await owedIn(tx, { customerId, currency });
  if (amountMinor > owedMinor) return refuse({ code: 'more-than-owed', owedMinor });
  const promiseId = newId<never>() as string;
  const by = source === 'portal' ? ('customer' as const) : ('staff' as const);
  try {
    await tx
      .insertInto('promises')
      .values({
        ...{ id: promiseId, customer_id: customerId, currency, amount_minor: amountMinor },
        ...{ made_on: moment.today, promised_on: promisedOn, grace_days: policy.promiseGraceDays },
        ...{ pauses: policy.promisePauses, made_by_kind: by, source, note: note.trim() },
        ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
      })
      .execute();
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'promises_one_open_of_customer_unique') return refuse({ code: 'one-stands' });
    if (constraint === 'promise_too_far') return refuse({ code: 'too-far', lastOn });
    if (constraint === 'promise_too_many') return refuse({ code: 'too-many', allowed: policy.promisesPerQuarter });
    throw error;
  }
  const itemIds = promise.itemIds ?? [];
  if (itemIds.length > 0)
    await tx
      .insertInto('promise_items')
      .values(itemIds.map((itemId) => ({ promise_id: promiseId, item_id: itemId, customer_id: customerId })))
      .execute();
  await tx
    .insertInto('promise_events')
    .values({
      ...{ promise_id: promiseId, customer_id: customerId, position: 1, kind: 'made' },
      ...{ amount_minor: amountMinor, promised_on: promisedOn },
      ...{ by_kind: by, by_id: actor.id, by_name: actor.name, happened_at: moment.now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'promise.made', subjectKind: 'promise', subjectId: promiseId, customerId },
    after: { currency, amountMinor: amountMinor.toString(), promisedOn, source },
    reason: note.trim(),
  });
  return ok({ promiseId });
}
