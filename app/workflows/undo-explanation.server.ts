import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { keepUndoing } from '#app/modules/banking/commands/keep-explanation.server.ts';
import { holdReceipt } from '#app/modules/banking/commands/keep-receipt.server.ts';
import { type LockedLine, lockLine } from '#app/modules/banking/commands/lock-line.server.ts';
import { mirrorLinePart } from '#app/modules/banking/commands/post-line-part.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { UndoRefusal } from './explain-line-types.ts';
import { restorePayment } from './restore-payment.server.ts';
import { undoWithPayment } from './undo-with-payment.server.ts';

type Link = {
  readonly id: string;
  readonly kind: string;
  readonly amountMinor: bigint;
  readonly subjectId: string | null;
  readonly customerId: string | null;
  readonly entryId: string | null;
  /** The explanation's own transaction made the reversal it names. */
  readonly reversedHere: boolean;
};

/**
 * Takes an explanation back: what it posted is reversed on the day it counted (payments with all that rested on them), a
 * payment it had reversed is recorded again and set against what it paid, what was only linked is linked no more. The line is
 * open again. Refuses `stands` with what was gone on with since: a receipt identified, money refunded. Locks the line, then
 * its customers.
 */
export async function undoExplanation(
  tx: Tx,
  actor: Actor,
  input: { readonly lineId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ explanationId: string }, UndoRefusal>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  const locked = await lockLine(tx, input.lineId, 'explained');
  if (!locked.ok) return locked;
  const line = locked.value;
  const explanationId = line.explanationId!;
  const links = await linksOf(tx, explanationId);
  await lockCustomers(tx, [...new Set(links.flatMap((link) => link.customerId ?? []))].sort());
  for (const link of links) {
    const undone = await undoLink(tx, actor, { line, link, reason }, moment);
    if (!undone.ok) return undone;
  }
  await undoUsedCredits(tx, actor, { explanationId, line, reason });
  await keepUndoing(tx, actor, { lineId: line.id, explanationId, reason }, moment);
  return ok({ explanationId });
}

async function linksOf(tx: Tx, explanationId: string): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select k.id, k.kind, k.amount_minor as "amountMinor", k.subject_id as "subjectId", k.customer_id as "customerId", k.entry_id as "entryId",
      exists (select from payment_reversals r where k.kind = 'payment_reversal' and r.payment_id = k.subject_id and r.xid = k.xid) as "reversedHere"
    from bank_line_links k where k.explanation_id = ${explanationId} order by k.no`.execute(tx);
  return rows;
}

type Undo = { readonly line: LockedLine; readonly link: Link; readonly reason: string };

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
  if (link.kind === 'unidentified') {
    const receipt = await holdReceipt(tx, link.subjectId!);
    if (receipt?.leftMinor !== link.amountMinor)
      return refuse({ code: 'stands', what: 'The receipt was identified or given back since. Take that back first.' });
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
  const { rows } = await sql<{ number: string; is_reversed: boolean; gone_on: boolean; received_on: PlainDate }>`
    select p.number, p.received_on::text as received_on, exists (select from payment_reversals r where r.payment_id = p.id) as is_reversed,
      exists (select from applications a join open_items d on d.id = a.debit_item_id where a.credit_item_id = p.open_item_id
        and a.reverses_id is null and d.kind in ('refund', 'currency_clearing')
        and not exists (select from applications b where b.reverses_id = a.id)) as gone_on
    from payments p where p.id = ${link.subjectId}`.execute(tx);
  const payment = rows[0]!;
  if (payment.is_reversed)
    return refuse({
      code: 'stands',
      what: `Payment ${payment.number} was taken back since. Take that line back first.`,
    });
  if (payment.gone_on)
    return refuse({
      code: 'stands',
      what: `Payment ${payment.number} was refunded or used in another currency since.`,
    });
  const effectiveOn = payment.received_on < line.bookedOn ? line.bookedOn : payment.received_on;
  const undone = await undoWithPayment(tx, actor, { paymentId: link.subjectId!, reason, effectiveOn }, moment);
  return undone.ok ? ok() : refuse({ code: 'stands', what: `Payment ${payment.number} cannot be taken back.` });
}

/** Credits that the explanation used up beside the money: applications of its own transaction whose credit was there before. */
async function undoUsedCredits(
  tx: Tx,
  actor: Actor,
  of: { readonly explanationId: string; readonly line: LockedLine; readonly reason: string },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select a.id from bank_explanations x join applications a on a.xid = x.xid and a.reverses_id is null
      join open_items c on c.id = a.credit_item_id join entries ce on ce.id = c.entry_id and ce.xid <> x.xid
      join open_items d on d.id = a.debit_item_id join entries de on de.id = d.entry_id and de.xid <> x.xid
    where x.id = ${of.explanationId} and a.customer_id in (select k.customer_id from bank_line_links k where k.explanation_id = x.id and k.kind = 'payment')
      and not exists (select from applications b where b.reverses_id = a.id)`.execute(tx);
  if (rows.length === 0) return;
  const applicationIds = rows.map((row) => row.id);
  const back = { applicationIds, effectiveOn: of.line.bookedOn, reason: of.reason, whenClosed: 'move' as const };
  const undone = await reverseApplications(tx, actor, back);
  if (!undone.ok) throw new Error(`credits of a locked customer stay used: ${undone.refusal.code}`);
}
