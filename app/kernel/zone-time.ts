import { dateFormat } from './kept-formats.ts';
import { type PlainDate, parts } from './plain-date.ts';
import { ok, type Result, refuse } from './result.ts';

const MINUTE_MS = 60_000;

/** What a clock in the zone shows at an instant, as if it were UTC, in milliseconds. */
function shownAt(instantMs: number, zone: string): number {
  const formatted = dateFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(instantMs));
  const of = (type: string) => Number(formatted.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
}

/**
 * The instant at which clocks in a zone show a date and a time (`16:00`). In the hour that is skipped in spring it is the
 * hour after, in the hour that comes twice in autumn the first.
 */
export function instantInZone(date: PlainDate, time: string, zone: string): Result<Date, 'not-a-time'> {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(time.trim());
  if (!match) return refuse('not-a-time');
  const { year, month, day } = parts(date);
  const wanted = Date.UTC(year, month - 1, day, Number(match[1]), Number(match[2]));
  // The zone's offset is that of the instant we look for; two looks settle it, but for the hour that is not there.
  const offsets = [wanted - 24 * 60 * MINUTE_MS, wanted + 24 * 60 * MINUTE_MS].map((at) => shownAt(at, zone) - at);
  const fits = offsets.map((offset) => wanted - offset).filter((at) => shownAt(at, zone) === wanted);
  return ok(new Date(fits.length > 0 ? Math.min(...fits) : wanted - Math.min(...offsets)));
}

/** What a clock in the zone shows at an instant: `16:00`. */
export function timeInZone(instant: Date, zone: string): string {
  const shown = new Date(shownAt(instant.getTime(), zone));
  return `${String(shown.getUTCHours()).padStart(2, '0')}:${String(shown.getUTCMinutes()).padStart(2, '0')}`;
}
