import { type Currency, money, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getApproval } from '#app/modules/approvals/queries/get-approval.server.ts';
import type { ApprovalId } from '#app/modules/approvals/types.ts';
import { answerQuestion } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { findOpenItem } from '#app/modules/ledger/queries/find-item.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { creditWords } from '#app/workflows/credit-words.server.ts';
import {
  type DecideDisputeInput,
  type DecideDisputeRefusal,
  type DisputeDecided,
  decideDispute,
} from '#app/workflows/decide-dispute.server.ts';
import { type DisputeActed, type DisputeWho, sayRefusal } from './dispute-acted.server.ts';
import type { DecisionEffect } from './dispute-effect.ts';
import type { DisputePosted } from './dispute-posted.server.ts';

const DECISIONS = ['agree', 'part', 'refuse', 'rebill'] as const;

/** A decision: what it would do, or done; a question or complaint is answered and closed. */
export async function decideAct(sent: DisputePosted, disputeId: string, who: DisputeWho): Promise<DisputeActed> {
  const { of, values, intent } = sent;
  const words = of('words').trim();
  const dispute = await getDispute(staffDb(), { disputeId });
  if (!dispute) return refuse(formRefusal({ formErrors: ['This is not there any more. Reload the page.'] }));
  const isPlain = dispute.amountMinor === null || !dispute.currency;
  // What it does can be looked at before there are words for it.
  const isLook = intent === 'check' || (of('seen') !== '' && of('seen') !== seenMark(sent));
  const decision = DECISIONS.find((one) => one === of('decision'));
  const amount = decision === 'part' && dispute.currency ? parseMoney(of('amount'), dispute.currency) : null;
  const fieldErrors: Record<string, string[]> = {
    ...(isPlain || decision ? {} : { decision: ['Choose what you decide.'] }),
    ...amountFault(amount, dispute),
    ...(words === '' && (isPlain || !isLook) ? { words: ['Write what the customer is told.'] } : {}),
  };
  if (Object.keys(fieldErrors).length > 0) return refuse(formRefusal({ fieldErrors, values }));
  if (isPlain || !decision) return answer(dispute, words, { sent, who });
  const input: DecideDisputeInput = {
    ...{ disputeId, decision, words: words || NO_WORDS_YET, once: of('once'), locale: who.company.locale },
    ...(amount?.ok ? { part: { kind: 'amount' as const, grossMinor: amount.value } } : {}),
  };
  const refused = (refusal: DecideDisputeRefusal) => refuse(refusalForm(refusal, { sent, who, dispute }));
  if (isLook) {
    const effect = await effectOf(dispute, input, who);
    const seen = { ...values, seen: seenMark(sent), isOther: intent === 'check' ? '' : 'yes' };
    return effect.ok ? refuse({ ...formRefusal({ values: seen }), effect: effect.value }) : refused(effect.refusal);
  }
  const done = await inTransaction(staffDb(), (tx) => decideDispute(tx, who.actor, input, who.moment));
  return done.ok ? ok(toldOf(done.value, decision)) : refused(done.refusal);
}

/** Stands in for the words while only the effect is looked at, which is rolled back. */
const NO_WORDS_YET = '…';

/** What was looked at: another decision, or another amount, is looked at before it is done. */
const seenMark = ({ of }: DisputePosted): string => [of('decision'), of('amount').trim()].join(' ');

function amountFault(
  amount: ReturnType<typeof parseMoney> | null,
  { amountMinor }: DisputeView,
): Record<string, string[]> {
  if (!amount || amountMinor === null) return {};
  if (!amount.ok || amount.value <= 0n) return { amount: ['Enter an amount like 1,240.00.'] };
  return amount.value >= amountMinor
    ? { amount: ['This is all that is in dispute, or more. Agree in full instead, or enter less.'] }
    : {};
}

type Asked = { readonly sent: DisputePosted; readonly who: DisputeWho };

async function answer(dispute: DisputeView, words: string, { sent, who }: Asked): Promise<DisputeActed> {
  const done = await inTransaction(staffDb(), (tx) =>
    answerQuestion(tx, who.actor, { disputeId: dispute.id, words }, who.moment),
  );
  if (done.ok) return ok({ told: `${dispute.number} is answered and closed.` });
  return refuse(formRefusal({ formErrors: [sayRefusal(done.refusal, who)], values: sent.values }));
}

function toldOf(done: DisputeDecided, decision: DecideDisputeInput['decision']): { told: string; to?: string } {
  if (done.kind === 'asked')
    return { told: 'Asked for. A second person decides; the disputed part stays on hold until then.' };
  if (decision === 'refuse') return { told: 'Refused. The customer reads why.' };
  if (done.draftId)
    return { told: 'Cancelled. This draft takes its place.', to: `/staff/invoices/drafts/${done.draftId}` };
  return { told: 'Decided. The credit note is issued and on its way.' };
}

function refusalForm(refusal: DecideDisputeRefusal, { sent, who, dispute }: Asked & { dispute: DisputeView }) {
  const { values } = sent;
  const currency = dispute.currency ?? who.company.baseCurrency;
  if (refusal.code === 'credit-refused') {
    const { text } = creditWords(refusal.refusal, { currency, locale: who.company.locale });
    return formRefusal({ formErrors: [text], values });
  }
  if (refusal.code === 'words-missing')
    return formRefusal({ fieldErrors: { words: ['Write what the customer is told.'] }, values });
  return formRefusal({ formErrors: [sayRefusal(refusal as Parameters<typeof sayRefusal>[0], who)], values });
}

type Standing = { readonly leftMinor: bigint; readonly heldMinor: bigint };

/** The command itself, rolled back: what is left and held before and after. */
function effectOf(
  dispute: DisputeView,
  input: DecideDisputeInput,
  { actor, moment }: DisputeWho,
): Promise<Result<DecisionEffect, DecideDisputeRefusal>> {
  return inPreview<DecisionEffect, DecideDisputeRefusal>(staffDb(), async (tx) => {
    const before = await standing(tx, dispute);
    const done = await decideDispute(tx, actor, input, moment);
    if (!done.ok) return done;
    const after = await standing(tx, dispute);
    const { creditMinor, rule } = await creditOf(tx, done.value);
    return ok({
      ...{ decision: input.decision, rule, credit: money(creditMinor, dispute.currency as Currency) },
      ...{ leftBeforeMinor: before.leftMinor, leftAfterMinor: after.leftMinor },
      ...{ heldBeforeMinor: before.heldMinor, heldAfterMinor: after.heldMinor },
      onAccountMinor: rule ? 0n : creditMinor - (before.leftMinor - after.leftMinor),
    });
  });
}

async function creditOf(tx: Tx, done: DisputeDecided): Promise<{ creditMinor: bigint; rule: DecisionEffect['rule'] }> {
  if (done.kind === 'asked') {
    const approval = await getApproval(tx, done.approvalId as ApprovalId);
    return { creditMinor: approval?.amountMinor ?? 0n, rule: approval?.rule ?? null };
  }
  const note = done.creditNoteId ? await getInvoice(tx, { invoiceId: done.creditNoteId }) : null;
  return { creditMinor: note?.grossMinor ?? 0n, rule: null };
}

/** What is left of the disputed item, and how much of it this dispute holds back. */
async function standing(tx: Tx, { id, itemId }: DisputeView): Promise<Standing> {
  const [item, now] = [itemId ? await findOpenItem(tx, itemId) : null, await getDispute(tx, { disputeId: id })];
  const holds = now && now.closedAt === null && now.kind === 'dispute';
  return { leftMinor: item?.residualMinor ?? 0n, heldMinor: holds ? (now.amountMinor ?? 0n) : 0n };
}
