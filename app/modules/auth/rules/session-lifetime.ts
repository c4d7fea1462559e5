import type { Side } from '../types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Without a request for `idleMs` a session ends; after `absoluteMs` it ends whatever happened. */
export const SESSION_LIFETIMES: Readonly<Record<Side, { idleMs: number; absoluteMs: number }>> = {
  staff: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
  portal: { idleMs: 2 * HOUR_MS, absoluteMs: 14 * DAY_MS },
};

/** Being seen is written down at most once a minute, so that a page with ten requests writes once. */
const SEEN_EVERY_MS = MINUTE_MS;

type Times = { seenAt: Date; expiresAt: Date };

export const sessionEnd = (side: Side, now: Date): Date => new Date(now.getTime() + SESSION_LIFETIMES[side].absoluteMs);

/** A session is alive strictly before either of its ends. */
export function isAlive(side: Side, { seenAt, expiresAt }: Times, now: Date): boolean {
  return now < expiresAt && now.getTime() < seenAt.getTime() + SESSION_LIFETIMES[side].idleMs;
}

export const isSeenStale = (seenAt: Date, now: Date): boolean => now.getTime() - seenAt.getTime() >= SEEN_EVERY_MS;
