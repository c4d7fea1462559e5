import type { Actor } from '#app/modules/audit/types.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { planHoldIds } from '../queries/plan-holds.server.ts';
import type { PlanView } from '../types.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';

export type Ending = 'ended' | 'settled_early' | 'defaulted' | 'cancelled';

/** Ends a plan in force: its holds are released, so that what is left is chased again, and the event closes it for good. */
export async function endPlan(
  tx: Tx,
  actor: Actor,
  { plan, as, note }: { readonly plan: PlanView; readonly as: Ending; readonly note?: string },
  moment: Moment,
): Promise<void> {
  const holdIds = await planHoldIds(tx, plan.id);
  const reason = `Payment plan ${plan.number} is over`;
  await releaseHolds(tx, actor, { holdIds, reason, effectiveOn: moment.today });
  const { versionNo, customerId } = plan;
  const facts = { leftMinor: plan.leftMinor.toString() };
  await recordPlanEvent(
    tx,
    actor,
    { planId: plan.id, customerId, versionNo, kind: as, facts, note: note ?? '' },
    moment,
  );
}
