import type { BillingPeriod } from '#app/kernel/billing-periods.ts';
import { type Decimal, decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { priceQuantity } from '#app/kernel/pricing/price-quantity.ts';
import type { PeriodShare, PriceVersion } from '#app/kernel/pricing/price-scheme.ts';
import { priceSegments } from '#app/kernel/pricing/price-segments.ts';
import type { BillableLine } from '#app/modules/contracts/types.ts';
import type { ExplainedSegment } from '../types.ts';
import type { UsageDay } from './composed.ts';

/** Days of a period at one price, and what they come to. */
export type PricedSegment = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly version: PriceVersion | null;
  readonly quantity: Decimal;
  readonly netMinor: bigint;
  readonly explained: ExplainedSegment;
};

const days = (fromOn: PlainDate, toOn: PlainDate): number => daysBetween(fromOn, toOn) + 1;

/** What is known of usage in some days, all records together. */
export function quantityIn(usage: readonly UsageDay[], fromOn: PlainDate, toOn: PlainDate): Decimal {
  let micros = 0n;
  for (const day of usage) if (day.on >= fromOn && day.on <= toOn) micros += toMicros(day.quantity);
  return fromMicros(micros);
}

/**
 * A period in its segments, each at the price that holds on its days: what was used in them, or for a recurring line the
 * agreed quantity for their share of the uncut period. Days without a price come to nothing and say so.
 */
export function pricePeriod(line: BillableLine, period: BillingPeriod, usage: readonly UsageDay[]): PricedSegment[] {
  const ofDays = days(period.wholeFromOn, period.wholeToOn);
  return priceSegments(line.prices, period.fromOn, period.toOn).map(({ version, fromOn, toOn }) => {
    const length = days(fromOn, toOn);
    const share: PeriodShare | undefined = length === ofDays ? undefined : { days: length, ofDays };
    const quantity = line.charge === 'recurring' ? (line.quantity ?? decimal('1')) : quantityIn(usage, fromOn, toOn);
    const priced = version
      ? priceQuantity({ scheme: version.scheme, quantity, currency: line.currency, share, charge: line.charge })
      : { netMinor: 0n, steps: [] };
    const explained: ExplainedSegment = {
      ...{ fromOn, toOn, quantity },
      price: version && {
        ...{ source: version.source, sourceName: version.sourceName, versionNo: version.versionNo, id: version.id },
      },
      ...(share ? { share } : {}),
      steps: priced.steps.map((step) => ({ ...step, amountMinor: step.amountMinor.toString() })),
      netMinor: priced.netMinor.toString(),
    };
    return { fromOn, toOn, version, quantity, netMinor: priced.netMinor, explained };
  });
}

/** Whether a price asks for nothing where nothing was used, so that periods without usage need not be looked at. */
export function isIdleFree({ scheme }: PriceVersion): boolean {
  if (scheme.kind === 'fixed') return false;
  return scheme.minimum === undefined;
}
