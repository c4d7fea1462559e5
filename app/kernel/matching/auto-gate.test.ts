import { describe, expect, it } from 'vitest';
import { weightsDigest } from '#scripts/measure-matching.ts';
import { lowerBound, mayPost } from './auto-gate.ts';
import { SHIPPED_EVIDENCE, SHIPPED_SET } from './shipped-evidence.ts';

const EXACT = { sureness: 'exact', evidenceClass: 'number/account/equal' };
const history = (right: number, total = right) => ({ [EXACT.evidenceClass]: { right, total } });

describe('the lower bound of a precision', () => {
  it('is the share at which what was seen would still be seen once in twenty times', () => {
    for (const { right, total } of [
      { right: 9, total: 10 },
      { right: 40, total: 47 },
      { right: 1, total: 30 },
    ]) {
      const share = lowerBound({ right, total });
      let [ways, chance] = [1, 0];
      for (let count = 0; count <= total; count += 1) {
        if (count >= right) chance += ways * share ** count * (1 - share) ** (total - count);
        ways = (ways * (total - count)) / (count + 1);
      }
      expect(chance).toBeCloseTo(0.05, 9);
    }
  });

  it('agrees with published tables: 9 of 10 is 0.6058, 95 of 100 is 0.8977, none of anything is 0', () => {
    expect(lowerBound({ right: 9, total: 10 })).toBeCloseTo(0.6058, 4);
    expect(lowerBound({ right: 95, total: 100 })).toBeCloseTo(0.8977, 4);
    expect([lowerBound({ right: 0, total: 0 }), lowerBound({ right: 0, total: 9 })]).toEqual([0, 0]);
  });

  it('grows with what was right and falls with each mistake', () => {
    const clean = lowerBound({ right: 5_000, total: 5_000 });
    expect(lowerBound({ right: 50_000, total: 50_000 })).toBeGreaterThan(clean);
    expect(lowerBound({ right: 4_999, total: 5_000 })).toBeLessThan(clean);
    expect(lowerBound({ right: 399_990, total: 400_000 })).toBeCloseTo(0.999958, 6);
  });
});

describe('posting without a person', () => {
  it('takes about 3,000 confirmations without a mistake at 99.9 %; 300 do not qualify, nor 3,000 with one', () => {
    const of = (own: ReturnType<typeof history>) => mayPost(EXACT, { own, shipped: {} });
    expect(of(history(2_995))).toMatchObject({ may: true, from: 'own-history' });
    expect(of(history(2_994))).toMatchObject({ may: false, why: 'too-few' });
    expect(of(history(300))).toMatchObject({ may: false, why: 'too-few', boundPpm: 990_063 });
    expect(of(history(2_999, 3_000))).toMatchObject({ may: false, why: 'too-often-wrong' });
    expect(of(history(4_742, 4_743))).toMatchObject({ may: true });
  });

  it('is open to exact suggestions only, whatever the history', () => {
    expect(mayPost({ ...EXACT, sureness: 'likely' }, { own: history(99_999), shipped: history(99_999) })).toMatchObject(
      { may: false, why: 'not-exact' },
    );
  });

  it('begins with the shipped set, until the own history has a mistake or decides by itself', () => {
    const shipped = history(50_000);
    expect(mayPost(EXACT, { own: {}, shipped })).toMatchObject({ may: true, from: 'shipped-set' });
    expect(mayPost(EXACT, { own: history(120), shipped })).toMatchObject({ may: true, from: 'shipped-set' });
    expect(mayPost(EXACT, { own: history(119, 120), shipped }).may).toBe(false);
    expect(mayPost(EXACT, { own: {}, shipped, chosenPpm: 999_990 }).may).toBe(false);
    expect(mayPost({ ...EXACT, evidenceClass: 'never/seen/before' }, { own: {}, shipped }).may).toBe(false);
  });
});

describe('the shipped set', () => {
  it('was counted with the weights there are now', () => {
    expect(SHIPPED_SET.weights).toBe(weightsDigest());
  });

  it('opens the gate for outright references with the whole amount, not for classes seen too seldom', () => {
    const may = (evidenceClass: string) =>
      mayPost({ sureness: 'exact', evidenceClass }, { own: {}, shipped: SHIPPED_EVIDENCE }).may;
    expect(['number/account/equal', 'digits/name/equal', 'digits/account/sum'].map(may)).toEqual([true, true, true]);
    expect(['number/name/sum', 'number/learned/equal', 'creditor/account/equal'].map(may)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
