import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import type { PlanBreakCode, PlanEnvelope, PlanFacts } from '../types.ts';
import { insideEnvelope } from './inside-envelope.ts';
import { offered } from './offers-of.ts';
import { canSplit, scheduleOf } from './schedule-of.ts';

/** Which plans start alone: for each sum and number of payments the last part and its day, or the first reason why not. */
export type GridCell =
  | { readonly inside: true; readonly partMinor: bigint; readonly lastOn: PlainDate }
  | { readonly inside: false; readonly because: PlanBreakCode };
export type EnvelopeGrid = {
  readonly counts: readonly number[];
  readonly rows: readonly { readonly totalMinor: bigint; readonly cells: readonly GridCell[] }[];
};

type Around = { readonly today: PlainDate; readonly chargeTaxBp: number; readonly calendar: WorkingCalendar };

/** Numbers of payments one looks at; of them those the policy lets, its most, and one more to see where it ends. */
const COUNTS = [2, 3, 4, 6, 9, 12, 18, 24, 36, 48] as const;
const COUNT_MAX = 60;

/**
 * Which plans a customer starts alone, over sums from the least to the most that are allowed and one on each side of them: the offer
 * for so many payments of an invoice that is due today, in the slowest rhythm, as the customer's page would make it.
 */
export function gridOf(policy: PlanEnvelope, around: Around): EnvelopeGrid {
  const counts = [...new Set([...COUNTS.filter((count) => count < policy.mostCount), policy.mostCount])];
  if (policy.mostCount < COUNT_MAX) counts.push(policy.mostCount + 1);
  const totals = totalsOf(policy);
  return {
    counts,
    rows: totals.map((totalMinor) => ({
      totalMinor,
      cells: counts.map((count) => cellOf(policy, { totalMinor, count }, around)),
    })),
  };
}

function totalsOf({ minTotalMinor, maxTotalMinor }: PlanEnvelope): bigint[] {
  const between = [maxTotalMinor / 8n, maxTotalMinor / 2n].map(leading).filter((minor) => minor > minTotalMinor);
  const all = [leading(minTotalMinor / 2n), minTotalMinor, ...between, maxTotalMinor, leading(maxTotalMinor * 2n)];
  return [...new Set(all)].filter((minor) => minor > 0n);
}

/** With two digits and zeros: sums one can look at. */
function leading(minor: bigint): bigint {
  const zeros = Math.max(0, minor.toString().length - 2);
  return (minor / 10n ** BigInt(zeros)) * 10n ** BigInt(zeros);
}

function cellOf(
  policy: PlanEnvelope,
  { totalMinor, count }: { readonly totalMinor: bigint; readonly count: number },
  { today, chargeTaxBp, calendar }: Around,
): GridCell {
  const items = [{ itemId: 'any', amountMinor: totalMinor }];
  const facts: PlanFacts = {
    ...{ today, agedOn: today, riskAllowed: true, defaultForgotten: true, hasMethod: true, chargeTaxBp },
    items: [{ itemId: 'any', kind: 'invoice', dueOn: today }],
  };
  const { wish, charge } = offered(policy, items, facts, { count, calendar });
  if (!canSplit(wish, charge.totalMinor)) return { inside: false, because: 'payment-too-small' };
  const judged = insideEnvelope(policy, wish, facts, calendar, charge);
  if (!judged.inside) return { inside: false, because: judged.breaks[0]!.code };
  const schedule = scheduleOf(wish, charge, calendar);
  return { inside: true, partMinor: schedule.at(-1)!.amountMinor, lastOn: schedule.at(-1)!.dueOn };
}
