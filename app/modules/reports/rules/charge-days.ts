import { addDays, compareDates, daysBetween, earlier, later, type PlainDate } from '#app/kernel/plain-date.ts';
import { type ChargedPart, type DayWindow, DELAY_CAUSES, type DebtHistory, type DelayClaim } from '../types.ts';

/**
 * Charges every overdue day of every penny of a debt to exactly one cause. A day counts from the one after the due day to
 * the one on which the penny is settled, that day included, as interest counts. Between two events nothing moves: there the
 * claims take from what is open in the order of the causes, within a cause by department and then by what they rest on, and
 * what is left is the customer's. A claim beyond what is open takes what there is.
 */
export function chargeDays(debt: DebtHistory, { fromOn, toOn }: DayWindow): ChargedPart[] {
  const first = later(debt.dueOn, addDays(fromOn, -1));
  if (first >= toOn) return [];
  const inOrder = [...debt.claims].sort(byRight);
  const days = daysOfChange(debt, first, toOn);
  const parts: ChargedPart[] = [];
  for (const [at, afterOn] of days.slice(0, -1).entries()) {
    const throughOn = days[at + 1]!;
    let left = debt.changes.reduce((sum, change) => (change.on <= afterOn ? sum + change.minor : sum), 0n);
    for (const claim of inOrder) {
      if (claim.afterOn > afterOn || (claim.throughOn !== null && claim.throughOn < throughOn)) continue;
      const minor = claim.minor !== null && claim.minor < left ? claim.minor : left;
      if (minor <= 0n) continue;
      const { cause, department, key } = claim;
      parts.push({ cause, department, key, afterOn, throughOn, minor });
      left -= minor;
    }
    if (left > 0n) parts.push({ cause: 'slow', department: '', key: null, afterOn, throughOn, minor: left });
  }
  return parts;
}

/** Minor units times days of a part. */
export const minorDaysOf = ({ minor, afterOn, throughOn }: ChargedPart): bigint =>
  minor * BigInt(daysBetween(afterOn, throughOn));

/** Parts that only another's event cut in two, made one again: the same cause, ground and amount on days that follow. */
export function joinParts(parts: readonly ChargedPart[]): ChargedPart[] {
  const joined: ChargedPart[] = [];
  for (const part of parts) {
    const at = joined.findIndex((one) => one.throughOn === part.afterOn && isSame(one, part));
    if (at === -1) joined.push(part);
    else joined[at] = { ...joined[at]!, throughOn: part.throughOn };
  }
  return joined;
}

const isSame = (one: ChargedPart, other: ChargedPart): boolean =>
  one.cause === other.cause &&
  one.department === other.department &&
  one.key === other.key &&
  one.minor === other.minor;

const byRight = (one: DelayClaim, other: DelayClaim): number =>
  DELAY_CAUSES.indexOf(one.cause) - DELAY_CAUSES.indexOf(other.cause) ||
  compareText(one.department, other.department) ||
  compareText(one.key, other.key);

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The days from `first` to `last` after which something is different, both ends among them, in order. */
function daysOfChange(debt: DebtHistory, first: PlainDate, last: PlainDate): PlainDate[] {
  const days = new Set([first, last]);
  const add = (on: PlainDate | null) => on !== null && days.add(earlier(later(on, first), last));
  for (const change of debt.changes) add(change.on);
  for (const claim of debt.claims) {
    add(claim.afterOn);
    add(claim.throughOn);
  }
  return [...days].sort(compareDates);
}
