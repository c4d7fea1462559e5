import { addDays, type PlainDate, plainDate, weekday } from '#app/kernel/plain-date.ts';

export type BankHoliday = { on: PlainDate; name: string };

/** Easter Sunday of a year in the Gregorian calendar (Meeus, Jones and Butcher). */
function easter(year: number): PlainDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1);
}

const dayOf = (year: number, month: number, day: number): PlainDate =>
  plainDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
const MONDAY = 1;
const mondayFrom = (day: PlainDate): PlainDate => addDays(day, (MONDAY - weekday(day) + 7) % 7);
const lastMonday = (year: number, month: number): PlainDate => mondayFrom(dayOf(year, month, 25));

/** Days that fall on a weekend are made up for on the next working days, one after the other. */
function madeUp(days: readonly BankHoliday[]): BankHoliday[] {
  const taken: BankHoliday[] = [];
  for (const { on, name } of days) {
    let day = on;
    while ([0, 6].includes(weekday(day)) || taken.some((one) => one.on === day)) day = addDays(day, 1);
    taken.push({ on: day, name: day === on ? name : `${name} (substitute day)` });
  }
  return taken;
}

/** The bank holidays of England and Wales in a year, by their rules; one-off days are not among them. */
export function bankHolidays(year: number): BankHoliday[] {
  const sunday = easter(year);
  return [
    ...madeUp([{ on: dayOf(year, 1, 1), name: 'New Year’s Day' }]),
    { on: addDays(sunday, -2), name: 'Good Friday' },
    { on: addDays(sunday, 1), name: 'Easter Monday' },
    { on: mondayFrom(dayOf(year, 5, 1)), name: 'Early May bank holiday' },
    { on: lastMonday(year, 5), name: 'Spring bank holiday' },
    { on: lastMonday(year, 8), name: 'Summer bank holiday' },
    ...madeUp([
      { on: dayOf(year, 12, 25), name: 'Christmas Day' },
      { on: dayOf(year, 12, 26), name: 'Boxing Day' },
    ]),
  ];
}
