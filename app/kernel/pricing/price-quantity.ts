import { assert } from '../assert.ts';
import { DECIMAL_SCALE, type Decimal, fromMicros, toMicros } from '../decimal.ts';
import { type Currency, divideHalfUp, minorDigits } from '../money.ts';
import type { PeriodShare, PriceScheme, PriceStep, PriceTier } from './price-scheme.ts';

const ONE = 10n ** BigInt(DECIMAL_SCALE);

/** The period's price is worked out for this much of it, and money is rounded in this many digits. */
type Terms = { readonly digits: number; readonly days: bigint; readonly ofDays: bigint; readonly recurring: boolean };

/**
 * What a quantity of one period costs: the steps it takes, and their exact sum in minor units. Each step is rounded once, half
 * away from zero.
 *
 * With `share`, only days ÷ days of the period are paid for: fixed amounts, flat amounts and the minimum shrink with it. A
 * `metered` quantity (the default) is what was truly used in those days, so it counts whole, and the period's allowances
 * (included units, bounds of tiers) shrink instead; a `recurring` quantity is that of a whole period, so its price shrinks.
 *
 * Included units are the first ones of the period and free; tiers count what is left. A negative quantity is a correction that
 * stands alone: it gives back what the same quantity would have cost, without flat amounts and without a minimum. Nothing used
 * costs the minimum, if there is one.
 */
export function priceQuantity(input: {
  scheme: PriceScheme;
  quantity: Decimal;
  currency: Currency;
  share?: PeriodShare | undefined;
  charge?: 'metered' | 'recurring' | undefined;
}): { netMinor: bigint; steps: PriceStep[] } {
  const { days, ofDays } = input.share ?? { days: 1, ofDays: 1 };
  assert(
    Number.isInteger(days) && days >= 0 && ofDays > 0 && days <= ofDays,
    'a share is a part of the days of a period',
  );
  const terms: Terms = {
    digits: minorDigits(input.currency),
    days: BigInt(days),
    ofDays: BigInt(ofDays),
    recurring: input.charge === 'recurring',
  };
  const steps = stepsOf(input.scheme, toMicros(input.quantity), terms);
  const netMinor = steps.reduce((sum, step) => sum + step.amountMinor, 0n);
  const least = toMinimum(input.scheme, input.quantity, netMinor, terms);
  return least ? { netMinor: netMinor + least.amountMinor, steps: [...steps, least] } : { netMinor, steps };
}

function stepsOf(scheme: PriceScheme, quantity: bigint, terms: Terms): PriceStep[] {
  switch (scheme.kind) {
    case 'fixed':
      return [wholeAmount('fixed', scheme.amount, terms)];
    case 'percentage':
      return [
        {
          kind: 'percentage',
          quantity: fromMicros(quantity),
          percent: scheme.percent,
          ...unitsAt(quantity, scheme.percent, terms, 100n),
        },
      ];
    case 'per_unit':
      return afterIncluded(scheme.included, quantity, terms, (left) => [
        {
          kind: 'units',
          quantity: fromMicros(left),
          unitPrice: scheme.unitPrice,
          ...unitsAt(left, scheme.unitPrice, terms),
        },
      ]);
    case 'tiered':
      return afterIncluded(scheme.included, quantity, terms, (left) => inTiers(scheme.tiers, left, terms));
    case 'volume':
      return afterIncluded(scheme.included, quantity, terms, (left) => atVolume(scheme.tiers, left, terms));
  }
}

const isCut = (terms: Terms): boolean => terms.days !== terms.ofDays;
const daysOf = (terms: Terms): { days?: number; ofDays?: number } =>
  isCut(terms) ? { days: Number(terms.days), ofDays: Number(terms.ofDays) } : {};

/** An amount for the whole period, cut to the days paid for. */
function wholeAmount(kind: 'fixed' | 'flat', amount: Decimal, terms: Terms): PriceStep {
  const minor = divideHalfUp(toMicros(amount) * 10n ** BigInt(terms.digits) * terms.days, ONE * terms.ofDays);
  return { kind, unitPrice: amount, ...daysOf(terms), amountMinor: minor };
}

/** Units × price, rounded once; the price is for `per` units. A recurring quantity pays for its days only. */
function unitsAt(
  units: bigint,
  price: Decimal,
  terms: Terms,
  per = 1n,
): { days?: number; ofDays?: number; amountMinor: bigint } {
  const product = units * toMicros(price) * 10n ** BigInt(terms.digits);
  if (!terms.recurring) return { amountMinor: divideHalfUp(product, ONE * ONE * per) };
  return { ...daysOf(terms), amountMinor: divideHalfUp(product * terms.days, ONE * ONE * per * terms.ofDays) };
}

/** A bound or allowance of a whole period, as large as the days paid for make it. A recurring quantity is of a whole period too. */
const forDays = (amount: Decimal, terms: Terms): bigint =>
  terms.recurring ? toMicros(amount) : divideHalfUp(toMicros(amount) * terms.days, terms.ofDays);

/** Takes the free units off the size of a quantity; the sign is put back on what is left. */
function afterIncluded(
  included: Decimal | undefined,
  quantity: bigint,
  terms: Terms,
  price: (left: bigint) => PriceStep[],
): PriceStep[] {
  if (included === undefined) return price(quantity);
  const size = quantity < 0n ? -quantity : quantity;
  const allowed = forDays(included, terms);
  const free = size < allowed ? size : allowed;
  const signed = (part: bigint) => (quantity < 0n ? -part : part);
  const step: PriceStep = { kind: 'included', quantity: fromMicros(signed(free)), ...daysOf(terms), amountMinor: 0n };
  return size > free ? [step, ...price(signed(size - free))] : [step];
}

type Bounds = { readonly tier: PriceTier; readonly from: bigint; readonly to: bigint | null };

function boundsOf(tiers: readonly PriceTier[], terms: Terms): Bounds[] {
  let from = 0n;
  return tiers.map((tier) => {
    const bounds = { tier, from, to: tier.upTo === null ? null : forDays(tier.upTo, terms) };
    from = bounds.to ?? from;
    return bounds;
  });
}

const boundsText = ({ from, to }: Bounds) => ({
  tierFrom: fromMicros(from),
  tierTo: to === null ? null : fromMicros(to),
});

/** A negative quantity is a correction: it gives units back at their price, not what was asked for reaching a tier. */
function flatOf(bounds: Bounds, isCorrection: boolean, terms: Terms): PriceStep[] {
  if (bounds.tier.flat === undefined || isCorrection) return [];
  return [{ ...wholeAmount('flat', bounds.tier.flat, terms), ...boundsText(bounds) }];
}

function inTiers(tiers: readonly PriceTier[], quantity: bigint, terms: Terms): PriceStep[] {
  const size = quantity < 0n ? -quantity : quantity;
  return boundsOf(tiers, terms).flatMap((bounds, index) => {
    if (size <= bounds.from && index > 0) return [];
    const end = bounds.to === null || size < bounds.to ? size : bounds.to;
    const units = quantity < 0n ? bounds.from - end : end - bounds.from;
    const { unitPrice } = bounds.tier;
    const step: PriceStep = {
      kind: 'tier',
      quantity: fromMicros(units),
      unitPrice,
      ...boundsText(bounds),
      ...unitsAt(units, unitPrice, terms),
    };
    return size === 0n ? [step] : [step, ...flatOf(bounds, quantity < 0n, terms)];
  });
}

function atVolume(tiers: readonly PriceTier[], quantity: bigint, terms: Terms): PriceStep[] {
  const size = quantity < 0n ? -quantity : quantity;
  const bounds = boundsOf(tiers, terms).find(({ to }) => to === null || size <= to);
  assert(bounds, 'the last tier has no end');
  const { unitPrice } = bounds.tier;
  const step: PriceStep = {
    kind: 'volume',
    quantity: fromMicros(quantity),
    unitPrice,
    ...boundsText(bounds),
    ...unitsAt(quantity, unitPrice, terms),
  };
  return quantity === 0n ? [step] : [step, ...flatOf(bounds, quantity < 0n, terms)];
}

/** The top-up to the least a period costs, where the steps came to less. */
function toMinimum(scheme: PriceScheme, quantity: Decimal, soFar: bigint, terms: Terms): PriceStep | null {
  if (scheme.kind === 'fixed' || scheme.minimum === undefined || toMicros(quantity) < 0n) return null;
  const least = divideHalfUp(toMicros(scheme.minimum) * 10n ** BigInt(terms.digits) * terms.days, ONE * terms.ofDays);
  if (soFar >= least) return null;
  return { kind: 'minimum', unitPrice: scheme.minimum, ...daysOf(terms), amountMinor: least - soFar };
}
