import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal, PlanView, PlanWish } from '../types.ts';
import { decideException } from './decide-exception.server.ts';
import { judgeWish } from './judge-wish.server.ts';
import { lockPlan } from './lock-plan.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';
import { writeAgreement } from './write-agreement.server.ts';

export type PlanAnswer = {
  readonly planId: string;
  readonly answer: 'approve' | 'counter' | 'decline';
  readonly counter?: PlanWish;
  /** For the customer to read; a decline has one. */
  readonly note: string;
  /** Where it is beyond the colleague's own limit and somebody else approved it. */
  readonly approvalId?: string | null;
};

/**
 * A colleague answers a request: the plan is agreed as asked, another is offered, or none. Never their own request. What lies
 * outside the policy needs their limit or an approval: `needs-approval`, then ask for one (workflows/ask-plan-exception).
 */
export async function answerPlanRequest(
  tx: Tx,
  actor: Actor,
  input: PlanAnswer,
  moment: Moment,
): Promise<Result<{ planId: PlanId; state: 'active' | 'countered' | 'declined' }, PlanRefusal>> {
  const locked = await lockPlan(tx, { planId: input.planId, in: ['requested', 'countered'] }, moment);
  if (!locked.ok) return locked;
  const plan = locked.value;
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  if (plan.askedByKind === 'staff' && (await askedBy(tx, plan.id)) === actor.id) return refuse({ code: 'own-request' });
  if (input.answer === 'decline') return decline(tx, actor, { plan, note: input.note }, moment);
  if (input.answer === 'approve' && plan.state === 'countered')
    return refuse({ code: 'wrong-state', state: plan.state });
  const wish = input.answer === 'counter' ? input.counter : plan.wish;
  if (!wish || wish.currency !== plan.currency) return refuse({ code: 'no-counter' });
  const judged = await judgeWish(tx, { customerId: plan.customerId, wish, methodId: plan.methodId }, moment);
  if (!judged.ok) return judged;
  const exception = await decideException(tx, actor, { judged: judged.value, approvalId: input.approvalId });
  if (!exception.ok) return exception;
  if (input.answer === 'counter') {
    const breaks = judged.value.breaks.map(({ code }) => code);
    const facts = { breaks, exceptionBy: exception.value?.by ?? null, approvalId: exception.value?.approvalId ?? null };
    const event = { planId: plan.id, customerId: plan.customerId, kind: 'countered' as const, wish, facts };
    await recordPlanEvent(tx, actor, { ...event, note: input.note }, moment);
    return ok({ planId: plan.id, state: 'countered' });
  }
  const agreed = await writeAgreement(
    tx,
    actor,
    {
      ...{ planId: plan.id, number: plan.number, customerId: plan.customerId, versionNo: 1, judged: judged.value },
      ...{ methodId: plan.methodId, exception: exception.value, agedOn: moment.today, note: input.note },
      agreedBy: { kind: plan.askedByKind, id: await askedBy(tx, plan.id), name: plan.askedByName },
    },
    moment,
  );
  return agreed.ok ? ok({ planId: plan.id, state: 'active' }) : agreed;
}

async function decline(
  tx: Tx,
  actor: Actor,
  { plan, note }: { plan: PlanView; note: string },
  moment: Moment,
): Promise<Result<{ planId: PlanId; state: 'declined' }, PlanRefusal>> {
  if (note.trim() === '') return refuse({ code: 'note-missing' });
  await recordPlanEvent(tx, actor, { planId: plan.id, customerId: plan.customerId, kind: 'declined', note }, moment);
  return ok({ planId: plan.id, state: 'declined' });
}

const askedBy = async (tx: Tx, planId: string): Promise<string | null> =>
  (await tx.selectFrom('plans').select('asked_by').where('id', '=', planId).executeTakeFirstOrThrow()).asked_by;
