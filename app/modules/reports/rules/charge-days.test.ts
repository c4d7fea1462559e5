import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { type ChargedPart, DELAY_CAUSES, type DebtHistory, type DelayCause, type DelayClaim } from '../types.ts';
import { chargeDays, joinParts, minorDaysOf } from './charge-days.ts';

const DAY_0 = plainDate('2026-01-01');
const day = (at: number): PlainDate => addDays(DAY_0, at);
const WINDOW = { fromOn: day(1), toOn: day(60) };

const claim = (cause: DelayClaim['cause'], after: number, through: number | null, minor: bigint | null = null) => ({
  ...{ cause, department: '', key: `${cause}-${after}`, minor },
  ...{ afterOn: day(after), throughOn: through === null ? null : day(through) },
});
/** Due on 11 January, 1,000 open from the first until 400 come on day 30 and the rest on day 40. */
const DEBT: DebtHistory = {
  dueOn: day(10),
  changes: [
    { on: day(0), minor: 1000n },
    { on: day(30), minor: -400n },
    { on: day(40), minor: -600n },
  ],
  claims: [],
};
const TOTAL = 1000n * 20n + 600n * 10n;

const sumOf = (parts: readonly ChargedPart[], cause?: DelayCause): bigint =>
  parts.filter((part) => !cause || part.cause === cause).reduce((sum, part) => sum + minorDaysOf(part), 0n);
const causesOf = (parts: readonly ChargedPart[]) =>
  Object.fromEntries(DELAY_CAUSES.map((cause) => [cause, sumOf(parts, cause)]).filter(([, sum]) => sum !== 0n));

describe('each overdue day of each penny has one cause', () => {
  it('is the customer’s where nobody else claims it', () => {
    expect(causesOf(chargeDays(DEBT, WINDOW))).toEqual({ slow: TOTAL });
  });

  it('is ours first, then the agreement’s, then the promise’s', () => {
    const claims = [
      claim('promise_broken', 18, null, 1000n),
      claim('in_plan', 20, 30, 500n),
      claim('disputed', 12, 25, 300n),
      claim('billed_late', 10, 13),
      claim('delivered_late', 13, 15),
    ];
    const parts = chargeDays({ ...DEBT, claims }, WINDOW);
    expect(causesOf(parts)).toEqual({
      billed_late: 1000n * 3n,
      delivered_late: 1000n * 2n,
      disputed: 300n * 10n,
      in_plan: 500n * 10n,
      promise_broken: 700n * 2n + 200n * 5n + 500n * 5n + 600n * 10n,
      slow: 700n * 3n,
    });
    expect(sumOf(parts)).toBe(TOTAL);
  });

  it('goes by departments in one order, whatever order they are told in', () => {
    const claims = [
      { ...claim('disputed', 10, 20, 800n), department: 'shipping', key: '1' },
      { ...claim('disputed', 10, 20, 800n), department: 'sales', key: '2' },
    ];
    const by = (parts: readonly ChargedPart[], department: string) =>
      sumOf(parts.filter((part) => part.department === department));
    for (const told of [claims, claims.toReversed()]) {
      const parts = chargeDays({ ...DEBT, claims: told }, WINDOW);
      expect([by(parts, 'sales'), by(parts, 'shipping')]).toEqual([800n * 10n, 200n * 10n]);
    }
  });

  it('counts only the days looked at', () => {
    expect(sumOf(chargeDays(DEBT, { fromOn: day(36), toOn: day(38) }))).toBe(600n * 3n);
    expect(chargeDays(DEBT, { fromOn: day(1), toOn: day(10) })).toEqual([]);
    expect(sumOf(chargeDays(DEBT, { fromOn: day(41), toOn: day(60) }))).toBe(0n);
  });

  it('tells one story where another’s event cut it in two', () => {
    const claims = [claim('disputed', 12, 25, 300n), claim('in_plan', 15, 20, 100n)];
    const disputed = joinParts(chargeDays({ ...DEBT, claims }, WINDOW)).filter((part) => part.cause === 'disputed');
    expect(disputed).toMatchObject([{ afterOn: day(12), throughOn: day(25), minor: 300n }]);
  });
});

/** Any debt at all: set against and undone in any order, claimed by anybody for any days, also beyond what is open. */
const anyDay = fc.integer({ min: -5, max: 70 });
const anyClaim: fc.Arbitrary<DelayClaim> = fc
  .record({
    cause: fc.constantFrom(...DELAY_CAUSES.filter((cause) => cause !== 'slow')),
    department: fc.constantFrom('', 'sales', 'service', 'shipping'),
    key: fc.uuid(),
    after: anyDay,
    lasts: fc.option(fc.integer({ min: 0, max: 40 })),
    minor: fc.option(fc.bigInt(1n, 1500n)),
  })
  .map(({ after, lasts, cause, ...rest }) => ({
    ...{ ...rest, cause, afterOn: day(after), throughOn: lasts === null ? null : day(after + lasts) },
  }));
const anyDebt: fc.Arbitrary<DebtHistory> = fc
  .record({
    due: anyDay,
    amount: fc.bigInt(1n, 2000n),
    steps: fc.array(fc.tuple(anyDay, fc.bigInt(-1200n, 1200n)), { maxLength: 6 }),
    claims: fc.array(anyClaim, { maxLength: 8 }),
  })
  .map(({ due, amount, steps, claims }) => ({
    ...{ dueOn: day(due), claims },
    changes: [{ on: day(-5), minor: amount }, ...steps.map(([at, minor]) => ({ on: day(at), minor }))],
  }));

/** Day by day, with no thought of causes or of spans: what is open in the morning of each day after the due day. */
function dayByDay(debt: DebtHistory, window: typeof WINDOW): bigint {
  let sum = 0n;
  for (let on = window.fromOn; on <= window.toOn; on = addDays(on, 1)) {
    if (on <= debt.dueOn) continue;
    const open = debt.changes.filter((change) => change.on < on).reduce((all, change) => all + change.minor, 0n);
    if (open > 0n) sum += open;
  }
  return sum;
}

describe('on any data', () => {
  it('the causes sum to the total counted day by day', () => {
    fc.assert(
      fc.property(anyDebt, (debt) => {
        expect(sumOf(chargeDays(debt, WINDOW))).toBe(dayByDay(debt, WINDOW));
      }),
    );
  });

  it('no day of a penny has two causes: each day’s parts are what is open on it', () => {
    fc.assert(
      fc.property(anyDebt, fc.integer({ min: 1, max: 60 }), (debt, at) => {
        const one = { fromOn: day(at), toOn: day(at) };
        const onThatDay = chargeDays(debt, WINDOW).filter(
          (part) => part.afterOn < day(at) && part.throughOn >= day(at),
        );
        expect(onThatDay.reduce((sum, part) => sum + part.minor, 0n)).toBe(dayByDay(debt, one));
      }),
    );
  });

  it('one more event moves days to its own cause from those after it, and from nowhere else', () => {
    fc.assert(
      fc.property(anyDebt, anyClaim, (debt, added) => {
        const before = chargeDays(debt, WINDOW);
        const after = chargeDays({ ...debt, claims: [...debt.claims, added] }, WINDOW);
        const own = DELAY_CAUSES.indexOf(added.cause);
        for (const [at, cause] of DELAY_CAUSES.entries()) {
          const moved = sumOf(after, cause) - sumOf(before, cause);
          if (at < own) expect(moved).toBe(0n);
          else if (at === own) expect(moved).toBeGreaterThanOrEqual(0n);
          else expect(moved).toBeLessThanOrEqual(0n);
        }
        expect(sumOf(after)).toBe(sumOf(before));
      }),
    );
  });

  it('joining parts changes no sum', () => {
    fc.assert(
      fc.property(anyDebt, (debt) => {
        const parts = chargeDays(debt, WINDOW);
        expect(causesOf(joinParts(parts))).toEqual(causesOf(parts));
      }),
    );
  });
});
