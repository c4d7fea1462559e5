import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { doOnce, type OnceRefusal } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { SaveDraftRefusal } from '#app/modules/invoicing/commands/save-draft.server.ts';
import type { CreditNoteRefusal, CreditPlan } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { creditAndRebill } from './cancel-and-rebill.server.ts';
import type { CreditRequest } from './effects/credit-payload.ts';

export type CreditOrAskRefusal =
  | Exclude<CreditNoteRefusal, { code: 'needs-approval' }>
  | SaveDraftRefusal
  | OnceRefusal
  | { readonly code: 'not-replaceable' }
  | { readonly code: 'note-missing' }
  | { readonly code: 'not-staff' };

/** What came of it: a credit note (and the draft that replaces the invoice), or a request that waits for a second person. */
export type CreditedOrAsked =
  | { readonly kind: 'issued'; readonly id: string; readonly number: string; readonly draftId: string | null }
  | { readonly kind: 'asked'; readonly approvalId: string };

type Ask = CreditRequest & {
  /** Made with the form: sending the form again brings the same document or request. */
  readonly once: string;
  /** BCP 47, for the amount in the sentence the approver reads. */
  readonly locale: string;
};

/**
 * Credits a document within the person's own limit, or asks for a second person beyond it: the request keeps what was
 * asked for, and its effect checks everything again. With `rebill` the invoice is credited in full and a draft with the
 * same lines takes its place. Once per form. Refuses what crediting refuses.
 */
export async function creditOrAsk(
  tx: Tx,
  actor: Actor,
  { once, locale, ...request }: Ask,
  moment: Moment,
): Promise<Result<CreditedOrAsked, CreditOrAskRefusal>> {
  const key = { scope: `credit:${actor.id}`, key: once, input: request };
  const done = await doOnce(tx, key, moment, () => attempt(tx, actor, { request, locale }, moment));
  if (!done.ok) return done;
  const { approvalId, id, number, draftId } = done.value;
  return ok(approvalId ? { kind: 'asked', approvalId } : { kind: 'issued', id: id!, number: number!, draftId });
}

type Outcome = { id: string | null; number: string | null; draftId: string | null; approvalId: string | null };

async function attempt(
  tx: Tx,
  actor: Actor,
  { request, locale }: { request: CreditRequest; locale: string },
  moment: Moment,
): Promise<Result<Outcome, CreditOrAskRefusal>> {
  const credited = await creditAndRebill(tx, actor, request, moment);
  if (credited.ok) {
    const { note, draftId } = credited.value;
    return ok({ id: note.id, number: note.number, draftId, approvalId: null });
  }
  const { refusal } = credited;
  if (refusal.code !== 'needs-approval') return refuse(refusal);
  const { plan } = refusal;
  const asked = await requestApproval(
    tx,
    actor,
    {
      ...{ kind: refusal.kind, subjectKind: 'invoice', subjectId: plan.invoiceId, customerId: plan.customerId },
      ...{ currency: plan.currency, amountMinor: plan.amounts.grossMinor, baseMinor: plan.amounts.grossBaseMinor },
      summary: summaryOf(plan, request, locale),
      reasonCode: request.input.reasonCode,
      reason: request.input.note,
      payload: request,
    },
    moment,
  );
  if (asked.ok) return ok({ id: null, number: null, draftId: null, approvalId: asked.value.approvalId });
  return refuse({ code: asked.refusal.code === 'reason-missing' ? 'note-missing' : 'not-staff' });
}

const SUMMARY_NAME_MAX = 80;

function summaryOf(plan: CreditPlan, { rebill }: CreditRequest, locale: string): string {
  const amount = formatMoney(money(plan.amounts.grossMinor, plan.currency), locale);
  const name = plan.customerName.slice(0, SUMMARY_NAME_MAX);
  const what = rebill ? `Cancel ${plan.invoiceNumber} and bill it again: credit` : `Credit of ${plan.invoiceNumber}:`;
  return `${what} ${amount} to ${name}`;
}
