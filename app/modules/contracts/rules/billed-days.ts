import { addDays, earlier, type PlainDate } from '#app/kernel/plain-date.ts';
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

/**
 * Lines whose days were billed and would now have other terms. `billedThrough` holds the last billed day of each line that was
 * billed; days after it are free to change.
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
    const fromOn = firstChangedDay(
      was,
      terms.lines.find((line) => line.lineNo === was.lineNo),
    );
    if (fromOn === null || fromOn > billedThroughOn) continue;
    faults.push({
      ...{ line: null, lineNo: was.lineNo, price: null },
      problem: { code: 'reaches-billed-days', fromOn, billedThroughOn },
    });
  }
  return faults;
}
