import { formatMoney } from '#app/kernel/format-money.ts';
import { currency, money } from '#app/kernel/money.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { findOpenItem } from '#app/modules/ledger/queries/find-item.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { sentence } from '../rules/system-sentences.ts';
import { type LockedDispute, lockDispute } from './lock-dispute.server.ts';
import { SYSTEM_AUTHOR } from './merge-disputes.server.ts';
import { approvalOver } from './record-decision.server.ts';
import { writeMessage } from './write-message.server.ts';

/**
 * Takes note of what happened elsewhere to a dispute's document and says so in the thread: paid in full, it is a claim for refund
 * from now on (what it holds stands: when the payment goes back, the part is in question again at that moment); credited
 * outside, it says so; a decision sent back is with us again; the invoice that replaces another is named. Does nothing twice.
 */
export async function settleDispute(tx: Tx, actor: Actor, disputeId: string, moment: Moment): Promise<void> {
  const found = await lockDispute(tx, { disputeId });
  if (!found.ok) return;
  const dispute = found.value;
  if (dispute.outcome === 'rebilled') await nameReplacement(tx, dispute);
  if (dispute.outcome !== null) return;
  if (dispute.approvalId && (await isOver(tx, dispute.approvalId)))
    await approvalOver(tx, actor, { approvalId: dispute.approvalId, why: 'not approved' }, moment);
  if (dispute.amountMinor === null || dispute.itemId === null) return;
  const credits = await creditsOutside(tx, dispute);
  await sayCredited(tx, dispute, { credits, moment });
  const isOpen = (await findOpenItem(tx, dispute.itemId)) !== null;
  if (dispute.kind === 'refund_claim' && isOpen)
    return turn(tx, actor, dispute, { kind: 'dispute', words: sentence('openAgain') }, moment);
  if (dispute.kind === 'dispute' && !isOpen && credits.length === 0)
    return turn(tx, actor, dispute, { kind: 'refund_claim', words: sentence('paid') }, moment);
}

type Turn = { readonly kind: 'dispute' | 'refund_claim'; readonly words: string };

async function turn(tx: Tx, actor: Actor, dispute: LockedDispute, to: Turn, moment: Moment): Promise<void> {
  await tx.updateTable('disputes').set({ kind: to.kind }).where('id', '=', dispute.id).execute();
  await say(tx, dispute, to.words, moment);
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.turned', subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId },
    ...{ before: { kind: dispute.kind }, after: { kind: to.kind } },
  });
}

const say = (tx: Tx, dispute: LockedDispute, body: string, { now }: Moment) =>
  writeMessage(tx, { dispute, author: SYSTEM_AUTHOR, visibility: 'customer', via: 'system', body, at: now });

type Credit = { readonly number: string; readonly grossMinor: bigint; readonly isOfDispute: boolean };

/** Credit notes of its document since it was raised. */
async function creditsOutside(tx: Tx, dispute: LockedDispute): Promise<Credit[]> {
  const rows = await tx
    .selectFrom('invoices as v')
    .leftJoin('dispute_decisions as x', 'x.credit_note_id', 'v.id')
    .select(['v.number', 'v.gross_minor', 'x.id as decision_id'])
    .where('v.corrects_id', '=', dispute.invoiceId)
    .where('v.kind', '=', 'credit_note')
    .where('v.issued_at', '>', dispute.raisedAt)
    .orderBy('v.number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    grossMinor: row.gross_minor,
    isOfDispute: row.decision_id !== null,
  }));
}

type Said = { readonly credits: readonly Credit[]; readonly moment: Moment };

async function sayCredited(tx: Tx, dispute: LockedDispute, { credits, moment }: Said): Promise<void> {
  const outside = credits.filter((credit) => !credit.isOfDispute);
  if (outside.length === 0) return;
  const before = await tx
    .selectFrom('dispute_messages')
    .select('body')
    .where('dispute_id', '=', dispute.id)
    .where('author_kind', '=', 'system')
    .execute();
  const { locale } = await getCompany(tx);
  for (const { number, grossMinor } of outside) {
    if (before.some(({ body }) => body.includes(number))) continue;
    const amount = formatMoney(money(grossMinor, currency(dispute.currency ?? '')), locale);
    await say(tx, dispute, sentence('credited', { number, amount }), moment);
  }
}

async function isOver(tx: Tx, approvalId: string): Promise<boolean> {
  const decided = await tx
    .selectFrom('approval_decisions')
    .select('outcome')
    .where('approval_id', '=', approvalId)
    .executeTakeFirst();
  return decided !== undefined && decided.outcome !== 'approved';
}

async function nameReplacement(tx: Tx, dispute: LockedDispute): Promise<void> {
  const made = await tx
    .selectFrom('invoices')
    .select('id')
    .where('replaces_id', '=', dispute.invoiceId)
    .executeTakeFirst();
  if (made) await tx.updateTable('disputes').set({ rebill_invoice_id: made.id }).where('id', '=', dispute.id).execute();
}
