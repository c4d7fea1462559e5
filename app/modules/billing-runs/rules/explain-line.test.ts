import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, fromMicros } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { priceQuantity } from '#app/kernel/pricing/price-quantity.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { explainLine, type LineToExplain } from './explain-line.ts';
import { readExplanation } from './line-explanation.ts';

const GBP = { locale: 'en-GB', currency: currency('GBP') };
const asStored = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)));

type Part = { scheme: PriceScheme; quantity: string; share?: { days: number; ofDays: number } };

/** A line made of parts as a run makes it: each priced by itself, kept as jsonb, read back. */
function lineOf(
  parts: Part[],
  { before = 0n, more = {} }: { before?: bigint; more?: Partial<LineToExplain> } = {},
): LineToExplain {
  const days = ['2026-11-01', '2026-11-10', '2026-11-20'];
  const segments = parts.map(({ scheme, quantity, share }, index) => ({
    ...{ fromOn: days[index], toOn: '2026-11-30', quantity, share },
    price: { source: 'contract', sourceName: 'CON-00001', versionNo: index + 1, id: 'p' },
    ...priceQuantity({ scheme, quantity: decimal(quantity), currency: GBP.currency, share }),
  }));
  const netMinor = segments.reduce((sum, { netMinor: minor }) => sum + minor, -before);
  const explanation = readExplanation(
    asStored({ quantity: parts[0]!.quantity, unit: 'kWh', segments, billedBeforeMinor: before, netMinor }),
  );
  return {
    ...{
      description: 'Solar energy',
      unitPrice: decimal('0.2'),
      netMinor,
      taxName: 'VAT',
      taxRateBp: 2000,
      explanation,
    },
    ...{ periodFromOn: plainDate('2026-11-01'), periodToOn: plainDate('2026-11-30') },
    ...{ usage: [], usageLeftOut: 0, last: null },
    ...more,
  };
}

const perUnit = (unitPrice: string): PriceScheme => ({ kind: 'per_unit', unitPrice: decimal(unitPrice) });
const tiers: PriceScheme = {
  kind: 'tiered',
  included: decimal('100'),
  minimum: decimal('500'),
  tiers: [
    { upTo: decimal('1000'), unitPrice: decimal('0.2') },
    { upTo: null, unitPrice: decimal('0.15'), flat: decimal('5') },
  ],
};

describe('a line is explained', () => {
  it('from what was used to the amount, with its price and tax', () => {
    const explained = explainLine(
      lineOf([{ scheme: perUnit('0.142'), quantity: '4806' }], {
        more: {
          usage: [
            { kind: 'reading', occurredOn: plainDate('2026-11-30'), reference: 'M-14', quantity: decimal('4806') },
          ],
        },
      }),
      GBP,
    );
    expect(explained).toEqual({
      ...{ what: 'Solar energy', when: '1 Nov 2026 to 30 Nov 2026', usedMore: 0 },
      used: [{ text: 'Reading M-14, 30 Nov 2026', quantity: '4,806 kWh' }],
      sum: [{ text: '4,806 kWh × £0.142', under: '', minor: 68_245n }],
      whyThisPrice: ['Contract CON-00001, price 1.'],
      tax: 'VAT, 20 % is added once for the whole invoice, below the charges.',
      comparedWithLast: 'No earlier invoice is at hand to compare this with.',
    });
  });

  it('tier by tier, with what is included and the minimum', () => {
    const texts = (quantity: string) =>
      explainLine(lineOf([{ scheme: tiers, quantity }]), GBP).sum.map(({ text, minor }) => [text, minor]);
    expect(texts('1350')).toEqual([
      ['100 kWh included in the price', 0n],
      ['1,000 kWh × £0.20, up to 1,000 kWh', 20_000n],
      ['250 kWh × £0.15, over 1,000 kWh', 3750n],
      ['£5.00 once, over 1,000 kWh', 500n],
      ['To reach the minimum of £500.00', 25_750n],
    ]);
  });

  it('in parts where the price changed, with days and what was billed before', () => {
    const explained = explainLine(
      lineOf(
        [
          { scheme: { kind: 'fixed', amount: decimal('310') }, quantity: '1', share: { days: 9, ofDays: 30 } },
          { scheme: perUnit('2'), quantity: '10', share: { days: 21, ofDays: 30 } },
        ],
        { before: 1000n },
      ),
      GBP,
    );
    expect(explained.sum).toEqual([
      { text: '£310.00 for the period × 9 ÷ 30 days', under: '1 Nov 2026 to 30 Nov 2026', minor: 9300n },
      { text: '10 kWh × £2.00', under: '10 Nov 2026 to 30 Nov 2026', minor: 2000n },
      { text: 'Less what these days were billed before', under: '', minor: -1000n },
    ]);
    expect(explained.whyThisPrice[0]).toBe(
      '1 Nov 2026 to 30 Nov 2026: Contract CON-00001, price 1. These are 9 of the 30 days of the whole period.',
    );
  });

  it('against the last invoice: by how much, and why', () => {
    const last = {
      ...{ number: 'INV-7', quantity: decimal('8'), unitPrice: decimal('1.5'), netMinor: 1200n },
      ...{ periodFromOn: plainDate('2026-10-01'), periodToOn: plainDate('2026-10-31') },
    };
    const said = (more: Partial<LineToExplain>) =>
      explainLine(
        lineOf([{ scheme: perUnit('2'), quantity: '10' }], { more: { unitPrice: decimal('2'), last, ...more } }),
        GBP,
      ).comparedWithLast;
    expect(said({})).toBe(
      '£8.00 more than invoice INV-7, 1 Oct 2026 to 31 Oct 2026: 2 kWh more, and the price is £2.00, it was £1.50.',
    );
    expect(said({ last: { ...last, netMinor: 2000n, quantity: decimal('10'), unitPrice: decimal('2') } })).toBe(
      'The same as invoice INV-7, 1 Oct 2026 to 31 Oct 2026.',
    );
  });

  it('to the minor unit: whatever the price, the parts and the corrections', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 10n }).map(fromMicros);
    const scheme: fc.Arbitrary<PriceScheme> = fc.oneof(
      amount.map((each) => ({ kind: 'fixed', amount: each }) as const),
      fc
        .tuple(amount, fc.option(amount, { nil: undefined }))
        .map(([unitPrice, included]) => ({ kind: 'per_unit', unitPrice, ...(included && { included }) }) as const),
      amount.map((percent) => ({ kind: 'percentage', percent }) as const),
      fc
        .tuple(fc.constantFrom('tiered' as const, 'volume' as const), amount, amount, amount)
        .map(([kind, upTo, unitPrice, flat]) => ({
          kind,
          tiers: [
            { upTo, unitPrice },
            { upTo: null, unitPrice: flat, flat },
          ],
          minimum: flat,
        })),
    );
    const part = fc.record({
      scheme,
      quantity: fc.bigInt({ min: -(10n ** 10n), max: 10n ** 12n }).map(fromMicros),
      share: fc.constantFrom(undefined, { days: 9, ofDays: 30 }, { days: 1, ofDays: 31 }),
    });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        (parts, before) => {
          const line = lineOf(parts as Part[], { before });
          const explained = explainLine(line, GBP);
          expect(explained.sum.reduce((sum, { minor }) => sum + minor, 0n)).toBe(line.netMinor);
        },
      ),
      { numRuns: 500 },
    );
  });
});
