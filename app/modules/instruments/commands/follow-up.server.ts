import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { NotPossible, UnknownInstrument } from '../types.ts';
import { lockOneForStep } from './lock-instruments.server.ts';
import { takeSteps } from './take-steps.server.ts';

/**
 * Notes that somebody has spoken with the customer about a returned cheque, so that it leaves the list of work. Noting it
 * twice is harmless. Refuses one that was not returned. Locks the customer, then the cheque.
 */
export async function followUp(
  tx: Tx,
  actor: Actor,
  input: { readonly instrumentId: string; readonly note: string },
  moment: Moment,
): Promise<Result<undefined, NotPossible | UnknownInstrument>> {
  const locked = await lockOneForStep(tx, input.instrumentId, 'followed_up');
  if (!locked.ok) return locked;
  const before = await tx
    .selectFrom('instrument_standing')
    .select('followed_up_on')
    .where('instrument_id', '=', input.instrumentId)
    .executeTakeFirstOrThrow();
  if (before.followed_up_on) return ok();
  const step = { kind: 'followed_up' as const, effectiveOn: moment.today, reason: input.note };
  await takeSteps(tx, actor, [{ instrument: locked.value, ...step }], moment);
  return ok();
}
