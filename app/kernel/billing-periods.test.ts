import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BilledSpan,
  billingPeriods,
  CYCLES,
  type Cycle,
  endsAPeriod,
  isDue,
  nextBillingDates,
  TIMINGS,
  wholePeriodAt,
} from './billing-periods.ts';
import { addDays, daysBetween, type PlainDate, plainDate } from './plain-date.ts';

const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays(plainDate('2015-01-01'), days));
const cycle = fc.constantFrom(...CYCLES);
const span: fc.Arbitrary<BilledSpan> = fc
  .record({ cycle, anchorOn: day, startsOn: day, length: fc.option(fc.integer({ min: 0, max: 1500 })) })
  .map(({ length, ...rest }) => ({ ...rest, endsOn: length === null ? null : addDays(rest.startsOn, length) }));

const all = (of: BilledSpan, throughOn: PlainDate) => billingPeriods(of, { fromOn: of.startsOn, throughOn });
const starts = (of: Cycle, anchor: string, count: number) => {
  const anchorOn = plainDate(anchor);
  const from = { cycle: of, anchorOn, startsOn: anchorOn, endsOn: null };
  return all(from, addDays(anchorOn, 2000))
    .slice(0, count)
    .map((period) => period.fromOn);
};

describe('billing periods', () => {
  it('tile their span without gap or overlap, whatever the anchor', () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 0, max: 1500 }), (of, more) => {
        const throughOn = addDays(of.startsOn, more);
        const periods = all(of, throughOn);
        expect(periods[0]?.fromOn).toBe(of.startsOn);
        for (const [index, period] of periods.entries()) {
          expect(period.fromOn <= period.toOn).toBe(true);
          const next = periods[index + 1];
          if (next) expect(next.fromOn).toBe(addDays(period.toOn, 1));
        }
        const lastOn = periods.at(-1)?.toOn ?? '';
        expect(lastOn >= (of.endsOn && of.endsOn < throughOn ? of.endsOn : throughOn)).toBe(true);
        if (of.endsOn) expect(lastOn <= of.endsOn).toBe(true);
      }),
    );
  });

  it('are cut at the start and the end of the span alone', () => {
    fc.assert(
      fc.property(span, (of) => {
        for (const period of all(of, addDays(of.startsOn, 1200))) {
          expect(period.fromOn === period.wholeFromOn || period.fromOn === of.startsOn).toBe(true);
          expect(period.toOn === period.wholeToOn || period.toOn === of.endsOn).toBe(true);
          expect(period.wholeFromOn <= period.fromOn && period.toOn <= period.wholeToOn).toBe(true);
        }
      }),
    );
  });

  it('are the same through every window', () => {
    fc.assert(
      fc.property(span, day, fc.integer({ min: 0, max: 400 }), (of, fromOn, length) => {
        const throughOn = addDays(fromOn, length);
        const expected = all(of, throughOn).filter((period) => period.toOn >= fromOn);
        expect(billingPeriods(of, { fromOn, throughOn })).toEqual(expected);
      }),
    );
  });

  it('hold each day in exactly the whole period that says so', () => {
    fc.assert(
      fc.property(cycle, day, day, (of, anchorOn, at) => {
        const whole = wholePeriodAt({ cycle: of, anchorOn }, at);
        expect(whole.fromOn <= at && at <= whole.toOn).toBe(true);
        expect(endsAPeriod({ cycle: of, anchorOn }, whole.toOn)).toBe(true);
        if (whole.fromOn !== whole.toOn) expect(endsAPeriod({ cycle: of, anchorOn }, whole.fromOn)).toBe(false);
        expect(wholePeriodAt({ cycle: of, anchorOn }, addDays(whole.toOn, 1)).fromOn).toBe(addDays(whole.toOn, 1));
      }),
    );
  });

  it('of weeks have their days, and of months between 28 and 31', () => {
    fc.assert(
      fc.property(cycle, day, day, (of, anchorOn, at) => {
        const whole = wholePeriodAt({ cycle: of, anchorOn }, at);
        const days = daysBetween(whole.fromOn, whole.toOn) + 1;
        const [least, most] = {
          ...{ weekly: [7, 7], fortnightly: [14, 14], four_weekly: [28, 28] },
          ...{ monthly: [28, 31], quarterly: [89, 92], annual: [365, 366] },
        }[of] as [number, number];
        expect(days).toBeGreaterThanOrEqual(least);
        expect(days).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('come back to the day of the anchor after a short month', () => {
    const expected = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'];
    expect(starts('monthly', '2026-01-31', 5)).toEqual(expected);
    expect(starts('monthly', '2028-01-31', 3)).toEqual(['2028-01-31', '2028-02-29', '2028-03-31']);
    expect(starts('quarterly', '2025-11-30', 3)).toEqual(['2025-11-30', '2026-02-28', '2026-05-30']);
    expect(starts('annual', '2028-02-29', 2)).toEqual(['2028-02-29', '2029-02-28']);
    expect(starts('four_weekly', '2026-01-05', 3)).toEqual(['2026-01-05', '2026-02-02', '2026-03-02']);
  });
});

describe('what is due', () => {
  const period = { fromOn: plainDate('2026-06-01'), toOn: plainDate('2026-06-30') };

  it('is a period that has ended, or one that has begun where it is billed in advance', () => {
    expect(isDue(period, 'arrears', plainDate('2026-06-29'))).toBe(false);
    expect(isDue(period, 'arrears', plainDate('2026-06-30'))).toBe(true);
    expect(isDue(period, 'advance', plainDate('2026-05-31'))).toBe(false);
    expect(isDue(period, 'advance', plainDate('2026-06-01'))).toBe(true);
  });

  it('is shown with its next dates, fewer where the line ends', () => {
    const anchorOn = plainDate('2026-01-01');
    const line = { cycle: 'monthly', anchorOn, startsOn: anchorOn, endsOn: null, timing: 'arrears' } as const;
    const next = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'];
    expect(nextBillingDates(line, anchorOn, 5)).toEqual(next);
    expect(nextBillingDates({ ...line, endsOn: plainDate('2026-03-10') }, plainDate('2026-02-10'), 5)).toEqual([
      '2026-02-28',
      '2026-03-10',
    ]);
    const ahead = { ...line, anchorOn: plainDate('2026-01-31'), timing: 'advance' } as const;
    expect(nextBillingDates(ahead, plainDate('2026-01-31'), 3)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  });

  it('is never before the day asked for', () => {
    fc.assert(
      fc.property(span, day, fc.constantFrom(...TIMINGS), (of, fromOn, timing) => {
        const next = nextBillingDates({ ...of, timing }, fromOn, 5);
        expect(next.every((on) => on >= fromOn)).toBe(true);
        if (!of.endsOn) expect(next).toHaveLength(5);
      }),
    );
  });
});
