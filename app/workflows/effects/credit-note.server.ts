import { currency } from '#app/kernel/money.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { recordDecision } from '#app/modules/disputes/commands/record-decision.server.ts';
import { creditAndRebill } from '../cancel-and-rebill.server.ts';
import { creditWords } from '../credit-words.server.ts';
import { readCreditRequest } from './credit-payload.ts';
import type { ApprovalEffect } from './effect.server.ts';

/**
 * Issues an approved credit note (or waiver) as it was asked for. Everything is checked again under the customer's lock:
 * where it no longer comes to the approved amounts, because something was credited meanwhile, it is refused in words.
 */
export const creditNoteEffect: ApprovalEffect = async (tx, actor, approval, moment) => {
  const { input, rebill, settlesItemId, dispute } = readCreditRequest(approval.payload);
  const approved = {
    approvalId: approval.id,
    grossMinor: approval.amountMinor ?? 0n,
    baseMinor: approval.baseMinor ?? 0n,
  };
  const credited = await creditAndRebill(tx, actor, { input: { ...input, approved }, rebill, settlesItemId }, moment);
  if (!credited.ok) {
    if (credited.refusal.code === 'needs-approval') throw new Error('an approved credit note asks for no approval');
    const { locale } = await getCompany(tx);
    return refuse({
      text: creditWords(credited.refusal, { currency: currency(approval.currency ?? ''), locale }).text,
    });
  }
  const { note, draftId } = credited.value;
  if (dispute) {
    const asker = {
      kind: 'staff',
      id: approval.requestedBy,
      name: approval.requestedByName,
      requestId: actor.requestId,
    } as const;
    const made = { agreedMinor: note.grossMinor, creditNoteId: note.id, approvalId: approval.id };
    const decided = await recordDecision(tx, asker, { ...dispute, ...made }, moment);
    if (!decided.ok) return refuse({ text: 'The dispute it answers was closed meanwhile. Send it back.' });
  }
  const text = draftId
    ? `${note.number} was issued, and a draft replaces ${note.plan.invoiceNumber}.`
    : `${note.number} was issued.`;
  return ok({ text, path: `/staff/invoices/${note.id}` });
};
