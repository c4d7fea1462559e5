import { expect, it } from 'vitest';
import { classStandings, confirmationsNeeded } from './class-standing.ts';

it('says how many confirmations a class takes, with no mistake and with some', () => {
  expect([0, 1].map((wrong) => confirmationsNeeded(wrong, 999_000))).toEqual([2_995, 4_742]);
  expect(confirmationsNeeded(0, 990_000)).toBe(299);
  expect(confirmationsNeeded(201, 999_000)).toBeNull();
});

it('stands where the gate stands, the most confirmed first', () => {
  const own = { a: { right: 2_310, total: 2_310 }, b: { right: 40, total: 40 }, c: { right: 9, total: 10 } };
  const shipped = { b: { right: 8_000, total: 8_000 }, c: { right: 8_000, total: 8_000 } };
  expect(
    classStandings(own, shipped, 999_000).map(({ evidenceClass, answer, neededTotal }) => [
      evidenceClass,
      answer.may,
      neededTotal,
    ]),
  ).toEqual([
    ['a', false, 2_995],
    ['b', true, 2_995],
    ['c', false, 4_742],
  ]);
});
