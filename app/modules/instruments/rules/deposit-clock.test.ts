import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { isWorkingDay } from '#app/kernel/working-days.ts';
import { depositDueOn } from './deposit-clock.ts';

const calendar = (...holidays: string[]) => ({ weekend: [0, 6], holidays: new Set(holidays.map(plainDate)) });
const due = (receivedOn: string, holidays: string[] = [], datedOn = receivedOn) =>
  depositDueOn({ receivedOn: plainDate(receivedOn), datedOn: plainDate(datedOn) }, calendar(...holidays));

describe('a cheque is due at the bank two working days after it was received', () => {
  test('received on Thursday it is due on Monday', () => expect(due('2026-11-05')).toBe('2026-11-09'));
  test('where Friday is a holiday, on Tuesday', () => expect(due('2026-11-05', ['2026-11-06'])).toBe('2026-11-10'));
  test('received on Saturday, on Tuesday', () => expect(due('2026-11-07')).toBe('2026-11-10'));
  test('a post-dated one counts from the date written on it', () =>
    expect(due('2026-11-05', [], '2026-12-01')).toBe('2026-12-03'));
});

test('whatever the holidays, it is due on a working day, after two of them, and never sooner for one holiday more', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays(plainDate('2026-01-01'), days));
  fc.assert(
    fc.property(day, fc.uniqueArray(day, { maxLength: 20 }), day, (receivedOn, holidays, oneMore) => {
      const banks = calendar(...holidays);
      const dueOn = depositDueOn({ receivedOn, datedOn: receivedOn }, banks);
      let working = 0;
      for (let on = addDays(receivedOn, 1); on <= dueOn; on = addDays(on, 1)) if (isWorkingDay(on, banks)) working += 1;
      expect(working).toBe(2);
      expect(isWorkingDay(dueOn, banks)).toBe(true);
      expect(depositDueOn({ receivedOn, datedOn: receivedOn }, calendar(...holidays, oneMore)) >= dueOn).toBe(true);
    }),
  );
});
