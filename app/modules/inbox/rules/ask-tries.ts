import { ASK_TOLD_AFTER } from '../types.ts';

const LATER_MINUTES = [5, 15, 60] as const;

/** Minutes until an asking that failed so often is tried again: one while nobody was told, then 5, 15, and an hour for good. */
export function nextTryMinutes(tries: number): number {
  if (tries < ASK_TOLD_AFTER) return 1;
  return LATER_MINUTES[Math.min(tries - ASK_TOLD_AFTER, LATER_MINUTES.length - 1)] ?? 60;
}
