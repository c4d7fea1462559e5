import { addDays, compareDates, earlier, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { InstalmentState, PlanEnvelope, PlanInstalment } from '../types.ts';

/** An instalment as agreed, with what happened to its date. */
export type AgreedInstalment = {
  readonly no: number;
  readonly dueOn: PlainDate;
  readonly amountMinor: bigint;
  /** The day it was moved to, if it was. */
  readonly movedToOn: PlainDate | null;
  /** The last day on which money it had been paid with came back; it has its grace again from there. */
  readonly reopenedOn: PlainDate | null;
};

type Terms = Pick<PlanEnvelope, 'graceDays' | 'moveDays'>;

/**
 * How the instalments of an agreement stand by the money that is there: it fills the oldest first, whichever of the plan's items
 * it was set against and however it came. Nothing is stored of it.
 */
export function standingOf(
  agreed: readonly AgreedInstalment[],
  of: { readonly paidMinor: bigint; readonly today: PlainDate; readonly terms: Terms },
): PlanInstalment[] {
  let left = of.paidMinor;
  return agreed.map((one, index) => {
    const paidMinor = left < one.amountMinor ? left : one.amountMinor;
    left -= paidMinor;
    const dueOn = one.movedToOn ?? one.dueOn;
    const graceUntil = addDays(one.reopenedOn ? later(dueOn, one.reopenedOn) : dueOn, of.terms.graceDays);
    const state = stateOf({ paidMinor, amountMinor: one.amountMinor, dueOn, graceUntil }, of.today);
    const next = agreed[index + 1];
    return {
      ...{ no: one.no, dueOn, amountMinor: one.amountMinor, state, paidMinor },
      leftMinor: one.amountMinor - paidMinor,
      movedFromOn: one.movedToOn === null ? null : one.dueOn,
      canMoveUntil: one.movedToOn ? null : canMoveUntil(one.dueOn, { state, next: next?.dueOn, ...of }),
      graceUntil,
    };
  });
}

function stateOf(
  one: Pick<PlanInstalment, 'paidMinor' | 'amountMinor' | 'dueOn' | 'graceUntil'>,
  today: PlainDate,
): InstalmentState {
  if (one.paidMinor === one.amountMinor) return 'paid';
  if (compareDates(today, one.graceUntil) > 0) return 'missed';
  if (one.paidMinor > 0n) return 'part-paid';
  return compareDates(today, one.dueOn) >= 0 ? 'due' : 'later';
}

/** A date moves once, later than it was and than today, and not onto the next; a missed one does not move any more. */
function canMoveUntil(
  dueOn: PlainDate,
  of: { state: InstalmentState; next: PlainDate | undefined; today: PlainDate; terms: Terms },
): PlainDate | null {
  if (of.state === 'paid' || of.state === 'missed') return null;
  const most = addDays(dueOn, of.terms.moveDays);
  const until = of.next === undefined ? most : earlier(most, addDays(of.next, -1));
  return compareDates(until, later(dueOn, of.today)) > 0 ? until : null;
}

/** What of an amount goes to which item: the oldest due first, none with more than is left of it. Minor units. */
export function spreadOver<Item extends { readonly itemId: string; readonly leftMinor: bigint }>(
  items: readonly Item[],
  amountMinor: bigint,
): { readonly itemId: string; readonly amountMinor: bigint }[] {
  let left = amountMinor;
  const parts: { itemId: string; amountMinor: bigint }[] = [];
  for (const { itemId, leftMinor } of items) {
    const part = left < leftMinor ? left : leftMinor;
    if (part > 0n) parts.push({ itemId, amountMinor: part });
    left -= part;
  }
  return parts;
}
