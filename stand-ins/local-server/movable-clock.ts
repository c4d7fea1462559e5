import type { Store } from './state-log.ts';

export type MovableClock = {
  /** The true time plus the offset: what objects and expiries go by. */
  now(): Date;
  /** The true time: what webhook signatures go by, since whoever checks them asks the machine. */
  trueNow(): Date;
  /** Milliseconds relative to the true time; kept with the state, so it outlives the process. */
  move(byMs: number): void;
};

/** Follows the demonstration's own clock, which can be moved: otherwise "expires in an hour" would lie in the past here. */
export function createClock(store: Store, trueNow: () => Date = () => new Date()): MovableClock {
  return {
    now: () => new Date(trueNow().getTime() + (store.get<{ ms: number }>('clock', 'offset')?.ms ?? 0)),
    trueNow,
    move: (byMs) => store.put('clock', 'offset', { ms: byMs }),
  };
}

/** The wish of `POST /_control/clock {offset_ms}`; null unless it is a whole number of milliseconds. */
export function offsetOf(wish: Record<string, unknown>): number | null {
  const offset = Number(wish.offset_ms);
  return wish.offset_ms !== undefined && Number.isSafeInteger(offset) ? offset : null;
}
