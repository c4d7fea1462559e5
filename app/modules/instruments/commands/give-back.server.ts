import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { NotPossible, UnknownInstrument } from '../types.ts';
import { endHolds } from './end-holds.server.ts';
import { lockOneForStep } from './lock-instruments.server.ts';
import { takeSteps } from './take-steps.server.ts';

/**
 * A post-dated cheque that will not be banked: given back, replaced or torn up. Nothing was posted, so nothing is; what it
 * was meant to pay may be chased again. Refuses any other cheque. Locks the customer, then the cheque.
 */
export async function giveBack(
  tx: Tx,
  actor: Actor,
  input: { readonly instrumentId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<undefined, NotPossible | UnknownInstrument>> {
  const locked = await lockOneForStep(tx, input.instrumentId, 'cancelled');
  if (!locked.ok) return locked;
  const effectiveOn = moment.today;
  await endHolds(tx, actor, { instrumentId: locked.value.id, reason: input.reason, effectiveOn });
  await takeSteps(
    tx,
    actor,
    [{ instrument: locked.value, kind: 'cancelled', effectiveOn, reason: input.reason }],
    moment,
  );
  return ok();
}
