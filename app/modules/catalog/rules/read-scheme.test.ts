import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { findOverlap } from './find-overlap.ts';
import { readPricesCsv } from './read-prices-csv.ts';
import { readScheme, type SchemeKind, type SchemeText } from './read-scheme.ts';

const problems = (kind: SchemeKind, text: SchemeText) =>
  Object.fromEntries(readScheme(kind, text).problems.map((problem) => [problem.field, problem.text]));

describe('a typed price', () => {
  test('is read as its kind, and what the kind does not ask for is not looked at', () => {
    const text = { amount: '310', unitPrice: '£1,042.50', percent: '2.5', included: '10', minimum: '50' };
    expect(readScheme('fixed', text).scheme).toEqual({ kind: 'fixed', amount: '310' });
    expect(readScheme('per_unit', text).scheme).toEqual({
      kind: 'per_unit',
      unitPrice: '1042.5',
      included: '10',
      minimum: '50',
    });
    expect(readScheme('percentage', text).scheme).toEqual({ kind: 'percentage', percent: '2.5', minimum: '50' });
  });

  test('in tiers leaves out rows in which nothing is typed', () => {
    const tiers = [{ upTo: '100', unitPrice: '10' }, {}, { upTo: '', unitPrice: '8', flat: '25' }, { upTo: ' ' }];
    expect(readScheme('tiered', { tiers }).scheme).toEqual({
      kind: 'tiered',
      tiers: [
        { upTo: '100', unitPrice: '10' },
        { upTo: null, unitPrice: '8', flat: '25' },
      ],
    });
  });

  test('tells each mistake at its own field', () => {
    expect(problems('per_unit', { unitPrice: 'ten', included: '-4', minimum: '0' })).toEqual({
      unitPrice: '“ten” is not a number. Write it with a point, like 1234.50.',
      included: 'Enter a number above zero, or leave this empty.',
      minimum: 'Enter a number above zero, or leave this empty.',
    });
    expect(problems('fixed', {})).toEqual({ amount: 'Enter the amount for one period, like 310 or 1,234.50.' });
    expect(problems('tiered', { tiers: [] })).toHaveProperty(['tiers[0].unitPrice']);
  });

  test('names the tier whose bound is wrong', () => {
    const tiers = [
      { upTo: '100', unitPrice: '10' },
      { upTo: '90', unitPrice: '8' },
      { upTo: '', unitPrice: '7' },
      { upTo: '500', unitPrice: '' },
    ];
    expect(problems('tiered', { tiers })).toEqual({
      'tiers[1].upTo': 'Tier 2: this is not beyond the tier before. Each tier reaches further than the one above it.',
      'tiers[2].upTo': 'Tier 3: enter up to which quantity this tier goes; only the last has no end.',
      'tiers[3].unitPrice': 'Tier 4: enter the price of one unit in this tier.',
      'tiers[3].upTo': 'Tier 4: leave this empty: the last tier has no end. Add a tier below it for what comes after.',
    });
  });
});

describe('versions of a price', () => {
  const span = (versionNo: number, from: string, to: string | null) => ({
    versionNo,
    validFromOn: plainDate(from),
    validToOn: to === null ? null : plainDate(to),
  });

  test('without an end leave room for the next, and two from one day do not', () => {
    expect(findOverlap([span(1, '2026-01-01', null), span(2, '2026-03-01', null)])).toBeNull();
    expect(findOverlap([span(1, '2026-01-01', '2026-02-28'), span(2, '2026-03-01', null)])).toBeNull();
    expect(findOverlap([span(2, '2026-03-01', null), span(1, '2026-01-01', '2026-03-01')])).toMatchObject({
      earlier: { versionNo: 1 },
      later: { versionNo: 2 },
    });
    expect(findOverlap([span(1, '2026-01-01', null), span(2, '2026-01-01', '2026-01-31')])).not.toBeNull();
  });

  test('overlap exactly when two of them hold on a day', () => {
    const day = (at: number) => plainDate(`2026-01-${String(at).padStart(2, '0')}`);
    const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 9 })), { maxLength: 5 });
    fc.assert(
      fc.property(spans, (list) => {
        const ended = list.map(([from, days], index) => ({
          ...span(index + 1, day(from), null),
          validToOn: day(Math.min(28, from + days)),
        }));
        const holding = (at: number) =>
          ended.filter((one) => one.validFromOn <= day(at) && one.validToOn >= day(at)).length;
        const doubled = Array.from({ length: 28 }, (_, at) => holding(at + 1)).some((count) => count > 1);
        expect(findOverlap(ended) !== null).toBe(doubled);
      }),
    );
  });
});

describe('a file of prices', () => {
  const read = (...lines: string[]) => readPricesCsv(new TextEncoder().encode(lines.join('\n')));

  test('is read row by row', () => {
    const { prices, problems: wrong } = read(
      'price_list,product,valid_from,valid_to,kind,price,tiers,included,minimum',
      'UK,FLY-ASH,2026-01-01,,,42,,,',
      'UK,POWER,2026-01-01,2026-12-31,tiered,,100=0.30; 500=0.25+5; =0.20,10,25',
    );
    expect(wrong).toEqual([]);
    expect(prices.map((price) => price.scheme)).toEqual([
      { kind: 'per_unit', unitPrice: '42' },
      {
        kind: 'tiered',
        tiers: [
          { upTo: '100', unitPrice: '0.3' },
          { upTo: '500', unitPrice: '0.25', flat: '5' },
          { upTo: null, unitPrice: '0.2' },
        ],
        included: '10',
        minimum: '25',
      },
    ]);
  });

  test('says where it is wrong: 31 February, an end before the start, steps that do not rise', () => {
    const { prices, problems: wrong } = read(
      'price_list,product,valid_from,valid_to,kind,price,tiers',
      'UK,FLY-ASH,2026-02-31,,per_unit,42,',
      'UK,FLY-ASH,2026-03-01,2026-02-01,per_unit,42,',
      'UK,FLY-ASH,2026-03-01,,volume,,100=10; 100=9; =8',
      'UK,FLY-ASH,2026-03-01,,monthly,42,',
      'UK,FLY-ASH,2026-03-01,,tiered,42,cheap',
    );
    expect(prices).toEqual([]);
    expect(wrong.map(({ row, field }) => [row, field])).toEqual([
      [2, 'valid_from'],
      [3, 'valid_to'],
      [4, 'tiers'],
      [5, 'kind'],
      [6, 'tiers'],
    ]);
    expect(wrong[0]?.text).toBe('“2026-02-31” is not a date in the calendar. Write it as 2026-03-31.');
  });
});
