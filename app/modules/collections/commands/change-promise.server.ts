import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { owedIn } from '../queries/owed-in.server.ts';
import type { PromiseRefusal } from '../types.ts';
import { decidePromises } from './decide-promises.server.ts';
import { lockPromise } from './lock-promise.server.ts';
import { notePromiseEvent } from './note-promise-event.server.ts';

type Change = {
  readonly promiseId: string;
  readonly amountMinor: bigint;
  readonly promisedOn: PlainDate;
  readonly reason: string;
};

/** Moves the date or the amount of an open promise, then counts the money anew. What it was before stays in its story. */
export async function changePromise(
  tx: Tx,
  actor: Actor,
  { promiseId, amountMinor, promisedOn, reason }: Change,
  moment: Moment,
): Promise<Result<{ customerId: string }, PromiseRefusal>> {
  const promise = await lockPromise(tx, promiseId);
  if (!promise) return refuse({ code: 'not-found' });
  if (promise.state !== 'open') return refuse({ code: 'not-open' });
  if (promisedOn < moment.today) return refuse({ code: 'past' });
  const { customerId, currency } = promise;
  const owedMinor = await owedIn(tx, { customerId, currency });
  if (amountMinor > promise.amountMinor && amountMinor > owedMinor)
    return refuse({ code: 'more-than-owed', owedMinor });
  await tx.deleteFrom('promise_money').where('promise_id', '=', promiseId).execute();
  await notePromiseEvent(
    tx,
    actor,
    { promiseId, customerId, kind: 'changed', amountMinor, promisedOn, reason },
    moment,
  );
  await decidePromises(tx, actor, { customerId }, moment);
  return ok({ customerId });
}

/** Takes an open promise back, with why; its money is free for others and reminders go on. */
export async function withdrawPromise(
  tx: Tx,
  actor: Actor,
  { promiseId, reason }: { readonly promiseId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ customerId: string }, PromiseRefusal>> {
  const promise = await lockPromise(tx, promiseId);
  if (!promise) return refuse({ code: 'not-found' });
  if (promise.state !== 'open') return refuse({ code: 'not-open' });
  const { customerId, amountMinor, promisedOn } = promise;
  await tx.deleteFrom('promise_money').where('promise_id', '=', promiseId).execute();
  const event = { promiseId, customerId, kind: 'withdrawn' as const, amountMinor, promisedOn, reason };
  await notePromiseEvent(tx, actor, event, moment);
  await decidePromises(tx, actor, { customerId }, moment);
  return ok({ customerId });
}
