import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { InTheFuture, NotPossible, TooEarly } from '../types.ts';
import { lockForStep } from './lock-instruments.server.ts';
import { takeSteps } from './take-steps.server.ts';

/**
 * The bank has paid these cheques: their receipts are final from now on. All or none. Posts nothing: the money stands on
 * 1010 since the deposit. Refuses the first that is not at the bank, a day ahead, and one before the deposit. Locks the cheques.
 */
export async function clearCheques(
  tx: Tx,
  actor: Actor,
  input: { readonly instrumentIds: readonly string[]; readonly clearedOn: PlainDate },
  moment: Moment,
): Promise<Result<{ cleared: number }, NotPossible | InTheFuture | TooEarly>> {
  if (input.clearedOn > moment.today) return refuse({ code: 'in-the-future' });
  const locked = await lockForStep(tx, input.instrumentIds, 'cleared');
  if (!locked.ok) return locked;
  const earliestOn = locked.value.reduce<PlainDate | null>(
    (latest, { bankedOn }) => (bankedOn && (latest === null || bankedOn > latest) ? bankedOn : latest),
    null,
  );
  if (earliestOn && input.clearedOn < earliestOn) return refuse({ code: 'too-early', earliestOn });
  const step = { kind: 'cleared' as const, effectiveOn: input.clearedOn };
  await takeSteps(
    tx,
    actor,
    locked.value.map((instrument) => ({ instrument, ...step })),
    moment,
  );
  return ok({ cleared: locked.value.length });
}
