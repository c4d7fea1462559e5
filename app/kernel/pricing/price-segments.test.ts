import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal } from '../decimal.ts';
import { addDays, daysBetween, type PlainDate, plainDate } from '../plain-date.ts';
import type { PriceVersion } from './price-scheme.ts';
import { priceOn, priceSegments } from './price-segments.ts';

describe('which price holds', () => {
  const version = (
    id: string,
    from: string,
    to: string | null,
    source: 'contract' | 'list' = 'list',
  ): PriceVersion => ({
    id,
    versionNo: 1,
    validFromOn: plainDate(from),
    validToOn: to === null ? null : plainDate(to),
    scheme: { kind: 'per_unit', unitPrice: decimal('1') },
    source,
    sourceName: source,
  });
  const cut = (versions: PriceVersion[], from: string, to: string) =>
    priceSegments(versions, plainDate(from), plainDate(to)).map((part) => [
      part.version?.id ?? null,
      part.fromOn,
      part.toOn,
    ]);

  test('a price that changes on the 15th splits the month, each part with its version', () => {
    expect(
      cut([version('new', '2026-11-15', null), version('old', '2026-01-01', null)], '2026-11-01', '2026-11-30'),
    ).toEqual([
      ['old', '2026-11-01', '2026-11-14'],
      ['new', '2026-11-15', '2026-11-30'],
    ]);
  });

  test('days without a price are a part of their own', () => {
    expect(
      cut([version('a', '2026-11-05', '2026-11-09'), version('b', '2026-11-20', null)], '2026-11-01', '2026-11-30'),
    ).toEqual([
      [null, '2026-11-01', '2026-11-04'],
      ['a', '2026-11-05', '2026-11-09'],
      [null, '2026-11-10', '2026-11-19'],
      ['b', '2026-11-20', '2026-11-30'],
    ]);
    expect(cut([], '2026-11-01', '2026-11-30')).toEqual([[null, '2026-11-01', '2026-11-30']]);
  });

  test("the contract's own price wins on the days on which it holds, and the list's goes on behind it", () => {
    const versions = [version('list', '2026-01-01', null), version('own', '2026-11-10', '2026-11-20', 'contract')];
    expect(cut(versions, '2026-11-01', '2026-11-30')).toEqual([
      ['list', '2026-11-01', '2026-11-09'],
      ['own', '2026-11-10', '2026-11-20'],
      ['list', '2026-11-21', '2026-11-30'],
    ]);
    expect(priceOn(versions, plainDate('2026-11-20'))?.id).toBe('own');
  });

  test('the parts cover the period day by day, and on each day the version holds that holds on that day alone', () => {
    const start = plainDate('2026-01-01');
    const spans = fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 6 }).chain((days) => {
      const sorted = [...days].sort((a, b) => a - b);
      return fc.tuple(
        ...sorted.map((day, index) => fc.tuple(fc.constant(day), fc.constant(sorted[index + 1]), fc.boolean())),
      );
    });
    const sourceOf = (source: 'contract' | 'list') =>
      spans.map((days) =>
        days.map(([from, next, open], index) => ({
          ...version(`${source}-${index}`, addDays(start, from), null, source),
          validToOn: open ? null : addDays(start, from + Math.floor(((next ?? from + 30) - from - 1) / 2)),
        })),
      );
    fc.assert(
      fc.property(
        sourceOf('contract'),
        sourceOf('list'),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 60 }),
        (own, list, from, length) => {
          const [fromOn, toOn] = [addDays(start, from), addDays(start, from + length)];
          const parts = priceSegments([...list, ...own], fromOn, toOn);
          let day: PlainDate = fromOn;
          for (const part of parts) {
            expect(part.fromOn).toBe(day);
            for (let at = part.fromOn; at <= part.toOn; at = addDays(at, 1))
              expect(priceOn([...own, ...list], at)?.id ?? null).toBe(part.version?.id ?? null);
            day = addDays(part.toOn, 1);
          }
          expect(daysBetween(toOn, day)).toBe(1);
        },
      ),
    );
  });
});
