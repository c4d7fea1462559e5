import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { isWorkingDay } from '#app/kernel/working-days.ts';
import { collectionDay } from './collection-day.ts';
import { expiryStage } from './expiry.ts';
import { nextTry } from './next-try.ts';
import { whatToCollect } from './what-to-collect.ts';

const calendar = { weekend: [0, 6], holidays: new Set([plainDate('2026-05-25')]) };
const day = plainDate;
const byDate = { collects: 'due_date', dayNo: null } as const;
const byMonth = (dayNo: number) => ({ collects: 'day_of_month', dayNo }) as const;

describe('the day of a collection', () => {
  test.each([
    ['due on a working day', byDate, '2026-05-06', '2026-05-01', '2026-05-06'],
    ['due on a Saturday', byDate, '2026-05-02', '2026-04-01', '2026-05-04'],
    ['due before a holiday Monday', byDate, '2026-05-23', '2026-05-01', '2026-05-26'],
    ['overdue: as soon as the notice allows', byDate, '2026-04-01', '2026-05-07', '2026-05-07'],
    ['the 31st in a short month', byMonth(31), '2027-02-10', '2027-02-01', '2027-03-01'],
    ['the 31st where its last day is open', byMonth(31), '2026-04-10', '2026-04-01', '2026-04-30'],
    ['a day of the month that is over', byMonth(15), '2026-05-10', '2026-05-16', '2026-06-15'],
    ['due after this month’s day', byMonth(15), '2026-05-20', '2026-05-01', '2026-06-15'],
    ['a weekend day of the month still ahead', byMonth(16), '2026-05-10', '2026-05-17', '2026-05-18'],
  ] as const)('%s', (_, rule, dueOn, earliestOn, taken) => {
    expect(collectionDay(rule, { dueOn: day(dueOn), earliestOn: day(earliestOn) }, calendar)).toBe(taken);
  });

  test('is a working day, not before it is due nor before the notice allows', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 31 }),
        (due, earliest, dayNo) => {
          const at = (days: number) => day(new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
          const rule = dayNo === 0 ? byDate : byMonth(dayNo);
          const taken = collectionDay(rule, { dueOn: at(due), earliestOn: at(earliest) }, calendar);
          expect(isWorkingDay(taken, calendar)).toBe(true);
          expect(taken >= at(due) && taken >= at(earliest)).toBe(true);
        },
      ),
    ));
});

describe('what is collected', () => {
  const item = fc.record({ payableMinor: fc.bigInt(-100n, 100_000n), flies: fc.boolean() });
  test('is never more than the limit, the account or an item, and nothing of what is in flight', () =>
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 12 }),
        fc.option(fc.bigInt(1n, 200_000n)),
        fc.bigInt(0n, 200_000n),
        (items, ceilingMinor, creditMinor) => {
          const named = items.map((one, at) => ({ ...one, itemId: `i${at}` }));
          const inFlight = new Set(named.filter(({ flies }) => flies).map(({ itemId }) => itemId));
          const { parts, totalMinor, leftOut } = whatToCollect(named, { inFlight, creditMinor, ceilingMinor });
          const free = named.filter(({ flies, payableMinor }) => !flies && payableMinor > 0n);
          const owed = free.reduce((sum, { payableMinor }) => sum + payableMinor, 0n);
          expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(totalMinor);
          if (ceilingMinor !== null) expect(totalMinor <= ceilingMinor).toBe(true);
          else expect(totalMinor).toBe(owed > creditMinor ? owed - creditMinor : 0n);
          expect(totalMinor <= (owed > creditMinor ? owed - creditMinor : 0n)).toBe(true);
          for (const { itemId, amountMinor } of [...parts, ...leftOut]) {
            const of = free.find((one) => one.itemId === itemId);
            expect(amountMinor > 0n && of !== undefined && amountMinor <= of.payableMinor).toBe(true);
          }
        },
      ),
    ));
});

describe('trying again', () => {
  const policy = { retryDays: [3, 5, 7] };
  const at = (tries: number, code: string, today: string) =>
    nextTry(policy, { tries, code, firstTriedOn: day('2026-05-04'), today: day(today) }, calendar);
  test('follows the policy on working days, and ends with it', () => {
    expect(at(1, 'insufficient_funds', '2026-05-04')).toBe('2026-05-07');
    expect(at(2, 'insufficient_funds', '2026-05-07')).toBe('2026-05-11');
    expect(at(3, 'insufficient_funds', '2026-05-11')).toBe('2026-05-12');
    expect(at(4, 'insufficient_funds', '2026-05-12')).toBeNull();
    // A bank debit that fails after its days is tried the day after it is known.
    expect(at(1, 'refer_to_customer', '2026-05-12')).toBe('2026-05-13');
  });
  test.each(['lost_card', 'stolen_card', 'account_closed', 'method-gone', 'authentication_required'])(
    'never for %s',
    (code) => {
      expect(at(1, code, '2026-05-04')).toBeNull();
    },
  );
});

test('a card’s end is told by the nearest day reached, and not after it', () => {
  const card = { expMonth: 4, expYear: 2026 };
  const stage = (today: string) => expiryStage(card, [60, 30, 7], day(today));
  expect(['2026-02-27', '2026-03-01', '2026-03-31', '2026-04-23', '2026-04-30', '2026-05-01'].map(stage)).toEqual([
    null,
    60,
    30,
    7,
    7,
    null,
  ]);
});
