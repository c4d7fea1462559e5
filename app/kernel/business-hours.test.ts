import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessMinutes, businessMinutesBetween } from './business-hours.ts';
import { plainDate } from './plain-date.ts';

const hours = (zone: string, ...holidays: string[]) => ({
  ...{ zone, opensMinute: 480, closesMinute: 1_080 },
  calendar: { weekend: [0, 6], holidays: new Set(holidays.map(plainDate)) },
});
const LONDON = hours('Europe/London', '2026-12-25', '2026-12-28');
const at = (text: string) => new Date(text);

describe('targets in business hours', () => {
  it.each([
    ['17:55 and four hours are 11:55 of the next working day', '2026-11-03T17:55Z', 240, '2026-11-04T11:55Z'],
    ['over a weekend', '2026-11-06T17:55Z', 240, '2026-11-09T11:55Z'],
    ['over Christmas, its weekend and the day in lieu', '2026-12-24T17:00Z', 120, '2026-12-29T09:00Z'],
    ['before the desk opens, from when it opens', '2026-11-03T05:00Z', 30, '2026-11-03T08:30Z'],
    ['at night, from the next morning', '2026-11-03T22:00Z', 30, '2026-11-04T08:30Z'],
    ['exactly to the end of the day', '2026-11-03T14:00Z', 240, '2026-11-03T18:00Z'],
    ['by the clocks of the zone, where they go forward in between', '2026-03-27T17:00Z', 120, '2026-03-30T08:00Z'],
  ])('%s', (_, from, minutes, due) => {
    expect(addBusinessMinutes(at(from), minutes, LONDON)).toEqual(at(due));
  });

  it('counts the same minutes back, wherever they begin', () => {
    const from = fc.date({ min: at('2026-01-01'), max: at('2027-12-31'), noInvalidDate: true });
    const zones = fc.constantFrom('Europe/London', 'Asia/Kuala_Lumpur', 'Asia/Kolkata');
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 6_000 }), zones, (moment, minutes, zone) => {
        const desk = hours(zone, '2026-12-25');
        const begins = new Date(Math.floor(moment.getTime() / 60_000) * 60_000);
        expect(businessMinutesBetween(begins, addBusinessMinutes(begins, minutes, desk), desk)).toBe(minutes);
      }),
      { numRuns: 60 },
    );
  });
});
