import { endsAPeriod, wholePeriodAt } from '#app/kernel/billing-periods.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ContractFault, ContractTerms, LineTerms, WantedLine, WantedTerms } from '../types.ts';
import { pricesFrom, settlePrices } from './price-terms.ts';

/** What a line is billed by, besides its own prices: another value is another line from the day the change holds. */
const BILLED_BY = ['productId', 'cycle', 'anchorOn', 'timing', 'charge', 'quantity', 'siteId', 'priceListId'] as const;

export const billsTheSame = (a: Pick<LineTerms, (typeof BILLED_BY)[number]>, b: typeof a): boolean =>
  BILLED_BY.every((field) => a[field] === b[field]);

const beatsTheSame = (a: LineTerms, b: LineTerms): boolean =>
  a.cycle === b.cycle && a.anchorOn === b.anchorOn && a.timing === b.timing;

type Settling = {
  readonly current: ContractTerms | null;
  readonly wanted: WantedTerms;
  readonly holdsFromOn: PlainDate;
  /** The highest number a line of the contract ever had. */
  readonly lastLineNo: number;
};

/**
 * Makes a proposal the whole contract as it would then be. Lines get their numbers. A line that would bill differently ends the
 * day before the change holds and another follows it, so that days before keep the terms they had; in another cycle only where
 * a period ends, else the fault says where the next one begins. A line left out ends the same way, or falls away if it had not
 * begun. Lines that had ended stay.
 */
export function settleTerms(input: Settling): { terms: ContractTerms; faults: ContractFault[] } {
  const { current, wanted, holdsFromOn } = input;
  const faults: ContractFault[] = [];
  const numbering: Numbering = {
    last: Math.max(input.lastLineNo, ...(current?.lines ?? []).map((line) => line.lineNo)),
    after: new Map(),
  };
  const lines: LineTerms[] = [];
  const places = new Map<number, number>();
  for (const [index, line] of wanted.lines.entries()) {
    const settled = { ...line, endsOn: line.endsOn ?? wanted.endsOn, prices: settlePrices(line.prices) };
    const was = current?.lines.find((each) => each.lineNo === line.lineNo);
    const say = (problem: ContractFault['problem']) =>
      faults.push({ line: index + 1, lineNo: line.lineNo, price: null, problem });
    const from = lines.length;
    if (line.lineNo !== null && !was) say({ code: 'line-unknown' });
    else if (!was) lines.push({ ...settled, lineNo: ++numbering.last, replacesLineNo: null });
    else lines.push(...followOn(was, settled, { holdsFromOn, numbering, say }));
    for (const made of lines.slice(from)) places.set(made.lineNo, index + 1);
  }
  const kept = new Set(wanted.lines.map((line) => line.lineNo));
  for (const line of current?.lines ?? []) if (!kept.has(line.lineNo)) lines.push(...leftOut(line, holdsFromOn));
  lines.sort((a, b) => a.lineNo - b.lineNo);
  const settled = lines.map((line) => chained(line, numbering));
  return { terms: { ...wanted, lines: settled }, faults: [...faults, ...chainFaults(settled, places)] };
}

/** The last number given, and for a line that ended early the one that now stands between it and what followed it before. */
type Numbering = { last: number; readonly after: Map<number, number> };

function chained(line: LineTerms, { after }: Numbering): LineTerms {
  const between = line.replacesLineNo === null ? undefined : after.get(line.replacesLineNo);
  return between === undefined || between === line.lineNo ? line : { ...line, replacesLineNo: between };
}

/** A line begins after the one it follows, and in another cycle only when a period of that one has ended. */
function chainFaults(lines: readonly LineTerms[], places: ReadonlyMap<number, number>): ContractFault[] {
  const faults: ContractFault[] = [];
  for (const line of lines) {
    const was = lines.find((each) => each.lineNo === line.replacesLineNo);
    if (!was) continue;
    const at = { line: places.get(line.lineNo) ?? null, lineNo: line.lineNo, price: null };
    if (was.endsOn === null || was.endsOn >= line.startsOn)
      faults.push({ ...at, problem: { code: 'overlaps-line', lineNo: was.lineNo, endsOn: was.endsOn } });
    else if (!beatsTheSame(was, line) && !endsAPeriod(was, was.endsOn)) {
      const period = wholePeriodAt(was, was.endsOn);
      faults.push({ ...at, problem: { code: 'cycle-mid-period', ...period, nextOn: addDays(period.toOn, 1) } });
    }
  }
  return faults;
}

type Following = {
  readonly holdsFromOn: PlainDate;
  readonly numbering: Numbering;
  readonly say: (problem: ContractFault['problem']) => void;
};

/** The line as changed: in its place, or ended with one that follows it. */
function followOn(was: LineTerms, wanted: WantedLine, { holdsFromOn, numbering, say }: Following): LineTerms[] {
  const same = { lineNo: was.lineNo, replacesLineNo: was.replacesLineNo };
  if (billsTheSame(was, wanted) || was.startsOn >= holdsFromOn) return [{ ...wanted, ...same }];
  if (was.endsOn !== null && was.endsOn < holdsFromOn) {
    say({ code: 'line-has-ended', endsOn: was.endsOn });
    return [was];
  }
  const lastOn = addDays(holdsFromOn, -1);
  // Another cycle begins its own count on the day it holds, unless it was given a day to count from.
  const anchorOn = was.cycle !== wanted.cycle && was.anchorOn === wanted.anchorOn ? holdsFromOn : wanted.anchorOn;
  const next: LineTerms = {
    ...{ ...wanted, anchorOn, startsOn: holdsFromOn, prices: pricesFrom(wanted.prices, holdsFromOn) },
    ...{ lineNo: ++numbering.last, replacesLineNo: was.lineNo },
  };
  numbering.after.set(was.lineNo, next.lineNo);
  return [{ ...was, endsOn: lastOn }, next];
}

function leftOut(line: LineTerms, holdsFromOn: PlainDate): LineTerms[] {
  if (line.endsOn !== null && line.endsOn < holdsFromOn) return [line];
  return line.startsOn >= holdsFromOn ? [] : [{ ...line, endsOn: addDays(holdsFromOn, -1) }];
}
