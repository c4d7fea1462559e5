import { type BillingPeriod, billingPeriods, isDue } from '#app/kernel/billing-periods.ts';
import { type Decimal, decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { addDays, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { BillableLine } from '#app/modules/contracts/types.ts';
import type { LineExplanation } from '../types.ts';
import type { BilledPeriod, ComposedLine, LineFacts, UsageDay } from './composed.ts';
import { isIdleFree, type PricedSegment, pricePeriod } from './price-period.ts';
import { showLine } from './show-line.ts';

const ZERO = decimal('0');
type Untaxed = Omit<ComposedLine, 'taxMinor' | 'taxRateBp'>;

/**
 * What a contract line is billed up to a cut-off. A period billed for the first time gives a line for each price that held
 * in it. One that was billed before and has usage no run knew gives one line: what the period costs with all that is known
 * now, less what it was billed, so that tiers, minimums and included units come out as if everything had been known at once.
 * So does one whose terms changed after it was billed: a price that holds from a past day, a line that ended sooner.
 */
export function composeLines(line: BillableLine, facts: LineFacts, cutOffOn: PlainDate): Untaxed[] {
  const due = periodsToBill(line, facts, cutOffOn);
  const made = due.flatMap((period) => {
    const before = facts.billed.find(({ fromOn }) => fromOn === period.fromOn);
    if (before?.changed) return settleChange(line, period, { before, facts });
    const segments = pricePeriod(line, period, facts.days);
    return before ? [afterwards(line, period, segments, { before, facts })] : atFirst(line, period, segments, facts);
  });
  const looked = new Set(due.map(({ fromOn }) => fromOn));
  const changed = facts.billed.filter((before) => before.changed && !looked.has(before.fromOn));
  return [...made, ...changed.flatMap((before) => settleChange(line, periodNow(line, before), { before, facts }))];
}

/** A billed period as it is now; null where the line ended before it. */
function periodNow(line: BillableLine, { fromOn }: BilledPeriod): BillingPeriod | null {
  const [period] = billingPeriods(line, { fromOn, throughOn: fromOn });
  return period ?? null;
}

function periodsToBill(line: BillableLine, facts: LineFacts, cutOffOn: PlainDate): BillingPeriod[] {
  const unbilled = facts.days.filter(({ on, unbilled: records }) => records.length > 0 && on <= cutOffOn);
  const isOnlyUsage = facts.usageOnly || (line.charge === 'metered' && line.prices.every(isIdleFree));
  const after = facts.throughOn ? later(line.startsOn, addDays(facts.throughOn, 1)) : line.startsOn;
  const first = unbilled[0]?.on;
  const fromOn = isOnlyUsage ? first : first && first < after ? first : after;
  if (!fromOn) return [];
  const billed = new Set(facts.billed.map((period) => period.fromOn));
  return billingPeriods(line, { fromOn, throughOn: cutOffOn }).filter((period) => {
    if (!isDue(period, line.timing, cutOffOn)) return false;
    if (unbilled.some(({ on }) => on >= period.fromOn && on <= period.toOn)) return true;
    return !isOnlyUsage && period.fromOn >= after && !billed.has(period.fromOn);
  });
}

const usageIn = (days: readonly UsageDay[], fromOn: PlainDate, toOn: PlainDate) =>
  days.filter(({ on }) => on >= fromOn && on <= toOn).flatMap(({ unbilled }) => unbilled);

const unpricedIn = (segments: readonly PricedSegment[]) => {
  const found = segments.find(({ version }) => version === null);
  return found ? { fromOn: found.fromOn, toOn: found.toOn } : null;
};

/** One line for each price of the period; days without usage that cost nothing give none. */
function atFirst(
  line: BillableLine,
  period: BillingPeriod,
  segments: readonly PricedSegment[],
  facts: LineFacts,
): Untaxed[] {
  const made: Untaxed[] = [];
  for (const segment of segments) {
    const usage = line.charge === 'metered' ? usageIn(facts.days, segment.fromOn, segment.toOn) : [];
    if (line.charge === 'metered' && usage.length === 0 && segment.netMinor === 0n) continue;
    const { quantity, netMinor, fromOn, toOn, version } = segment;
    made.push({
      ...{ line, period, partNo: made.length + 1, isLate: false, fromOn, toOn, netMinor },
      ...showLine({ quantity, unit: line.unitCode, version }, netMinor, line.currency),
      explanation: explain(line, quantity, [segment], 0n),
      usageIds: usage.map(({ id }) => id),
      estimates: usage.flatMap(({ estimate }) => estimate ?? []),
      unproven: usage.flatMap(({ unproven }) => unproven ?? []),
      unpriced: unpricedIn([segment]),
      contractPrice: plainPriceOf(segment),
    });
  }
  return made;
}

/** The price of one unit, where the contract or list asks nothing else. */
function plainPriceOf({ version, explained, netMinor, quantity }: PricedSegment): Decimal | null {
  if (version?.scheme.kind !== 'per_unit' || explained.steps.length !== 1 || explained.share) return null;
  if (version.scheme.included || netMinor === 0n || toMicros(quantity) === 0n) return null;
  return explained.steps[0]?.kind === 'units' ? version.scheme.unitPrice : null;
}

type Before = { readonly before: BilledPeriod; readonly facts: LineFacts };

function afterwards(
  line: BillableLine,
  period: BillingPeriod,
  segments: readonly PricedSegment[],
  of: Before,
): Untaxed {
  const usage = usageIn(of.facts.days, period.fromOn, period.toOn);
  const quantity = usage.reduce((sum, record) => sum + toMicros(record.quantity), 0n);
  const netMinor = segments.reduce((sum, segment) => sum + segment.netMinor, 0n) - of.before.amountMinor;
  const late = fromMicros(quantity);
  const only = segments.length === 1 ? segments[0]!.version : null;
  return {
    ...{ line, period, partNo: of.before.parts + 1, isLate: true, fromOn: period.fromOn, toOn: period.toOn, netMinor },
    ...showLine({ quantity: late, unit: line.unitCode, version: only }, netMinor, line.currency),
    explanation: explain(line, late, segments, of.before.amountMinor),
    usageIds: usage.map(({ id }) => id),
    estimates: usage.flatMap(({ estimate }) => estimate ?? []),
    unproven: usage.flatMap(({ unproven }) => unproven ?? []),
    unpriced: unpricedIn(segments.filter((segment) => toMicros(segment.quantity) !== toMicros(ZERO))),
    contractPrice: null,
  };
}

/**
 * The difference that changed terms make to a billed period, at its own tax: the days that are given back where the line ended
 * sooner, else the period. What credit notes gave back already is not given back again, and never asked for again.
 */
function settleChange(line: BillableLine, period: BillingPeriod | null, { before, facts }: Before): Untaxed[] {
  const { creditedMinor, taxCode, accountCode } = before.changed!;
  const segments = period ? pricePeriod(line, period, facts.days) : [];
  const priced = segments.reduce((sum, segment) => sum + segment.netMinor, 0n);
  const isLess = priced < before.amountMinor;
  const amountMinor = isLess ? max(before.amountMinor - creditedMinor, priced) : before.amountMinor;
  const usage = period ? usageIn(facts.days, period.fromOn, period.toOn) : [];
  if (priced === amountMinor && usage.length === 0) return [];
  const billed = { ...line, taxCode: taxCode ?? line.taxCode, accountCode: accountCode ?? line.accountCode };
  const days = { ...(period ?? before), toOn: period ? later(period.toOn, before.toOn) : before.toOn };
  const whole = { fromOn: days.fromOn, toOn: days.toOn, wholeFromOn: days.fromOn, wholeToOn: days.toOn };
  const made = afterwards(billed, whole, segments, { before: { ...before, amountMinor }, facts });
  const givenBackFrom = period ? addDays(period.toOn, 1) : before.fromOn;
  return [isLess && givenBackFrom <= before.toOn ? { ...made, fromOn: givenBackFrom, toOn: before.toOn } : made];
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function explain(
  line: BillableLine,
  quantity: Decimal,
  segments: readonly PricedSegment[],
  billedBeforeMinor: bigint,
): LineExplanation {
  const netMinor = segments.reduce((sum, segment) => sum + segment.netMinor, 0n) - billedBeforeMinor;
  return {
    ...{ quantity, unit: line.unitCode, segments: segments.map(({ explained }) => explained) },
    ...{ billedBeforeMinor: billedBeforeMinor.toString(), netMinor: netMinor.toString() },
  };
}
