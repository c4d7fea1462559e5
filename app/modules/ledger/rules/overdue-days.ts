import { daysBetween, earlier, later, type PlainDate } from '#app/kernel/plain-date.ts';

/** Part of a debit that was settled, in minor units, and the value date of what settled it. */
type SettledPart = { readonly amountMinor: bigint; readonly valueOn: PlainDate };

export type Overdue = {
  /** Sum of each part's minor units times the days it was late: times a yearly rate / 365 it is simple interest. */
  readonly minorDays: bigint;
  /** Days from the due date to the value date of the last part, or to `asOf` while something is open; never below 0. */
  readonly daysLate: number;
  readonly openMinor: bigint;
  /** Value date of the last part, once nothing is open. */
  readonly settledOn: PlainDate | null;
};

/**
 * How late a debit is or was paid. Time runs from the day after the due date to the value date of each part, that day
 * included: paid on the due date is 0 days, a day later 1. When the payment was learned or posted does not matter. This is
 * the count of the EU's directive 2011/7 (article 3: from the day following the end of the period for payment) and of the
 * UK's Late Payment of Commercial Debts (Interest) Act 1998 (section 4: from the day after the relevant day). Only parts
 * that stand are given: an application undone settled nothing, as a returned cheque never paid. A value date after `asOf`
 * does not count yet.
 */
export function overdueDays(of: {
  readonly amountMinor: bigint;
  readonly dueOn: PlainDate;
  readonly asOf: PlainDate;
  readonly settled: readonly SettledPart[];
}): Overdue {
  const lateBy = (on: PlainDate): number => Math.max(0, daysBetween(of.dueOn, earlier(on, of.asOf)));
  const openMinor = of.settled.reduce((left, part) => left - part.amountMinor, of.amountMinor);
  const minorDays = of.settled.reduce(
    (sum, part) => sum + part.amountMinor * BigInt(lateBy(part.valueOn)),
    openMinor * BigInt(lateBy(of.asOf)),
  );
  const lastOn = of.settled.map((part) => part.valueOn).reduce<PlainDate | null>((a, b) => (a ? later(a, b) : b), null);
  const settledOn = openMinor === 0n ? lastOn : null;
  return { minorDays, daysLate: lateBy(settledOn ?? of.asOf), openMinor, settledOn };
}
