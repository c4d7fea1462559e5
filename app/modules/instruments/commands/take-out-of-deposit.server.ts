import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { CancelDepositRefusal, DepositRefusal } from '../types.ts';
import { cancelDeposit } from './cancel-deposit.server.ts';
import { type MadeDeposit, makeDeposit } from './make-deposit.server.ts';

export type TakeOutRefusal =
  | CancelDepositRefusal
  | { readonly code: 'not-in-this-deposit' }
  | { readonly code: 'not-made-again'; readonly why: DepositRefusal };

/**
 * One cheque or sum of cash stayed in the drawer: it is in hand again, and the others go to the bank in a deposit that takes
 * the place of this one, in the same transaction, with a number and a slip of its own, because what is on paper does not
 * change. Of the last one the deposit is merely cancelled. Refuses what cancelling and depositing refuse. Locks the cheques.
 */
export async function takeOutOfDeposit(
  tx: Tx,
  actor: Actor,
  input: { readonly depositId: string; readonly paymentId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ instead: MadeDeposit | null }, TakeOutRefusal>> {
  const lines = await tx
    .selectFrom('deposit_lines')
    .select('payment_id')
    .where('batch_id', '=', input.depositId)
    .orderBy('line_no')
    .execute();
  const others = lines.map((line) => line.payment_id).filter((id) => id !== input.paymentId);
  if (others.length === lines.length) return refuse({ code: 'not-in-this-deposit' });
  const cancelled = await cancelDeposit(tx, actor, input, moment);
  if (!cancelled.ok) return cancelled;
  if (others.length === 0) return ok({ instead: null });
  const batch = await tx
    .selectFrom('deposit_batches')
    .select('slip_ref')
    .where('id', '=', input.depositId)
    .executeTakeFirst();
  assert(batch, `deposit ${input.depositId} was just cancelled`);
  // Never before the day on which the old one was taken back.
  const { effectiveOn: depositedOn } = cancelled.value;
  const made = await makeDeposit(tx, actor, { paymentIds: others, depositedOn, slipRef: batch.slip_ref }, moment);
  return made.ok ? ok({ instead: made.value }) : refuse({ code: 'not-made-again', why: made.refusal });
}
