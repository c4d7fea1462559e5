import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { doOnce, type OnceRefusal } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { type LockedDispute, lockLiving } from '#app/modules/disputes/commands/lock-dispute.server.ts';
import { awaitApproval, recordDecision } from '#app/modules/disputes/commands/record-decision.server.ts';
import { creditOfDispute } from '#app/modules/disputes/queries/credit-choice.server.ts';
import type { Decision, DisputeRefusal } from '#app/modules/disputes/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { CreditChoice } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type CreditedOrAsked, type CreditOrAskRefusal, creditOrAsk } from './credit-or-ask.server.ts';
import type { CreditRequest } from './effects/credit-payload.ts';

export type DecideDisputeInput = {
  readonly disputeId: string;
  readonly decision: 'agree' | 'part' | 'refuse' | 'rebill';
  /** What the customer reads. */
  readonly words: string;
  /** Of `part`: what is credited instead of what was claimed. */
  readonly part?: Exclude<CreditChoice, { kind: 'whole' }>;
  /** Made with the form: sending it again decides once. */
  readonly once: string;
  /** BCP 47, for the amount in the sentence an approver reads. */
  readonly locale: string;
};
/** Decided now, with the credit note and the draft that replaces the invoice; or waiting for a second person. */
export type DisputeDecided =
  | { readonly kind: 'decided'; readonly creditNoteId: string | null; readonly draftId: string | null }
  | { readonly kind: 'asked'; readonly approvalId: string };
export type DecideDisputeRefusal =
  | DisputeRefusal
  | OnceRefusal
  | { readonly code: 'credit-refused'; readonly refusal: CreditOrAskRefusal };

/**
 * Decides a dispute: agrees (the contested parts are credited), agrees in part, refuses with words, or cancels the invoice and
 * drafts it anew. Credit note, decision, thread and the end of the hold are one transaction. Beyond the limit of who decides it
 * waits for a second person, and the approval does all of it. What crediting refuses is answered, and nothing is done. Use it in
 * `inPreview` to show what a decision would do.
 */
export async function decideDispute(
  tx: Tx,
  actor: Actor,
  { once, ...input }: DecideDisputeInput,
  moment: Moment,
): Promise<Result<DisputeDecided, DecideDisputeRefusal>> {
  const key = { scope: `decide-dispute:${actor.id}`, key: once, input };
  const done = await doOnce(tx, key, moment, () => decide(tx, actor, { ...input, once }, moment));
  if (!done.ok) return done;
  const { approvalId, creditNoteId, draftId } = done.value;
  return ok(approvalId ? { kind: 'asked', approvalId } : { kind: 'decided', creditNoteId, draftId });
}

type Outcome = { approvalId: string | null; creditNoteId: string | null; draftId: string | null };
const DECISIONS = { agree: 'agreed', part: 'part', refuse: 'refused', rebill: 'rebilled' } as const;

async function decide(
  tx: Tx,
  actor: Actor,
  input: DecideDisputeInput,
  moment: Moment,
): Promise<Result<Outcome, DecideDisputeRefusal>> {
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  if (dispute.approvalId) return refuse({ code: 'waits-for-approval', approvalId: dispute.approvalId });
  if (dispute.amountMinor === null || dispute.invoiceId === null) return refuse({ code: 'not-contested' });
  if (input.words.trim() === '') return refuse({ code: 'words-missing' });
  const decision = DECISIONS[input.decision];
  if (decision === 'refused') return recorded(tx, actor, { input, decision, credited: null }, moment);
  const request = await creditOf(tx, dispute, input, moment);
  if (!request.ok) return request;
  const { once, locale } = input;
  const credited = await creditOrAsk(tx, actor, { ...request.value, once, locale }, moment);
  if (!credited.ok) return refuse({ code: 'credit-refused', refusal: credited.refusal });
  if (credited.value.kind === 'issued')
    return recorded(tx, actor, { input, decision, credited: credited.value }, moment);
  const { approvalId } = credited.value;
  const waits = await awaitApproval(tx, actor, { disputeId: dispute.id, approvalId, why: decision }, moment);
  return waits.ok ? ok({ approvalId, creditNoteId: null, draftId: null }) : waits;
}

type Recorded = {
  readonly input: Pick<DecideDisputeInput, 'disputeId' | 'words'>;
  readonly decision: Decision;
  readonly credited: Extract<CreditedOrAsked, { kind: 'issued' }> | null;
};

async function recorded(
  tx: Tx,
  actor: Actor,
  { input, decision, credited }: Recorded,
  moment: Moment,
): Promise<Result<Outcome, DisputeRefusal>> {
  const { disputeId, words } = input;
  const creditNoteId = credited?.id ?? null;
  const note = creditNoteId ? await getInvoice(tx, { invoiceId: creditNoteId }) : null;
  const agreedMinor = note?.grossMinor ?? 0n;
  const said = { disputeId, decision, agreedMinor, creditNoteId, approvalId: null, words };
  const done = await recordDecision(tx, actor, said, moment);
  return done.ok ? ok({ approvalId: null, creditNoteId, draftId: credited?.draftId ?? null }) : done;
}

const NOTE_WORDS_MAX = 400;

/** The credit a decision asks for. Its note names the dispute: the customer reads on paper what was answered. */
async function creditOf(
  tx: Tx,
  dispute: LockedDispute,
  input: DecideDisputeInput,
  { today }: Moment,
): Promise<Result<CreditRequest, DisputeRefusal>> {
  const isRebill = input.decision === 'rebill';
  const of = { id: dispute.id, invoiceId: dispute.invoiceId ?? '', reasonCode: dispute.reasonCode };
  const claimed = await creditOfDispute(tx, { ...of, amountMinor: dispute.amountMinor ?? 0n });
  const part = input.decision === 'part' ? (input.part ?? null) : claimed.choice;
  if (!part) return refuse({ code: 'nothing-chosen' });
  const words = input.words.trim();
  return ok({
    input: {
      ...{ invoiceId: of.invoiceId, documentOn: today, apply: { kind: 'corrected-first' } },
      choice: isRebill ? { kind: 'whole' } : part,
      reasonCode: isRebill ? 'cancellation' : claimed.reasonCode,
      note: `${dispute.number}: ${words.slice(0, NOTE_WORDS_MAX)}`,
    },
    rebill: isRebill ? { customerId: null } : null,
    dispute: { disputeId: dispute.id, decision: DECISIONS[input.decision], words },
  });
}
