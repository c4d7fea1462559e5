import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Custodian, NotPossible, UnknownInstrument } from '../types.ts';
import { lockOneForStep } from './lock-instruments.server.ts';
import { takeSteps } from './take-steps.server.ts';

/** Says who keeps a cheque from today on. Refuses one that is at the bank or ended. Locks the customer, then the cheque. */
export async function handOver(
  tx: Tx,
  actor: Actor,
  input: { readonly instrumentId: string; readonly custodian: Custodian },
  moment: Moment,
): Promise<Result<undefined, NotPossible | UnknownInstrument>> {
  const locked = await lockOneForStep(tx, input.instrumentId, 'handed_over');
  if (!locked.ok) return locked;
  const step = { kind: 'handed_over' as const, effectiveOn: moment.today, custodian: input.custodian };
  await takeSteps(tx, actor, [{ instrument: locked.value, ...step }], moment);
  return ok();
}
