import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import { itemsOnTheirWay } from '#app/modules/payments/queries/items-on-their-way.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { planHoldIds } from '../queries/plan-holds.server.ts';
import type { PlanId, PlanRefusal, PlanShape, PlanView, PlanWish } from '../types.ts';
import { decideException } from './decide-exception.server.ts';
import { judgeWish } from './judge-wish.server.ts';
import { lockPlan } from './lock-plan.server.ts';
import { writeAgreement } from './write-agreement.server.ts';

/** What is left of a plan, in another shape: each of its items with all that is open of it now. */
export const wishOver = (plan: PlanView, shape: PlanShape): PlanWish => ({
  ...{ count: shape.count, rhythm: shape.rhythm, firstOn: shape.firstOn },
  ...{ firstMinor: shape.firstMinor, nextOn: shape.nextOn, currency: plan.currency },
  items: plan.items
    .filter((item) => item.residualMinor > 0n)
    .map((item) => ({ itemId: item.itemId, amountMinor: item.residualMinor })),
});

/**
 * Puts what is left of a plan on other dates: a new version of the agreement, by a colleague who spoke with the customer. No
 * interest or fee a second time. Outside the policy of today it needs the colleague's limit or an approval, as a request does.
 */
export async function renegotiate(
  tx: Tx,
  actor: Actor,
  input: {
    readonly planId: string;
    readonly shape: PlanShape;
    readonly note: string;
    readonly approvalId?: string | null;
  },
  moment: Moment,
): Promise<Result<{ planId: PlanId; versionNo: number }, PlanRefusal>> {
  if (actor.kind !== 'staff') return refuse({ code: 'not-staff' });
  if (input.note.trim() === '') return refuse({ code: 'note-missing' });
  const locked = await lockPlan(tx, { planId: input.planId, in: ['active'] }, moment);
  if (!locked.ok) return locked;
  const plan = locked.value;
  const first = plan.events.find((event) => event.kind === 'agreed');
  assert(first, `plan ${plan.number} was agreed`);
  const { customerId, methodId } = plan;
  const onTheirWay = await itemsOnTheirWay(tx, { customerId });
  if (plan.items.some((item) => onTheirWay.has(item.itemId))) return refuse({ code: 'payment-in-flight' });
  const standing = { planId: plan.id, agreedOn: first.on };
  const judged = await judgeWish(tx, { customerId, wish: wishOver(plan, input.shape), methodId, standing }, moment);
  if (!judged.ok) return judged;
  const exception = await decideException(tx, actor, { judged: judged.value, approvalId: input.approvalId });
  if (!exception.ok) return exception;
  const holdIds = await planHoldIds(tx, plan.id);
  await releaseHolds(tx, actor, { holdIds, reason: `${plan.number} was renegotiated`, effectiveOn: moment.today });
  const versionNo = plan.versionNo + 1;
  const agreement = { planId: plan.id, number: plan.number, customerId, versionNo, judged: judged.value, methodId };
  const agreedBy = { kind: 'staff' as const, id: actor.id, name: actor.name };
  const agreed = await writeAgreement(
    tx,
    actor,
    { ...agreement, exception: exception.value, agreedBy, agedOn: first.on, note: input.note },
    moment,
  );
  return agreed.ok ? ok({ planId: plan.id, versionNo }) : agreed;
}
