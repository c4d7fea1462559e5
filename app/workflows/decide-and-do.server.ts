import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type DecideInput, decideApproval } from '#app/modules/approvals/commands/decide-approval.server.ts';
import { recordEffect } from '#app/modules/approvals/commands/record-effect.server.ts';
import type { Approval, ApprovalKind, DecideRefusal } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { approvalOver } from '#app/modules/disputes/commands/record-decision.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { bankDetailsEffect } from './effects/bank-details.server.ts';
import { creditNoteEffect } from './effects/credit-note.server.ts';
import type { ApprovalEffect, EffectDone } from './effects/effect.server.ts';
import { periodReopenEffect } from './effects/period-reopen.server.ts';
import { planExceptionEffect } from './effects/plan-exception.server.ts';
import { refundEffect } from './effects/refund.server.ts';
import { writeOffEffect } from './effects/write-off.server.ts';

/** What each kind does when it is approved: one file in `effects/` and one line here. */
const EFFECTS: Partial<Record<ApprovalKind, ApprovalEffect>> = {
  bank_details: bankDetailsEffect,
  credit_note: creditNoteEffect,
  period_reopen: periodReopenEffect,
  plan_exception: planExceptionEffect,
  waiver: creditNoteEffect,
  write_off: writeOffEffect,
  refund: refundEffect,
};

export type DecideAndDoRefusal =
  | DecideRefusal
  | { readonly code: 'effect-refused'; readonly text: string }
  | { readonly code: 'no-effect-yet'; readonly kind: ApprovalKind };

/**
 * Decides a request and, when it is approved, does what it asks for: one transaction, so that there is never an approval
 * without its effect. When the effect is refused nothing is decided and the reason is answered.
 */
export async function decideAndDo(
  tx: Tx,
  actor: Actor,
  input: DecideInput,
  moment: Moment,
  effects: Partial<Record<ApprovalKind, ApprovalEffect>> = EFFECTS,
): Promise<Result<{ approval: Approval; done: EffectDone | null }, DecideAndDoRefusal>> {
  const decided = await decideApproval(tx, actor, input, moment);
  if (!decided.ok) return decided;
  const approval = decided.value;
  if (approval.state !== 'approved') {
    await approvalOver(tx, actor, { approvalId: approval.id, why: approval.decisionNote }, moment);
    return ok({ approval, done: null });
  }
  const effect = effects[approval.kind];
  if (!effect) return refuse({ code: 'no-effect-yet', kind: approval.kind });
  const done = await effect(tx, actor, approval, moment);
  if (!done.ok) return refuse({ code: 'effect-refused', text: done.refusal.text });
  await recordEffect(tx, approval.id, done.value);
  return ok({ approval, done: done.value });
}
