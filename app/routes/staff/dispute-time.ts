import { type BusinessHours, businessMinutesBetween } from '#app/kernel/business-hours.ts';
import type { DisputeRow } from '#app/modules/disputes/types.ts';
import type { TimeLeft } from './dispute-words.ts';

/** Further past than this is not counted by the minute: it is late, whatever the figure. */
const COUNTED_DAYS = 30;
const DAY_MS = 86_400_000;

/** What is due next: the answer, then the result; null while no clock runs. */
export function nextTarget({ answerDueAt, resolveDueAt, closedAt }: DueFacts): Date | null {
  if (closedAt) return null;
  return answerDueAt ?? resolveDueAt;
}

type DueFacts = Pick<DisputeRow, 'answerDueAt' | 'resolveDueAt' | 'closedAt'>;

/** The business time to the next target in the hours of its queue; below zero it is past. */
export function timeLeftOf(of: DueFacts, now: Date, hours: BusinessHours): TimeLeft | null {
  const due = nextTarget(of);
  if (!due) return null;
  const dayMinutes = hours.closesMinute - hours.opensMinute;
  const oldest = new Date(now.getTime() - COUNTED_DAYS * DAY_MS);
  const isMore = due < oldest;
  const minutes =
    due > now
      ? businessMinutesBetween(now, due, hours)
      : -Math.max(1, businessMinutesBetween(isMore ? oldest : due, now, hours));
  return { minutes, dayMinutes, isMore };
}
