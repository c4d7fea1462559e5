import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { dialSteps, meterQuantities, type Standing } from './meter-quantities.ts';

const START = plainDate('2026-01-01');
const DIAL = { digits: 4, multiplier: decimal('1') };
let counter = 0;
const reading = (day: number, value: string, kind: Standing['kind'] = 'actual'): Standing => {
  counter += 1;
  return { id: String(counter), readOn: addDays(START, day), kind, value: decimal(value) };
};
const counts = (readings: Standing[], dial = DIAL) => {
  const { counted } = meterQuantities(readings, dial);
  return readings.map(({ id }) => counted.find((one) => one.reading.id === id)?.quantity);
};

describe('what readings of a meter count', () => {
  test('is what the dial moved since the reading before', () => {
    expect(counts([reading(0, '100'), reading(31, '250.5'), reading(59, '250.5')])).toEqual(['0', '150.5', '0']);
    expect(counts([reading(0, '100'), reading(31, '103')], { digits: 4, multiplier: decimal('40.5') })).toEqual([
      '0',
      '121.5',
    ]);
  });

  test('goes through zero where the dial begins again', () => {
    expect(counts([reading(0, '9900'), reading(31, '50')])).toEqual(['0', '150']);
    expect(dialSteps(decimal('9999'), decimal('0'), 4)).toBe(1_000_000n);
    expect(dialSteps(decimal('5000'), decimal('0'), 4)).toBe(5_000_000_000n);
    expect(dialSteps(decimal('4999'), decimal('0'), 4)).toBe(null);
  });

  test('ends at the true difference when an estimate was too low, or too high', () => {
    expect(counts([reading(0, '100'), reading(31, '180', 'estimate'), reading(59, '300')])).toEqual(['0', '80', '120']);
    expect(counts([reading(0, '100'), reading(31, '180', 'estimate'), reading(59, '150')])).toEqual(['0', '50', '0']);
    const two = [reading(0, '100'), reading(31, '180', 'estimate'), reading(59, '260', 'estimate'), reading(90, '200')];
    expect(counts(two)).toEqual(['0', '80', '20', '0']);
  });

  test('settles an estimate of the same day', () => {
    expect(counts([reading(0, '100'), reading(31, '180', 'estimate'), reading(31, '170')])).toEqual(['0', '70', '0']);
  });

  test('lets an estimate below an earlier one count nothing', () => {
    expect(counts([reading(0, '100'), reading(31, '180', 'estimate'), reading(59, '150', 'estimate')])).toEqual([
      '0',
      '80',
      '0',
    ]);
  });

  test('adds up to the true difference over any two actual readings, whatever was estimated', () => {
    const step = fc.record({
      use: fc.integer({ min: 0, max: 900 }),
      estimates: fc.array(fc.integer({ min: -300, max: 1200 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.array(step, { minLength: 1, maxLength: 5 }), (first, steps) => {
        const readings = [reading(0, String(first))];
        let total = first;
        steps.forEach(({ use, estimates }, month) => {
          estimates.forEach((more, nth) => {
            readings.push(reading(month * 30 + nth + 1, String((total + more + 10_000) % 10_000), 'estimate'));
          });
          total += use;
          readings.push(reading(month * 30 + 30, String(total % 10_000)));
        });
        const { counted, misfits } = meterQuantities([...readings].reverse(), DIAL);
        expect(misfits.filter((one) => one.reading.kind === 'actual')).toEqual([]);
        const sum = counted.reduce((all, { quantity }) => all + toMicros(quantity), 0n);
        expect(fromMicros(sum)).toBe(String(total - first));
        for (const { quantity } of counted) expect(toMicros(quantity) >= 0n).toBe(true);
      }),
    );
  });
});
