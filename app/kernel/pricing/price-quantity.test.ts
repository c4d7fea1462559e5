import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, fromMicros, toMicros } from '../decimal.ts';
import { currency, divideHalfUp } from '../money.ts';
import { priceQuantity } from './price-quantity.ts';
import type { PriceScheme, PriceTier } from './price-scheme.ts';

const GBP = currency('GBP');
const price = (scheme: PriceScheme, quantity: string, share?: { days: number; ofDays: number }) =>
  priceQuantity({ scheme, quantity: decimal(quantity), currency: GBP, share });
const net = (scheme: PriceScheme, quantity: string, share?: { days: number; ofDays: number }) =>
  price(scheme, quantity, share).netMinor;

const tier = (upTo: string | null, unitPrice: string, flat?: string): PriceTier => ({
  upTo: upTo === null ? null : decimal(upTo),
  unitPrice: decimal(unitPrice),
  ...(flat === undefined ? {} : { flat: decimal(flat) }),
});
const STEPS = [tier('100', '10'), tier('500', '8'), tier(null, '5')];

const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(fromMicros);
const someTiers = fc
  .uniqueArray(fc.integer({ min: 1, max: 2000 }), { maxLength: 5 })
  .chain((bounds) =>
    fc.tuple(
      fc.constant([...bounds].sort((a, b) => a - b)),
      fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: bounds.length + 1, maxLength: bounds.length + 1 }),
    ),
  )
  .map(([bounds, prices]) =>
    prices.map((pence, index) =>
      tier(bounds[index] === undefined ? null : String(bounds[index]), fromMicros(BigInt(pence) * 10_000n)),
    ),
  );
const schemes: fc.Arbitrary<PriceScheme> = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), amount: amounts }),
  fc.record({ kind: fc.constant('per_unit' as const), unitPrice: amounts }),
  fc.record({ kind: fc.constant('per_unit' as const), unitPrice: amounts, included: amounts, minimum: amounts }),
  fc.record({ kind: fc.constantFrom('tiered' as const, 'volume' as const), tiers: someTiers }),
  fc.record({
    kind: fc.constantFrom('tiered' as const, 'volume' as const),
    tiers: someTiers,
    included: amounts,
    minimum: amounts,
  }),
  fc.record({ kind: fc.constant('percentage' as const), percent: amounts, minimum: amounts }),
);
const shares = fc.option(
  fc
    .integer({ min: 1, max: 366 })
    .chain((ofDays) => fc.record({ ofDays: fc.constant(ofDays), days: fc.integer({ min: 0, max: ofDays }) })),
  { nil: undefined },
);

describe('what a quantity costs', () => {
  test('a fixed price is for a whole period whatever was used, and a cut period pays its days', () => {
    const scheme: PriceScheme = { kind: 'fixed', amount: decimal('310') };
    expect([net(scheme, '0'), net(scheme, '7'), net(scheme, '1', { days: 17, ofDays: 31 })]).toEqual([
      31000n,
      31000n,
      17000n,
    ]);
    expect(price(scheme, '1', { days: 17, ofDays: 31 }).steps).toEqual([
      { kind: 'fixed', unitPrice: '310', days: 17, ofDays: 31, amountMinor: 17000n },
    ]);
  });

  test('a price by unit is rounded once, half away from zero', () => {
    const scheme: PriceScheme = { kind: 'per_unit', unitPrice: decimal('0.125') };
    expect([net(scheme, '1'), net(scheme, '-1'), net(scheme, '0'), net(scheme, '4806')]).toEqual([
      13n,
      -13n,
      0n,
      60075n,
    ]);
  });

  test('included units are the first ones and free; a part of a period includes its part', () => {
    const scheme: PriceScheme = { kind: 'per_unit', unitPrice: decimal('2'), included: decimal('10') };
    expect([net(scheme, '8'), net(scheme, '10'), net(scheme, '25')]).toEqual([0n, 0n, 3000n]);
    expect(net(scheme, '25', { days: 15, ofDays: 30 })).toBe(4000n);
    expect(price(scheme, '25').steps.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['included', '10'],
      ['units', '15'],
    ]);
  });

  test('a minimum tops up what a period comes to, in part for a part of it, and not a correction', () => {
    const scheme: PriceScheme = { kind: 'per_unit', unitPrice: decimal('2'), minimum: decimal('50') };
    expect([net(scheme, '10'), net(scheme, '25'), net(scheme, '30'), net(scheme, '0')]).toEqual([
      5000n,
      5000n,
      6000n,
      5000n,
    ]);
    expect(net(scheme, '10', { days: 10, ofDays: 30 })).toBe(2000n);
    expect(net(scheme, '5', { days: 10, ofDays: 30 })).toBe(1667n);
    expect(net(scheme, '-3')).toBe(-600n);
    expect(price(scheme, '10').steps.at(-1)).toEqual({ kind: 'minimum', unitPrice: '50', amountMinor: 3000n });
  });

  test('tiers ask each unit at its own step, volume all units at the step they end in; a bound belongs to the step below', () => {
    const tiered: PriceScheme = { kind: 'tiered', tiers: STEPS };
    const volume: PriceScheme = { kind: 'volume', tiers: STEPS };
    expect([net(tiered, '100'), net(tiered, '100.5'), net(tiered, '600')]).toEqual([100000n, 100400n, 470000n]);
    expect([net(volume, '100'), net(volume, '101'), net(volume, '600')]).toEqual([100000n, 80800n, 300000n]);
    expect(price(tiered, '600').steps.map(({ quantity, tierFrom, tierTo }) => [quantity, tierFrom, tierTo])).toEqual([
      ['100', '0', '100'],
      ['400', '100', '500'],
      ['100', '500', null],
    ]);
  });

  test('half a month has half the bounds, so that a split period costs what a whole one of even use does', () => {
    const scheme: PriceScheme = { kind: 'tiered', tiers: STEPS };
    expect(net(scheme, '300', { days: 15, ofDays: 30 }) * 2n).toBe(net(scheme, '600'));
  });

  test('a flat amount is asked once a step is reached, never for nothing and never given back by a correction', () => {
    const tiers = [tier('10', '1', '5'), tier(null, '2', '7')];
    expect(['0', '10', '11', '-11'].map((quantity) => net({ kind: 'tiered', tiers }, quantity))).toEqual([
      0n,
      1500n,
      2400n,
      -1200n,
    ]);
    expect(['0', '10', '11', '-11'].map((quantity) => net({ kind: 'volume', tiers }, quantity))).toEqual([
      0n,
      1500n,
      2900n,
      -2200n,
    ]);
  });

  test('a percentage is of an amount of money', () => {
    const scheme: PriceScheme = { kind: 'percentage', percent: decimal('2.5'), minimum: decimal('20') };
    expect([net(scheme, '1234.56'), net(scheme, '100'), net(scheme, '-1000')]).toEqual([3086n, 2000n, -2500n]);
    expect(priceQuantity({ scheme, quantity: decimal('10000'), currency: currency('JPY') }).netMinor).toBe(250n);
  });

  test('a recurring quantity is that of a whole period: its price is cut to the days, its tiers are not', () => {
    const share = { days: 10, ofDays: 30 };
    const seats = (scheme: PriceScheme, quantity: string) =>
      priceQuantity({ scheme, quantity: decimal(quantity), currency: GBP, share, charge: 'recurring' }).netMinor;
    expect(seats({ kind: 'per_unit', unitPrice: decimal('42') }, '3')).toBe(4200n);
    expect(seats({ kind: 'tiered', tiers: STEPS }, '600')).toBe(33333n + 106667n + 16667n);
  });
});

describe('whatever the price', () => {
  const quantities = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map(fromMicros);

  test('the steps sum to the amount', () => {
    fc.assert(
      fc.property(
        schemes,
        quantities,
        shares,
        fc.constantFrom('metered' as const, 'recurring' as const),
        (scheme, quantity, share, charge) => {
          const { netMinor, steps } = priceQuantity({ scheme, quantity, currency: GBP, share, charge });
          expect(steps.reduce((sum, step) => sum + step.amountMinor, 0n)).toBe(netMinor);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('tiers and volume equal the count unit by unit', () => {
    fc.assert(
      fc.property(someTiers, fc.integer({ min: -3000, max: 3000 }), (tiers, quantity) => {
        const size = Math.abs(quantity);
        const sign = quantity < 0 ? -1n : 1n;
        const stepOf = (unit: number) => tiers.find(({ upTo }) => upTo === null || unit <= Number(upTo))!;
        const pence = (of: PriceTier) => toMicros(of.unitPrice) / 10_000n;
        let byUnit = 0n;
        for (let unit = 1; unit <= size; unit += 1) byUnit += pence(stepOf(unit));
        expect(net({ kind: 'tiered', tiers }, String(quantity))).toBe(sign * byUnit);
        expect(net({ kind: 'volume', tiers }, String(quantity))).toBe(sign * pence(stepOf(size)) * BigInt(size));
      }),
      { numRuns: 400 },
    );
  });

  test('a correction gives back what the same quantity cost without flat amounts and minimum', () => {
    const plain = schemes.map(
      (scheme) => ('minimum' in scheme ? { ...scheme, minimum: undefined } : scheme) as PriceScheme,
    );
    fc.assert(
      fc.property(plain, amounts, shares, (scheme, quantity, share) => {
        fc.pre(scheme.kind !== 'fixed' && quantity !== '0');
        expect(net(scheme, `-${quantity}`, share)).toBe(-net(scheme, quantity, share));
      }),
    );
  });

  test('more is never cheaper, except by volume', () => {
    fc.assert(
      fc.property(schemes, amounts, amounts, (scheme, a, b) => {
        fc.pre(scheme.kind !== 'volume');
        const [less, more] = toMicros(a) < toMicros(b) ? [a, b] : [b, a];
        // Each step is rounded by itself, so that a quantity cut in more steps may be off by half a penny a step.
        expect(net(scheme, more) + 3n).toBeGreaterThanOrEqual(net(scheme, less));
      }),
    );
  });

  test('fixed amounts of the parts of a period are the whole within a penny a part', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 2, max: 366 }),
        fc.integer({ min: 1, max: 365 }),
        (amount, ofDays, cut) => {
          fc.pre(cut < ofDays);
          const scheme: PriceScheme = { kind: 'fixed', amount };
          const parts = [cut, ofDays - cut].map((days) => net(scheme, '1', { days, ofDays }));
          const off = parts[0]! + parts[1]! - divideHalfUp(toMicros(amount), 10_000n);
          expect(off >= -1n && off <= 1n).toBe(true);
        },
      ),
    );
  });
});
