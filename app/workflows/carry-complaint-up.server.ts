import type { Actor } from '#app/modules/audit/types.ts';
import { escalateComplaint } from '#app/modules/disputes/commands/escalate-complaint.server.ts';
import { complaintSteps } from '#app/modules/disputes/queries/complaint-steps.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { addressesOfRole, tellWork } from './tell-dispute-work.server.ts';

/** Carries a complaint up to the rung above the one it is on, and tells who stands there. Refuses at the top. */
export async function carryUp(
  tx: Tx,
  actor: Actor,
  { disputeId, why }: { readonly disputeId: string; readonly why: string },
  moment: Moment,
): ReturnType<typeof escalateComplaint> {
  const steps = await complaintSteps(tx, { disputeId });
  const position =
    steps.filter(({ isCurrent }) => isCurrent).reduce((top, step) => Math.max(top, step.position), 0) + 1;
  return carryTo(tx, actor, { disputeId, position, why, days: 0 }, moment);
}

type Rung = { readonly disputeId: string; readonly position: number; readonly why: string; readonly days: number };

/** Carries a complaint to one rung, once for each time it waits, and tells who stands there. */
export async function carryTo(
  tx: Tx,
  actor: Actor,
  { disputeId, position, why, days }: Rung,
  moment: Moment,
): ReturnType<typeof escalateComplaint> {
  const done = await escalateComplaint(tx, actor, { disputeId, position, why }, moment);
  if (done.ok && done.value.isNew) {
    const to = await addressesOfRole(tx, done.value.role);
    const once = `${position}:${moment.now.getTime()}`;
    await tellWork(tx, { disputeId, news: 'raised', once, to, days }, moment);
  }
  return done;
}
