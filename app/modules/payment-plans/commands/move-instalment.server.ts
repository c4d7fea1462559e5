import { compareDates, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanInstalment, PlanRefusal } from '../types.ts';
import { lockPlan } from './lock-plan.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';

export type MoveInput = {
  readonly planId: string;
  readonly customerId?: string;
  readonly instalmentNo: number;
  readonly toOn: PlainDate;
};

/** Moves the date of one instalment, once, by no more than the policy of the agreement allows and not onto the next. */
export async function moveInstalment(
  tx: Tx,
  actor: Actor,
  input: MoveInput,
  moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  const { planId, toOn, instalmentNo } = input;
  const of = input.customerId === undefined ? {} : { customerId: input.customerId };
  const locked = await lockPlan(tx, { planId, ...of, in: ['active'] }, moment);
  if (!locked.ok) return locked;
  const plan = locked.value;
  const because = whyNot(plan.schedule[instalmentNo - 1], toOn);
  if (because) return refuse({ code: 'cannot-move', because });
  const version = await tx
    .selectFrom('plan_versions')
    .select('id')
    .where('plan_id', '=', planId)
    .where('version_no', '=', plan.versionNo)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('plan_moves')
    .values({
      ...{ version_id: version.id, instalment_no: instalmentNo, customer_id: plan.customerId, to_on: toOn },
      ...{ moved_by_name: actor.name, moved_at: moment.now },
    })
    .execute();
  const facts = { fromOn: plan.schedule[instalmentNo - 1]?.dueOn, toOn };
  const event = { planId, customerId: plan.customerId, versionNo: plan.versionNo, instalmentNo, facts };
  await recordPlanEvent(tx, actor, { ...event, kind: 'moved' }, moment);
  return ok({ planId: plan.id });
}

function whyNot(one: PlanInstalment | undefined, toOn: PlainDate) {
  if (!one) return 'too-far';
  if (one.movedFromOn !== null) return 'moved-before';
  if (one.state === 'paid') return 'paid';
  if (one.state === 'missed') return 'missed';
  if (compareDates(toOn, one.dueOn) <= 0) return 'not-later';
  return one.canMoveUntil === null || compareDates(toOn, one.canMoveUntil) > 0 ? 'too-far' : null;
}
