import { dateFormat } from '#app/kernel/kept-formats.ts';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import type { WallClock } from './next-allowed-hour.ts';

/** Where the clock on the wall stands in a zone. */
export function wallClock(at: Date, zone: string): WallClock {
  const format = dateFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hour, minute] = format.format(at).split(':').map(Number);
  return { today: dateInZone(at, zone), hour: hour ?? 0, minute: minute ?? 0 };
}

/** Minutes until it is `hour` o'clock the next time; on the hour itself it is a whole day. */
export function minutesUntilHour({ hour, minute }: WallClock, wanted: number): number {
  const minutes = (wanted - hour) * 60 - minute;
  return minutes > 0 ? minutes : minutes + 24 * 60;
}

const MINUTE_MS = 60_000;

/**
 * The instant at which the clock on the wall of a zone shows a date and a time of day (`14:02`). Of the hour that comes twice
 * when clocks go back it is one of the two; a time that is skipped becomes the one an hour beside it.
 */
export function instantOf(date: PlainDate, time: string, zone: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const shown = wallClock(new Date(wanted), zone);
  const shownAs = Date.parse(`${shown.today}T00:00:00Z`) + (shown.hour * 60 + shown.minute) * MINUTE_MS;
  return new Date(wanted - (shownAs - wanted));
}
