import { ASK_TOLD_AFTER } from '../types.ts';

/** Less than the minute between two looks, so that each of them tries. */
const SOON_SECONDS = 30;
const LATER_SECONDS = [5 * 60, 15 * 60, 60 * 60] as const;

/** Seconds until an asking that failed so often is tried again: half a minute while nobody was told, then 5, 15 and for good 60 minutes. */
export function nextTrySeconds(tries: number): number {
  if (tries < ASK_TOLD_AFTER) return SOON_SECONDS;
  return LATER_SECONDS[Math.min(tries - ASK_TOLD_AFTER, LATER_SECONDS.length - 1)] ?? SOON_SECONDS;
}
