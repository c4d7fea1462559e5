import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import type { KeptLink } from '#app/modules/banking/commands/keep-explanation.server.ts';
import { keepReceipt, keepReceiptReturn } from '#app/modules/banking/commands/keep-receipt.server.ts';
import type { LockedLine } from '#app/modules/banking/commands/lock-line.server.ts';
import { postLinePart } from '#app/modules/banking/commands/post-line-part.server.ts';
import { returnPaymentPart } from '#app/modules/banking/commands/return-payment-part.server.ts';
import { entryOfPayment, holdSubject } from '#app/modules/banking/queries/line-facts.server.ts';
import { applyAcrossGroup } from '#app/modules/cash-application/commands/apply-across-group.server.ts';
import { decidePromises } from '#app/modules/collections/commands/decide-promises.server.ts';
import { chequeOfPayment } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { LinePart, OwnKind } from './explain-line-types.ts';
import type { PartRefusal } from './explain-refusals.server.ts';
import { returnCheque } from './return-cheque.server.ts';
import { settleAndName } from './settle-and-name.server.ts';
import { spendCredits } from './spend-credits.ts';
import { takeBackPayment } from './take-back-payment.server.ts';

/** As long as an invoice waits: a slip of the finger is undone before anybody is written to. */
const UNDO_SECONDS = 10;
const REFERENCE_MAX = 140;

export type PartOf<Kind extends LinePart['kind']> = Extract<LinePart, { readonly kind: Kind }>;
type Of<Kind extends LinePart['kind']> = { readonly line: LockedLine; readonly part: PartOf<Kind> };
type Kept = Promise<Result<KeptLink, PartRefusal>>;

const blank = { subjectId: null, customerId: null, entryId: null, note: '' };

/** Posts, or only links, one part of a locked line, and answers what is kept of it. */
export async function explainPart(
  tx: Tx,
  actor: Actor,
  { line, part }: { readonly line: LockedLine; readonly part: LinePart },
  moment: Moment,
): Kept {
  switch (part.kind) {
    case 'items':
      return receiveMoney(tx, actor, { line, part }, moment);
    case 'on-account': {
      const plain = { ...part, kind: 'items' as const, allocations: [], rests: [], leftOver: 'account' as const };
      return receiveMoney(tx, actor, { line, part: plain }, moment);
    }
    case 'unidentified':
      return keepReceipt(tx, actor, { line, part }, moment);
    case 'given-back':
      return keepReceiptReturn(tx, actor, { line, part }, moment);
    case 'existing':
      return linkExisting(tx, { line, part });
    case 'returned-payment':
      return takeBack(tx, actor, { line, part }, moment);
    case 'bank_charge':
    case 'interest':
      return postOwn(tx, { line, part });
    case 'transfer':
    case 'not_ours':
      return ok({ ...blank, kind: part.kind, amountMinor: part.amountMinor, note: part.note });
  }
}

const referenceOf = ({ creditorRef, payerRef, text }: LockedLine): string =>
  (creditorRef || payerRef || text).slice(0, REFERENCE_MAX);

/** New money: one payment by transfer, of the day the bank booked it, set against what was chosen. */
async function receiveMoney(tx: Tx, actor: Actor, { line, part }: Of<'items'>, moment: Moment): Kept {
  const split = spendCredits(part.allocations);
  if (!split) return refuse({ code: 'credit-not-used', itemId: part.allocations[0]!.itemId });
  const receivedOn = await firstOpenDay(tx, ['posting'], line.bookedOn);
  const reference = referenceOf(line);
  const recorded = await recordPayment(
    tx,
    actor,
    {
      ...{ customerId: part.customerId, method: 'transfer', currency: line.currency, amountMinor: part.amountMinor },
      ...{ receivedOn, valueOn: line.valueOn, reference, payerName: line.partyName.slice(0, REFERENCE_MAX) },
      ...{ note: '', acceptSuspicion: true, whenClosed: 'move' },
    },
    moment,
  );
  if (!recorded.ok) return recorded;
  const { id: paymentId, openItemId: creditItemId } = recorded.value;
  const dated = { effectiveOn: receivedOn, reason: reference };
  for (const use of split.uses) {
    const used = await applyAcrossGroup(tx, actor, { ...use, ...dated }, moment);
    if (!used.ok) return used;
  }
  const how = split.money.length > 0 ? { kind: 'chosen' as const, allocations: split.money } : NOTHING;
  const settled = await settleAndName(
    tx,
    actor,
    { creditItemId, paymentId, how, rests: part.rests, leftOver: part.leftOver, paidOn: line.valueOn, ...dated },
    moment,
  );
  if (!settled.ok) return settled;
  await decidePromises(tx, SYSTEM, { customerId: part.customerId }, moment);
  await enqueue(tx, 'send-receipt', { paymentId }, { startAfter: UNDO_SECONDS });
  const entryId = await entryOfPayment(tx, paymentId);
  const { amountMinor, customerId } = part;
  return ok({ ...blank, kind: 'payment', amountMinor, subjectId: paymentId, customerId, entryId });
}

const NOTHING = { kind: 'none' } as const;

/** What our own bank took or gave. */
async function postOwn(tx: Tx, { line, part }: Of<OwnKind>): Kept {
  const posted = await postLinePart(tx, {
    ...{ kind: part.kind === 'interest' ? 'bank_interest' : 'bank_charge', sourceId: line.id, currency: line.currency },
    ...{ amountMinor: part.amountMinor, bookedOn: line.bookedOn, valueOn: line.valueOn, memo: part.note || line.text },
  });
  if (!posted.ok) return posted;
  const { kind, amountMinor, note } = part;
  return ok({ ...blank, kind, amountMinor, entryId: posted.value.entryId, note });
}

/** Posted before the line came: named, and no more of it than was posted on our account that way. */
async function linkExisting(tx: Tx, { line, part }: Of<'existing'>): Kept {
  const { subjectKind: kind, subjectId, amountMinor } = part;
  const asked = { kind, subjectId, isIn: amountMinor > 0n, currency: line.currency };
  const { posted, linked, customer } = await holdSubject(tx, asked);
  if (posted === 0n) return refuse({ code: 'unknown-subject' });
  const after = linked + amountMinor;
  const isBeyond = posted > 0n ? after > posted : after < posted;
  if (isBeyond) return refuse({ code: linked === 0n ? 'not-its-amount' : 'linked-already' });
  return ok({ ...blank, kind, amountMinor, subjectId, customerId: customer });
}

/** The bank took a payment back: it is reversed with all that rested on it, a cheque as the paper it is. Once. Of a part, that part is owed again. */
async function takeBack(tx: Tx, actor: Actor, { line, part }: Of<'returned-payment'>, moment: Moment): Kept {
  const payment = await getPayment(tx, { paymentId: part.paymentId });
  if (!payment) return refuse({ code: 'unknown-payment' });
  if (payment.currency !== line.currency) return refuse({ code: 'other-currency' });
  if (payment.reversal) return refuse({ code: 'already-reversed' });
  if (payment.amountMinor > -part.amountMinor) return returnPaymentPart(tx, { line, part, payment });
  if (payment.amountMinor !== -part.amountMinor) return refuse({ code: 'not-its-amount' });
  const cheque = await chequeOfPayment(tx, payment.id);
  const done = cheque
    ? await returnCheque(tx, actor, chequeBack(cheque.id, line.bookedOn, part.reason), moment)
    : await takeBackPayment(
        tx,
        actor,
        { paymentId: payment.id, reason: part.reason, effectiveOn: line.bookedOn },
        moment,
      );
  if (!done.ok) return done;
  const reversal = { kind: 'payment_reversal', subjectId: payment.id, isIn: false, currency: line.currency } as const;
  const { posted } = await holdSubject(tx, reversal);
  if (posted !== part.amountMinor) return refuse({ code: 'not-in-the-bank' });
  const { amountMinor, reason: note } = part;
  const { id: subjectId, customerId } = payment;
  return ok({ ...blank, kind: 'payment_reversal', amountMinor, subjectId, customerId, note });
}

const chequeBack = (instrumentId: string, returnedOn: PlainDate, reason: string) => ({
  ...{ instrumentId, returnedOn, reason, chargeMinor: null, chargeOn: false },
});
