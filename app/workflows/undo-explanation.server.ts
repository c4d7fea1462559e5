import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { keepUndoing } from '#app/modules/banking/commands/keep-explanation.server.ts';
import { holdReceipt } from '#app/modules/banking/commands/keep-receipt.server.ts';
import { type LockedLine, lockLine } from '#app/modules/banking/commands/lock-line.server.ts';
import { mirrorLinePart } from '#app/modules/banking/commands/post-line-part.server.ts';
import { restorePaymentPart } from '#app/modules/banking/commands/return-payment-part.server.ts';
import {
  creditsUsedBy,
  type LinkToUndo,
  linksToUndo,
  standingOfPayment,
} from '#app/modules/banking/queries/line-facts.server.ts';
import type { UndoCause } from '#app/modules/banking/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { UndoRefusal } from './explain-refusals.server.ts';
import { restorePayment } from './restore-payment.server.ts';
import { undoWithPayment } from './undo-with-payment.server.ts';

/**
 * Takes an explanation back: what it posted is reversed on the day it counted (payments with all that rested on them), a
 * payment it had reversed is recorded again and set against what it paid, what was only linked is linked no more. The line is
 * open again. The cause says whether the match was to blame, which its class is counted by. Refuses `stands` with what was gone on with since: a receipt identified, money refunded. Locks the line, then
 * its customers.
 */
export async function undoExplanation(
  tx: Tx,
  actor: Actor,
  input: { readonly lineId: string; readonly reason: string; readonly cause: UndoCause },
  moment: Moment,
): Promise<Result<{ explanationId: string }, UndoRefusal>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  const locked = await lockLine(tx, input.lineId, 'explained');
  if (!locked.ok) return locked;
  const line = locked.value;
  const explanationId = line.explanationId!;
  const links = await linksToUndo(tx, explanationId);
  await lockCustomers(tx, [...new Set(links.flatMap((link) => link.customerId ?? []))].sort());
  for (const link of links) {
    const undone = await undoLink(tx, actor, { line, link, reason }, moment);
    if (!undone.ok) return undone;
  }
  await undoUsedCredits(tx, actor, { explanationId, line, reason });
  await keepUndoing(tx, actor, { lineId: line.id, explanationId, reason, cause: input.cause }, moment);
  return ok({ explanationId });
}

type Undo = { readonly line: LockedLine; readonly link: LinkToUndo; readonly reason: string };

async function undoLink(
  tx: Tx,
  actor: Actor,
  { line, link, reason }: Undo,
  moment: Moment,
): Promise<Result<void, UndoRefusal>> {
  if (link.kind === 'payment') return undoPayment(tx, actor, { line, link, reason }, moment);
  if (link.kind === 'payment_reversal' && link.reversedHere) {
    const restored = await restorePayment(tx, actor, { paymentId: link.subjectId!, reason }, moment);
    return restored.ok ? ok() : refuse({ code: 'stands', what: restored.refusal.what });
  }
  if (link.entryId === null) return ok();
  if (link.kind === 'returned_part')
    return restorePaymentPart(tx, actor, { id: link.id, entryId: link.entryId, reason });
  if (link.kind === 'unidentified') {
    const receipt = await holdReceipt(tx, link.subjectId!);
    if (receipt?.leftMinor !== link.amountMinor)
      return refuse({ code: 'stands', what: 'the receipt was identified or given back since; take that back first' });
  }
  await mirrorLinePart(tx, { id: link.id, entryId: link.entryId }, reason);
  return ok();
}

/** What was paid with the money is open again; money that went on to somebody else cannot be called back. */
async function undoPayment(
  tx: Tx,
  actor: Actor,
  { line, link, reason }: Undo,
  moment: Moment,
): Promise<Result<void, UndoRefusal>> {
  const payment = await standingOfPayment(tx, link.subjectId!);
  if (payment.isReversed)
    return refuse({
      code: 'stands',
      what: `payment ${payment.number} was taken back since; undo that line first`,
    });
  if (payment.goneOn)
    return refuse({
      code: 'stands',
      what: `payment ${payment.number} was refunded or used in another currency since`,
    });
  const effectiveOn = payment.receivedOn < line.bookedOn ? line.bookedOn : payment.receivedOn;
  const undone = await undoWithPayment(tx, actor, { paymentId: link.subjectId!, reason, effectiveOn }, moment);
  if (undone.ok) return ok();
  const isPart = undone.refusal.code === 'part-came-back';
  const what = isPart ? 'had a part that came back since; undo that line first' : 'cannot be taken back';
  return refuse({ code: 'stands', what: `payment ${payment.number} ${what}` });
}

/** Credits that the explanation used up beside the money: applications of its own transaction whose credit was there before. */
async function undoUsedCredits(
  tx: Tx,
  actor: Actor,
  of: { readonly explanationId: string; readonly line: LockedLine; readonly reason: string },
): Promise<void> {
  const applicationIds = await creditsUsedBy(tx, of.explanationId);
  if (applicationIds.length === 0) return;
  const back = { applicationIds, effectiveOn: of.line.bookedOn, reason: of.reason, whenClosed: 'move' as const };
  const undone = await reverseApplications(tx, actor, back);
  if (!undone.ok) throw new Error(`credits of a locked customer stay used: ${undone.refusal.code}`);
}
