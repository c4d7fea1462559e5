import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { identifyReceipt } from '#app/modules/banking/commands/identify-receipt.server.ts';
import { undoIdentification } from '#app/modules/banking/commands/undo-identification.server.ts';
import type { IdentifyRefusal, UndoIdentificationRefusal } from '#app/modules/banking/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import type { ApplyPaymentRefusal, HowToApply } from '#app/modules/cash-application/types.ts';
import { decidePromises } from '#app/modules/collections/commands/decide-promises.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { noticePlans } from './look-at-plan.server.ts';

export type IdentifyPart = {
  readonly customerId: string;
  readonly amountMinor: bigint;
  readonly how: HowToApply;
};

export type IdentifyPartsRefusal = { readonly no: number; readonly refusal: IdentifyRefusal | ApplyPaymentRefusal };

/**
 * A receipt turned out to be one customer's or several customers': each part becomes their credit and is set against what they
 * owe as wished. All or nothing; what is not said stays unidentified. Locks the customers in id order, then the receipt.
 */
export async function identifyParts(
  tx: Tx,
  actor: Actor,
  input: { readonly receiptId: string; readonly parts: readonly IdentifyPart[]; readonly reason: string },
  moment: Moment,
): Promise<Result<{ identificationIds: readonly string[] }, IdentifyPartsRefusal>> {
  await lockCustomers(tx, [...new Set(input.parts.map((part) => part.customerId))].sort());
  const identificationIds: string[] = [];
  for (const [index, part] of input.parts.entries()) {
    const { receiptId, reason } = input;
    const made = await identifyReceipt(tx, actor, { receiptId, reason, ...part }, moment);
    if (!made.ok) return refuse({ no: index + 1, refusal: made.refusal });
    const { openItemId: creditItemId, effectiveOn } = made.value;
    const applied = await applyPayment(tx, actor, { creditItemId, how: part.how, effectiveOn, whenClosed: 'move' });
    if (!applied.ok) return refuse({ no: index + 1, refusal: applied.refusal });
    await lookAgain(tx, part.customerId, moment);
    identificationIds.push(made.value.identificationId);
  }
  return ok({ identificationIds });
}

/** It was not that customer's after all: what it had paid is open again, and promises and plans are counted anew. */
export async function takeBackIdentification(
  tx: Tx,
  actor: Actor,
  input: { readonly identificationId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ receiptId: string }, UndoIdentificationRefusal>> {
  const undone = await undoIdentification(tx, actor, input, moment);
  if (!undone.ok) return undone;
  await lookAgain(tx, undone.value.customerId, moment);
  return ok({ receiptId: undone.value.receiptId });
}

async function lookAgain(tx: Tx, customerId: string, moment: Moment): Promise<void> {
  await decidePromises(tx, SYSTEM, { customerId }, moment);
  await noticePlans(tx, customerId);
}
