import { addDays, earlier, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ContractFault, ContractTerms, LineTerms } from '../types.ts';
import { firstOtherPriceDay } from './price-terms.ts';
import { billsTheSame } from './settle-terms.ts';

/** The first day a line would be billed by other terms than before; null: it never would. */
export function firstChangedDay(was: LineTerms, becomes: LineTerms | undefined): PlainDate | null {
  if (!becomes) return was.startsOn;
  if (!billsTheSame(was, becomes) || was.startsOn !== becomes.startsOn) return earlier(was.startsOn, becomes.startsOn);
  const days: PlainDate[] = [];
  if (was.endsOn !== becomes.endsOn) days.push(addDays(sooner(was.endsOn, becomes.endsOn), 1));
  const price = firstOtherPriceDay(was.prices, becomes.prices);
  const lastOn = becomes.endsOn;
  if (price !== null && (lastOn === null || price <= lastOn)) days.push(price);
  return days.length === 0 ? null : days.reduce(earlier);
}

const sooner = (a: PlainDate | null, b: PlainDate | null): PlainDate =>
  a === null ? b! : b === null ? a : earlier(a, b);

/** The first day on which a line of the contract bills otherwise than before; null: none does. */
export function changesFromOn(current: ContractTerms, terms: ContractTerms): PlainDate | null {
  const days = current.lines.flatMap((was) => firstChangedDay(was, lineOf(terms, was.lineNo)) ?? []);
  return days.length === 0 ? null : days.reduce(earlier);
}

const lineOf = (terms: ContractTerms, lineNo: number) => terms.lines.find((line) => line.lineNo === lineNo);

/**
 * Lines whose days were billed and that would be taken away, moved, or made to bill something else in their place: no later run
 * could say what became of those days. A line that ends sooner or later, or has another price, may reach into them: the next
 * run bills or gives back the difference. What was used stays used: a metered line does not end before days that were billed.
 * `billedThrough` holds the last billed day of each line that was billed.
 */
export function billedDayFaults(
  current: ContractTerms,
  terms: ContractTerms,
  billedThrough: ReadonlyMap<number, PlainDate>,
): ContractFault[] {
  const faults: ContractFault[] = [];
  for (const was of current.lines) {
    const billedThroughOn = billedThrough.get(was.lineNo);
    if (!billedThroughOn) continue;
    const becomes = lineOf(terms, was.lineNo);
    if (becomes && settlesItself(was, becomes, billedThroughOn)) continue;
    const fromOn = firstChangedDay(was, becomes);
    if (fromOn === null || fromOn > billedThroughOn) continue;
    faults.push({
      ...{ line: null, lineNo: was.lineNo, price: null },
      problem: { code: 'reaches-billed-days', fromOn, billedThroughOn },
    });
  }
  return faults;
}

const settlesItself = (was: LineTerms, becomes: LineTerms, billedThroughOn: PlainDate): boolean =>
  billsTheSame(was, becomes) &&
  was.startsOn === becomes.startsOn &&
  (was.charge === 'recurring' || becomes.endsOn === null || becomes.endsOn >= billedThroughOn);

/** Billed days whose difference the next run settles, when the change is approved: from the first to the last; null: none. */
export function billedDaysReached(
  current: ContractTerms,
  terms: ContractTerms,
  billedThrough: ReadonlyMap<number, PlainDate>,
): { fromOn: PlainDate; throughOn: PlainDate } | null {
  const reached = current.lines.flatMap((was) => {
    const throughOn = billedThrough.get(was.lineNo);
    const fromOn = firstChangedDay(was, lineOf(terms, was.lineNo));
    return throughOn && fromOn && fromOn <= throughOn ? [{ fromOn, throughOn }] : [];
  });
  if (reached.length === 0) return null;
  return {
    fromOn: reached.map(({ fromOn }) => fromOn).reduce(earlier),
    throughOn: reached.map(({ throughOn }) => throughOn).reduce(later),
  };
}
