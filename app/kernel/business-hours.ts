import { AssertionBroken, assert } from './assert.ts';
import { addDays, dateInZone, type PlainDate } from './plain-date.ts';
import { isWorkingDay, type WorkingCalendar } from './working-days.ts';
import { instantInZone } from './zone-time.ts';

/** When a desk is staffed: from one minute after midnight to another, on working days, by the clocks of a zone. */
export type BusinessHours = {
  readonly zone: string;
  /** Minutes after midnight; `closesMinute` up to 1440, the end of the day. */
  readonly opensMinute: number;
  readonly closesMinute: number;
  readonly calendar: WorkingCalendar;
};

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** A target that is not reached in so many days is a mistake in its data. */
const DAYS_MAX = 3_660;

/**
 * The instant at which so many minutes of business hours have passed: with hours from 8 to 18, 240 minutes from 17:55 are over
 * at 11:55 of the next working day. Before the desk opens the count begins when it opens; no minutes at all end there too.
 */
export function addBusinessMinutes(from: Date, minutes: number, hours: BusinessHours): Date {
  assert(minutes >= 0, 'time is added, not taken away');
  let leftMs = minutes * MINUTE_MS;
  const first = dateInZone(from, hours.zone);
  for (let day = 0; day <= DAYS_MAX; day += 1) {
    const open = openOn(addDays(first, day), hours);
    if (!open) continue;
    const beginsMs = Math.max(from.getTime(), open.fromMs);
    if (beginsMs >= open.toMs) continue;
    if (leftMs <= open.toMs - beginsMs) return new Date(beginsMs + leftMs);
    leftMs -= open.toMs - beginsMs;
  }
  throw new AssertionBroken(`${minutes} business minutes are not over within ${DAYS_MAX} days`);
}

/** Whole minutes of business hours between two instants; none when the second is not after the first. */
export function businessMinutesBetween(from: Date, to: Date, hours: BusinessHours): number {
  if (to <= from) return 0;
  let passedMs = 0;
  const last = dateInZone(to, hours.zone);
  for (let date = dateInZone(from, hours.zone); date <= last; date = addDays(date, 1)) {
    const open = openOn(date, hours);
    if (!open) continue;
    passedMs += Math.max(0, Math.min(to.getTime(), open.toMs) - Math.max(from.getTime(), open.fromMs));
  }
  return Math.floor(passedMs / MINUTE_MS);
}

function openOn(date: PlainDate, hours: BusinessHours): { readonly fromMs: number; readonly toMs: number } | null {
  if (!isWorkingDay(date, hours.calendar)) return null;
  return {
    fromMs: instantOf(date, hours.opensMinute, hours.zone),
    toMs: instantOf(date, hours.closesMinute, hours.zone),
  };
}

function instantOf(date: PlainDate, minute: number, zone: string): number {
  if (minute === DAY_MINUTES) return instantOf(addDays(date, 1), 0, zone);
  const shown = instantInZone(date, `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`, zone);
  assert(shown.ok, 'a minute of the day is a time');
  return shown.value.getTime();
}
