import { describe, expect, test } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import type { ReminderStage } from '../types.ts';
import { planReminder, type RemindableItem } from './plan-reminders.ts';
import { faultOfStages } from './stage-faults.ts';

const TODAY = plainDate('2026-11-20');
const STAGES: ReminderStage[] = (
  [
    [-3, 'coming'],
    [3, 'friendly'],
    [14, 'firm'],
    [30, 'last'],
  ] as const
).map(([offsetDays, tone]) => ({ group: 'standard', offsetDays, tone, minMinor: 0n }));
const POLICY = { stages: STAGES, gapDays: 5, baseCurrency: currency('GBP') };

let made = 0;
const nextId = () => {
  made += 1;
  return `i${made}`;
};
const item = (daysLate: number, change: Partial<RemindableItem> = {}): RemindableItem => ({
  ...{ itemId: nextId(), currency: currency('GBP'), dueOn: addDays(TODAY, -daysLate) },
  ...{ chaseableMinor: 100n, lastOffset: null, lastOn: null, ...change },
});
const plan = (items: RemindableItem[], policy = POLICY, group: 'standard' | 'gentle' | 'none' = 'standard') =>
  planReminder({ customerId: 'c', group, items }, policy, TODAY);

describe('the stage of a debt', () => {
  test.each([
    [-4, null],
    [-3, 'coming'],
    [0, 'coming'],
    [1, null],
    [3, 'friendly'],
    // First seen long after it was due: it begins gently all the same.
    [200, 'friendly'],
  ] as const)('%s days late and never reminded: %s', (days, tone) => {
    expect(plan([item(days)])?.tone ?? null).toBe(tone);
  });

  test.each([
    [20, 3, 10, 'firm'],
    [20, 3, 4, null],
    [20, 14, 10, null],
    [200, 14, 5, 'last'],
    [200, 30, 100, null],
  ] as const)('%s days late, reminded at %s, %s days ago: %s', (days, lastOffset, ago, tone) => {
    expect(plan([item(days, { lastOffset, lastOn: addDays(TODAY, -ago) })])?.tone ?? null).toBe(tone);
  });

  test('nobody is reminded who is in no group, owes nothing that may be asked for, or less than the stage is worth', () => {
    expect(plan([item(3)], POLICY, 'none')).toBeNull();
    expect(plan([item(3)], POLICY, 'gentle')).toBeNull();
    expect(plan([item(3, { chaseableMinor: 0n })])).toBeNull();
    const worth = { ...POLICY, stages: STAGES.map((stage) => ({ ...stage, minMinor: 150n })) };
    expect(plan([item(3)], worth)).toBeNull();
    // What is named along counts.
    expect(plan([item(3), item(1)], worth)?.askedMinor).toBe(200n);
    // 1.50 is said in pounds: as many whole yen, and dinar with their three decimals.
    const owing = (code: string, minor: bigint) =>
      plan([item(3, { currency: currency(code), chaseableMinor: minor })], worth);
    expect([owing('JPY', 1n), owing('BHD', 1_500n)].map((one) => one?.askedMinor)).toEqual([1n, 1_500n]);
    expect([owing('JPY', 0n), owing('BHD', 1_499n)]).toEqual([null, null]);
  });
});

test('one message in the furthest tone names all that is late; what is only coming waits', () => {
  const [late, later, fresh, coming] = [
    item(20, { lastOffset: 3, lastOn: addDays(TODAY, -9) }),
    item(3),
    item(1),
    item(-3),
  ];
  expect(plan([late!, later!, fresh!, coming!])).toMatchObject({
    ...{ tone: 'firm', askedMinor: 300n },
    items: [
      { itemId: late!.itemId, offsetDays: 14 },
      { itemId: later!.itemId, offsetDays: 3 },
      { itemId: fresh!.itemId, offsetDays: null },
    ],
  });
});

test('two currencies: one message a day, of the one that is pressed further', () => {
  const dollars = { currency: currency('USD') };
  expect(plan([item(3), item(40, { ...dollars, lastOffset: 14, lastOn: addDays(TODAY, -9) })])).toMatchObject({
    ...{ currency: 'USD', tone: 'last' },
  });
  expect(plan([item(3), item(3, { ...dollars, chaseableMinor: 900n })])).toMatchObject({ currency: 'USD' });
});

test.each([
  [[], null],
  [STAGES, null],
  [[...STAGES, STAGES[1]!], /Two stages/],
  [[{ ...STAGES[0]!, tone: 'firm' as const }], /Coming up/],
  [[STAGES[1]!, { ...STAGES[2]!, tone: 'friendly' as const }, { ...STAGES[3]!, tone: 'coming' as const }], /Coming up/],
  [[{ ...STAGES[1]!, tone: 'last' as const }, STAGES[2]!], /gentler/],
  [[{ ...STAGES[3]!, offsetDays: 400 }], /365/],
] as const)('stages %# are judged', (stages, words) => {
  const fault = faultOfStages(stages);
  if (words === null) expect(fault).toBeNull();
  else expect(fault).toMatch(words);
});
