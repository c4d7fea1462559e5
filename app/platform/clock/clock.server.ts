import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';

/** What commands and rules are given instead of asking the machine: the instant, and the company's business date. */
export type Moment = { readonly now: Date; readonly today: PlainDate };

let offsetMs = 0;

/** Demo and tests move the clock; a live build never calls this. Milliseconds relative to the true time. */
export function moveClock(byMs: number): void {
  offsetMs = byMs;
}

/** The only place that asks the machine for the time. */
export const now = (): Date => new Date(Date.now() + offsetMs);

/** The moment in the company's time zone, taken once per request or job. */
export function momentIn(zone: string, at: Date = now()): Moment {
  return { now: at, today: dateInZone(at, zone) };
}
