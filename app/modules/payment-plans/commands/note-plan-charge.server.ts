import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanRefusal } from '../types.ts';
import { lockPlan } from './lock-plan.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';

export type PlanChargeNote = {
  readonly planId: string;
  readonly versionNo: number;
  readonly instalmentNo: number;
  readonly dueOn: string;
  readonly amountMinor: bigint;
  readonly attemptId: string | null;
  /** What the processor said at once, or why it was not asked. */
  readonly state: string;
  readonly failure: string | null;
};

/** Writes down that an instalment was to be collected, so that it is not tried again for that day. Once per instalment and day. */
export async function notePlanCharge(
  tx: Tx,
  actor: Actor,
  note: PlanChargeNote,
  moment: Moment,
): Promise<Result<undefined, PlanRefusal>> {
  const locked = await lockPlan(tx, { planId: note.planId, in: ['active'] }, moment);
  if (!locked.ok) return locked;
  const { id, customerId, versionNo, events } = locked.value;
  const before = events.some(
    (event) => event.kind === 'charged' && event.instalmentNo === note.instalmentNo && event.facts.dueOn === note.dueOn,
  );
  if (before || versionNo !== note.versionNo) return ok();
  const facts = {
    ...{ dueOn: note.dueOn, amountMinor: note.amountMinor.toString(), attemptId: note.attemptId },
    ...{ state: note.state, failure: note.failure },
  };
  const { instalmentNo } = note;
  await recordPlanEvent(tx, actor, { planId: id, customerId, versionNo, instalmentNo, kind: 'charged', facts }, moment);
  return ok();
}
