import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { wishToJson } from '../forms.ts';
import type { PlanId, PlanRefusal, PlanWish } from '../types.ts';
import { checkAgreer } from './check-agreer.server.ts';
import { judgeWish } from './judge-wish.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';
import { writeAgreement } from './write-agreement.server.ts';

export type PlanAsked = {
  readonly customerId: string;
  readonly wish: PlanWish;
  readonly methodId: string | null;
  readonly note: string;
};

/**
 * Starts a plan: inside the policy of today it is agreed at once, under the customer's lock, on what is left of each item now;
 * outside it becomes a request. The actor is the customer, or a colleague who asks for them. Refuses what can be neither.
 */
export async function agreeOrRequest(
  tx: Tx,
  actor: Actor,
  input: PlanAsked,
  moment: Moment,
): Promise<Result<{ planId: PlanId; state: 'active' | 'requested' }, PlanRefusal>> {
  const { customerId, wish, methodId } = input;
  await lockCustomers(tx, [customerId]);
  const judged = await judgeWish(tx, { customerId, wish, methodId }, moment);
  if (!judged.ok) return judged;
  const totalMinor = judged.value.principalMinor + judged.value.charge.totalMinor;
  const may = await checkAgreer(tx, askerOf(actor), { customerId, currency: wish.currency, totalMinor });
  if (!may.ok) return may;
  const { planId, number } = await writePlan(tx, actor, input, moment);
  await recordPlanEvent(tx, actor, { planId, customerId, kind: 'asked', wish, note: input.note }, moment);
  const breaks = judged.value.breaks.map(({ code }) => code);
  if (breaks.length > 0) {
    await recordPlanEvent(tx, actor, { planId, customerId, kind: 'requested', facts: { breaks } }, moment);
    return ok({ planId, state: 'requested' });
  }
  const agreed = await writeAgreement(
    tx,
    actor,
    {
      ...{ planId, number, customerId, versionNo: 1, judged: judged.value, methodId, exception: null },
      ...{ agreedBy: askerOf(actor), agedOn: moment.today },
    },
    moment,
  );
  return agreed.ok ? ok({ planId, state: 'active' }) : agreed;
}

export const askerOf = (actor: Actor) => ({
  kind: actor.kind === 'staff' ? ('staff' as const) : ('customer' as const),
  id: actor.id,
  name: actor.name,
});

async function writePlan(tx: Tx, actor: Actor, input: PlanAsked, { now }: Moment) {
  const asker = askerOf(actor);
  const row = await tx
    .insertInto('plans')
    .values({
      ...{ id: newId<never>(), customer_id: input.customerId, currency: input.wish.currency, note: input.note.trim() },
      ...{ wish: JSON.stringify(wishToJson(input.wish)), method_id: input.methodId },
      ...{ asked_by_kind: asker.kind, asked_by: asker.id, asked_by_name: asker.name, asked_at: now, changed_at: now },
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  return { planId: row.id as PlanId, number: row.number ?? '' };
}
