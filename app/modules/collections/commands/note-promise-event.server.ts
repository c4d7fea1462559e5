import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PromiseState } from '../types.ts';

export type PromiseEvent = {
  readonly promiseId: string;
  readonly customerId: string;
  readonly kind: 'changed' | 'withdrawn' | 'kept' | 'part_kept' | 'broken';
  readonly amountMinor: bigint;
  readonly promisedOn: string;
  readonly countedMinor?: bigint;
  readonly reason?: string;
};

/** Writes the next event of a promise and brings the promise to it. The caller holds the promise's row locked. */
export async function notePromiseEvent(tx: Tx, actor: Actor, event: PromiseEvent, moment: Moment): Promise<void> {
  const { promiseId, customerId, kind, amountMinor, promisedOn, countedMinor = 0n, reason = '' } = event;
  const last = await tx
    .selectFrom('promise_events')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('promise_id', '=', promiseId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('promise_events')
    .values({
      ...{ promise_id: promiseId, customer_id: customerId, position: Number(last.position ?? 0) + 1, kind },
      ...{ amount_minor: amountMinor, promised_on: promisedOn, counted_minor: countedMinor, reason },
      ...{ by_kind: actor.kind === 'staff' ? 'staff' : 'system', by_id: actor.id, by_name: actor.name },
      happened_at: moment.now,
    })
    .execute();
  const state: PromiseState = kind === 'changed' ? 'open' : kind;
  await tx
    .updateTable('promises')
    .set({ state, amount_minor: amountMinor, promised_on: promisedOn })
    .where('id', '=', promiseId)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: `promise.${kind.replace('_', '-')}`, subjectKind: 'promise', subjectId: promiseId, customerId },
    after: { amountMinor: amountMinor.toString(), promisedOn, countedMinor: countedMinor.toString() },
    reason,
  });
}
