import { dateInZone } from '#app/kernel/plain-date.ts';
import type { WallClock } from './next-allowed-hour.ts';

/** Where the clock on the wall stands in a zone. */
export function wallClock(at: Date, zone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-GB', {
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
