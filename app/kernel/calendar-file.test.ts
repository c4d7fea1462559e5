import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarFile, type DayEvent } from './calendar-file.ts';
import { plainDate } from './plain-date.ts';

const OF = { name: 'Plan PLAN-00001', producer: 'Tallystick', madeAt: new Date('2026-11-22T09:00:00.000Z') };
const event = (change: Partial<DayEvent> = {}): DayEvent => ({
  ...{
    uid: 'plan-1-no-2@tallystick',
    on: plainDate('2026-12-31'),
    summary: 'Pay £310.00',
    description: 'Plan',
    sequence: 1,
  },
  ...change,
});
/** As a reader undoes it: lines joined, escapes taken back. */
const unfolded = (text: string) => text.replaceAll('\r\n ', '');
const read = (text: string, name: string) =>
  new RegExp(`^${name}:(.*)$`, 'm')
    .exec(unfolded(text).replaceAll('\r\n', '\n'))?.[1]
    ?.replace(/\\(n|.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));

test('a whole day stands without a time zone and ends on the next, over the end of a year', () => {
  expect(calendarFile(OF, [event()])).toBe(
    [
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tallystick//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
      ...['X-WR-CALNAME:Plan PLAN-00001', 'BEGIN:VEVENT', 'UID:plan-1-no-2@tallystick', 'DTSTAMP:20261122T090000Z'],
      ...['SEQUENCE:1', 'DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'SUMMARY:Pay £310.00'],
      ...['DESCRIPTION:Plan', 'STATUS:CONFIRMED', 'TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR', ''],
    ].join('\r\n'),
  );
});

test('a payment that is no longer to come is cancelled under its own id', () => {
  expect(calendarFile(OF, [event({ isCancelled: true, sequence: 3 })])).toContain('SEQUENCE:3\r\n');
  expect(calendarFile(OF, [event({ isCancelled: true })])).toContain('STATUS:CANCELLED\r\n');
});

test('whatever a text holds: no line over 75 octets, no letter cut, no line of its own, and it reads back the same', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((one) => `${one};,\\ ${one}\nEND:VEVENT`);
  fc.assert(
    fc.property(text, (summary) => {
      const file = calendarFile(OF, [event({ summary })]);
      for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(file).not.toContain('\ufffd');
      expect(unfolded(file).match(/^END:VEVENT\r$/gm)).toHaveLength(1);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not pass
      const plain = summary.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
      expect(read(file, 'SUMMARY')).toBe(plain);
    }),
  );
});
