import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { MESSAGE_CLASSES, MESSAGE_KINDS, type MessageClass } from '../types.ts';
import { type GateFacts, gate, STOPS, type StopReason } from './gate.ts';
import { minutesUntilAllowed } from './next-allowed-hour.ts';
import { instantOf, minutesUntilHour, wallClock } from './wall-clock.ts';

const RULES = { quietFrom: 18, quietUntil: 8, restDays: true, capCount: 3, capDays: 7 };
const CALENDAR = { weekend: [0, 6], holidays: new Set([plainDate('2026-12-25')]) };
/** A Wednesday morning on which nothing stands in the way. */
const FINE: GateFacts = {
  kind: 'reminder',
  customer: { exists: true, archived: false, isContact: true },
  items: [{ residualMinor: 100n, heldMinor: 0n, holds: [], inFlight: false, saidPaid: false, promisedMinor: 0n }],
  ...{ optedOut: false, remindedLately: 0, rules: RULES },
  ...{ clock: { today: plainDate('2026-11-04'), hour: 10, minute: 0 }, calendar: CALENDAR },
};
const item = (change: Partial<GateFacts['items'][number]>) => ({ ...FINE.items[0]!, ...change });

/** Facts that give each rule its reason to stop. */
const TROUBLE: Readonly<Record<StopReason, Partial<GateFacts>>> = {
  'unknown-customer': { customer: { exists: false, archived: false, isContact: false } },
  archived: { customer: { exists: true, archived: true, isContact: true } },
  'contact-removed': { customer: { exists: true, archived: false, isContact: false } },
  'opted-out': { optedOut: true },
  settled: { items: [item({ residualMinor: 0n })] },
  'in-flight': { items: [item({ inFlight: true })] },
  'in-plan': { items: [item({ heldMinor: 100n, holds: ['in_plan'] })] },
  'on-hold': { items: [item({ heldMinor: 100n, holds: ['disputed'] })] },
  promised: { items: [item({ heldMinor: 40n, holds: ['disputed'], promisedMinor: 60n })] },
  'said-paid': { items: [item({ saidPaid: true })] },
  'contact-cap': { remindedLately: 3 },
  'quiet-hours': { clock: { today: plainDate('2026-11-04'), hour: 19, minute: 30 } },
};

/** Written down a second time, by hand: what is stopped by what. */
const STOPPED: Readonly<Record<MessageClass, readonly StopReason[]>> = {
  legal: ['unknown-customer', 'archived', 'contact-removed'],
  service: [],
  chase: [
    ...(['unknown-customer', 'archived', 'contact-removed', 'settled', 'in-flight', 'in-plan', 'on-hold'] as const),
    ...(['promised', 'said-paid', 'contact-cap', 'quiet-hours'] as const),
  ],
  optional: ['unknown-customer', 'archived', 'contact-removed', 'opted-out'],
};

describe('every kind of message against every reason to stop', () => {
  const cases = MESSAGE_KINDS.flatMap((kind) =>
    (Object.keys(STOPS) as StopReason[]).map((because) => ({
      ...{ kind, because },
      stops: STOPPED[MESSAGE_CLASSES[kind]].includes(because),
    })),
  );
  it.each(cases)('$kind, $because: stopped $stops', ({ kind, because, stops }) => {
    const verdict = gate({ ...FINE, ...TROUBLE[because], kind });
    if (!stops) return expect(verdict).toEqual({ go: 'now' });
    expect(verdict).toMatchObject({ because, reason: expect.stringMatching(/\w+.*\./) });
    expect(verdict.go).toBe(because === 'quiet-hours' ? 'later' : 'never');
  });

  it.each(MESSAGE_KINDS)('%s leaves when nothing stands in its way', (kind) => {
    expect(gate({ ...FINE, kind })).toEqual({ go: 'now' });
    expect(gate({ ...FINE, kind, customer: null, items: [] })).toEqual({ go: 'now' });
  });
});

describe('a reminder', () => {
  it.each([
    ['a part is disputed, and a part is not', item({ heldMinor: 40n, holds: ['disputed'] }), 'now'],
    ['all of it is disputed', item({ heldMinor: 100n, holds: ['disputed'] }), 'never'],
    ['all of it is in a plan', item({ heldMinor: 100n, holds: ['in_plan'] }), 'never'],
    ['a penny of it is with the lawyers', item({ heldMinor: 1n, holds: ['legal'] }), 'never'],
    ['a cheque for it waits for its date', item({ heldMinor: 10n, holds: ['in_flight'] }), 'never'],
  ] as const)('%s', (_, one, go) => expect(gate({ ...FINE, items: [one] }).go).toBe(go));

  it('of two items leaves while one of them is open and free', () => {
    expect(gate({ ...FINE, items: [item({ residualMinor: 0n }), item({})] }).go).toBe('now');
    expect(
      gate({ ...FINE, items: [item({ residualMinor: 0n }), item({ heldMinor: 100n, holds: ['disputed'] })] }).go,
    ).toBe('never');
  });
});

describe('quiet hours', () => {
  const until = (today: string, hour: number, minute = 0) =>
    minutesUntilAllowed({ today: plainDate(today), hour, minute }, RULES, CALENDAR);
  it.each([
    ['in working hours', '2026-11-04', 8, 0, 0],
    ['the last minute', '2026-11-04', 17, 59, 0],
    ['in the evening', '2026-11-04', 18, 0, 14 * 60],
    ['before it begins', '2026-11-04', 7, 30, 30],
    ['on Friday evening', '2026-11-06', 20, 0, 4 * 60 + 2 * 1440 + 8 * 60],
    ['on Saturday morning, in hours', '2026-11-07', 10, 0, 14 * 60 + 1440 + 8 * 60],
    ['on the eve of a holiday before a weekend', '2026-12-24', 18, 0, 6 * 60 + 3 * 1440 + 8 * 60],
  ] as const)('%s', (_, day, hour, minute, expected) => expect(until(day, hour, minute)).toBe(expected));

  it('waits a year, not for ever, where no day is a working day', () => {
    const never = { weekend: [0, 1, 2, 3, 4, 5, 6], holidays: new Set<never>() };
    expect(minutesUntilAllowed({ today: plainDate('2026-11-04'), hour: 9, minute: 0 }, RULES, never)).toBe(366 * 1440);
  });
});

describe('the clock on the wall', () => {
  it('stands where the zone is', () => {
    const at = new Date('2026-07-01T22:30:00Z');
    expect(wallClock(at, 'Asia/Kuala_Lumpur')).toEqual({ today: '2026-07-02', hour: 6, minute: 30 });
    expect(wallClock(at, 'Europe/London')).toEqual({ today: '2026-07-01', hour: 23, minute: 30 });
  });
  it.each(['Europe/London', 'Asia/Kolkata', 'America/New_York'])('goes back to the instant in %s', (zone) => {
    const at = instantOf(plainDate('2026-07-01'), '14:02', zone);
    expect(wallClock(at, zone)).toEqual({ today: '2026-07-01', hour: 14, minute: 2 });
  });
  it('counts to the hour, and from the hour itself a whole day', () => {
    expect(minutesUntilHour({ today: plainDate('2026-07-01'), hour: 16, minute: 59 }, 17)).toBe(1);
    expect(minutesUntilHour({ today: plainDate('2026-07-01'), hour: 17, minute: 0 }, 17)).toBe(1440);
  });
});
