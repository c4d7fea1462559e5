import { assert } from './assert.ts';
import { addDays, type PlainDate } from './plain-date.ts';

/** A whole day in a calendar. `uid` never changes; `sequence` grows each time the day or its words do. */
export type DayEvent = {
  readonly uid: string;
  readonly on: PlainDate;
  readonly summary: string;
  readonly description: string;
  readonly sequence: number;
  readonly isCancelled?: boolean;
};

const LINE_BYTES = 75;
const ENCODER = new TextEncoder();
const CRLF = '\r\n';

/**
 * A calendar file (RFC 5545) of whole days, which have no time zone: the day is the day wherever it is read. `madeAt` stamps the
 * events; the same input gives the same bytes. `publish`: a reader that has the calendar takes the newer sequence of each event.
 */
export function calendarFile(
  of: { readonly name: string; readonly producer: string; readonly madeAt: Date },
  events: readonly DayEvent[],
): string {
  const stamp = of.madeAt.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//${escaped(of.producer)}//EN`, 'CALSCALE:GREGORIAN'],
    ...['METHOD:PUBLISH', `X-WR-CALNAME:${escaped(of.name)}`],
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => folded(line) + CRLF).join('');
}

function eventLines(event: DayEvent, stamp: string): string[] {
  assert(/^[\w.@-]+$/.test(event.uid), 'the id of an event is made by us');
  return [
    ...['BEGIN:VEVENT', `UID:${event.uid}`, `DTSTAMP:${stamp}`, `SEQUENCE:${event.sequence}`],
    `DTSTART;VALUE=DATE:${compact(event.on)}`,
    // The day after: the end of a whole day is not part of it (3.6.1).
    `DTEND;VALUE=DATE:${compact(addDays(event.on, 1))}`,
    ...[`SUMMARY:${escaped(event.summary)}`, `DESCRIPTION:${escaped(event.description)}`],
    ...[`STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`, 'TRANSP:TRANSPARENT', 'END:VEVENT'],
  ];
}

const compact = (on: PlainDate): string => on.replaceAll('-', '');

/** Text of a value (3.3.11): what would end it is escaped, a line break is written, and nothing invisible passes. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not pass
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, (letter) => `\\${letter}`)
    .replaceAll('\n', '\\n');

/** No line is longer than 75 octets; the next goes on after a space, and no letter is cut in two (3.1). */
function folded(line: string): string {
  let [text, bytes] = ['', 0];
  for (const letter of line) {
    const size = ENCODER.encode(letter).length;
    if (bytes + size > LINE_BYTES) {
      text += `${CRLF} `;
      bytes = 1;
    }
    text += letter;
    bytes += size;
  }
  return text;
}
