import { z } from 'zod';
import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';
import { askerOf } from './agree-or-request.server.ts';
import { judgeWish } from './judge-wish.server.ts';
import { lockPlan } from './lock-plan.server.ts';
import { writeAgreement } from './write-agreement.server.ts';

const FACTS = z.object({ exceptionBy: z.uuid().nullable(), approvalId: z.uuid().nullable() });

/**
 * The customer accepts what was offered back: agreed at once, where every item is still as it was offered. It stands on the
 * decision of the colleague who offered it; where today's policy takes it, on the policy.
 */
export async function acceptCounter(
  tx: Tx,
  actor: Actor,
  input: { readonly planId: string; readonly customerId: string },
  moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  const locked = await lockPlan(tx, { ...input, in: ['countered'] }, moment);
  if (!locked.ok) return locked;
  const plan = locked.value;
  const offer = plan.events.findLast((event) => event.kind === 'countered');
  const facts = FACTS.safeParse(offer?.facts);
  assert(facts.success, `the counter-offer of plan ${plan.number} says who stands for it`);
  const { customerId, wish, methodId } = plan;
  const judged = await judgeWish(tx, { customerId, wish, methodId }, moment);
  if (!judged.ok) return judged;
  const { exceptionBy, approvalId } = facts.data;
  // Offered inside the policy of its day, outside that of today: somebody has to look at it again.
  if (judged.value.breaks.length > 0 && exceptionBy === null) return refuse({ code: 'not-approved' });
  const exception = judged.value.breaks.length > 0 && exceptionBy ? { by: exceptionBy, approvalId } : null;
  const agreement = { planId: plan.id, number: plan.number, customerId, versionNo: 1, judged: judged.value, methodId };
  const agreed = await writeAgreement(
    tx,
    actor,
    { ...agreement, exception, agreedBy: askerOf(actor), agedOn: moment.today },
    moment,
  );
  return agreed.ok ? ok({ planId: plan.id }) : agreed;
}
