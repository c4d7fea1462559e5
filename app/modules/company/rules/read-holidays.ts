import { type CsvProblem, readCsv } from '#app/kernel/csv-records.ts';
import { addDays, type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { Holiday } from '../types.ts';

export type ReadHolidays = { readonly holidays: readonly Holiday[]; readonly problems: readonly CsvProblem[] };

const NAME_MAX = 140;
/** An event of more days is a season, not a bank holiday. */
const EVENT_DAYS_MAX = 31;
const HOLIDAYS_MAX = 5_000;

/**
 * Reads bank holidays as their publishers write them: a calendar (RFC 5545, whole days), a JSON object of names by ISO
 * date, or CSV with `date` and `name`. Which one it is, the content says. Each misfit is a problem with its row.
 */
export function readHolidays(content: Uint8Array): ReadHolidays {
  const beginning = new TextDecoder()
    .decode(content.slice(0, 200))
    .replace(/^\ufeff/, '')
    .trimStart();
  const read = /^begin:vcalendar/i.test(beginning)
    ? fromCalendar(new TextDecoder().decode(content))
    : beginning.startsWith('{')
      ? fromJson(new TextDecoder().decode(content))
      : fromCsv(content);
  if (read.holidays.length > HOLIDAYS_MAX)
    return { holidays: [], problems: [wholeFile(`This file has more than ${HOLIDAYS_MAX} days. Leave out the past.`)] };
  if (read.holidays.length === 0 && read.problems.length === 0)
    return { holidays: [], problems: [wholeFile('This file names no day. Choose another.')] };
  return read;
}

const wholeFile = (text: string): CsvProblem => ({ row: 0, field: '', text });

type Draft = { row: number; on: string; name: string };

function checked(drafts: readonly Draft[], problems: CsvProblem[] = []): ReadHolidays {
  const found = new Map<PlainDate, Holiday>();
  for (const { row, on, name } of drafts) {
    const day = parsePlainDate(on);
    const words = name.replace(/\s+/g, ' ').trim();
    if (!day.ok)
      problems.push({ row, field: 'date', text: `“${on}” is not a date in the calendar. Write it as 2026-12-25.` });
    else if (words === '' || words.length > NAME_MAX)
      problems.push({ row, field: 'name', text: `Name the day in 1 to ${NAME_MAX} characters.` });
    // Two names of one day are one day off.
    else found.set(day.value, { on: day.value, name: found.get(day.value)?.name ?? words });
  }
  return { holidays: [...found.values()].sort((a, b) => (a.on < b.on ? -1 : 1)), problems };
}

function fromCsv(content: Uint8Array): ReadHolidays {
  const { rows, problems } = readCsv(content, { required: ['date', 'name'], optional: [] });
  const drafts = rows.map(({ row, fields }) => ({ row, on: fields.date ?? '', name: fields.name ?? '' }));
  return checked(drafts, [...problems]);
}

function fromJson(text: string): ReadHolidays {
  let days: unknown;
  try {
    days = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { holidays: [], problems: [wholeFile('This file begins like JSON and cannot be read as JSON.')] };
  }
  const drafts = Object.entries(days as object).map(([on, name], index) => ({
    row: index + 1,
    on,
    name: typeof name === 'string' ? name : '',
  }));
  return checked(drafts);
}

function fromCalendar(text: string): ReadHolidays {
  // A long line goes on in the next one, which then begins with a blank.
  const lines = text
    .replace(/\r\n/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  const drafts: Draft[] = [];
  const problems: CsvProblem[] = [];
  let event: Map<string, string> | null = null;
  let row = 0;
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Za-z-]+)(?:;[^:]*)?:(.*)$/.exec(line.trimEnd()) ?? [];
    const property = name.toUpperCase();
    if (property === 'BEGIN' && value.toUpperCase() === 'VEVENT') {
      event = new Map();
      row += 1;
    } else if (property === 'END' && value.toUpperCase() === 'VEVENT' && event) {
      const read = daysOf(event, row);
      drafts.push(...read.drafts);
      problems.push(...read.problems);
      event = null;
    } else if (event && property !== '') event.set(property, value);
  }
  return checked(drafts, problems);
}

function daysOf(event: ReadonlyMap<string, string>, row: number): { drafts: Draft[]; problems: CsvProblem[] } {
  const nothing = { drafts: [], problems: [] };
  if (event.get('STATUS')?.toUpperCase() === 'CANCELLED') return nothing;
  const name = (event.get('SUMMARY') ?? '').replace(/\\([nN])/g, ' ').replace(/\\([\\;,])/g, '$1');
  const wrong = (text: string) => ({ drafts: [], problems: [{ row, field: name, text }] });
  if (event.has('RRULE') || event.has('RDATE'))
    return wrong('This event repeats by a rule. Publish its dates one by one, or add them as CSV.');
  const start = dayOf(event.get('DTSTART') ?? '');
  const end = event.has('DTEND') ? dayOf(event.get('DTEND') ?? '') : start && addDays(start, 1);
  if (!start || !end) return wrong('This event has a time of day or no date. A bank holiday is a whole day.');
  const drafts: Draft[] = [];
  // The end is the day after the last one.
  for (let on = start; on < end && drafts.length < EVENT_DAYS_MAX; on = addDays(on, 1)) drafts.push({ row, on, name });
  return drafts.length > 0 ? { drafts, problems: [] } : wrong('This event ends before it begins.');
}

function dayOf(value: string): PlainDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(value.trim());
  const day = match && parsePlainDate(`${match[1]}-${match[2]}-${match[3]}`);
  return day?.ok ? day.value : null;
}
