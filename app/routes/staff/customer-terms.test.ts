import { expect, it } from 'vitest';
import { withChosenTerms } from './customer-terms.server.ts';

const OFFERED = [
  { name: '30 days', days: 30, discount: null },
  { name: '60 days, 2 % in 10', days: 60, discount: { bp: 200, days: 10 } },
];
const typed = (chosen: string): [string, string][] => [
  ...([
    ['name', 'Ash'],
    ['offeredTerms', chosen],
    ['termsDays', '14'],
  ] as [string, string][]),
  ...([
    ['discountPercent', '1'],
    ['discountDays', '5'],
  ] as [string, string][]),
];

it('terms chosen by name take the place of the days and the discount that were typed', () => {
  expect(Object.fromEntries(withChosenTerms(typed('60 days, 2 % in 10'), OFFERED))).toMatchObject({
    ...{ name: 'Ash', termsDays: '60', discountPercent: '2', discountDays: '10' },
  });
  expect(Object.fromEntries(withChosenTerms(typed('30 days'), OFFERED))).toMatchObject({
    termsDays: '30',
    discountPercent: '',
  });
});

it('none chosen, or one that is offered no longer, leaves what was typed', () => {
  expect(withChosenTerms(typed(''), OFFERED)).toEqual(typed(''));
  expect(withChosenTerms(typed('90 days'), OFFERED)).toEqual(typed('90 days'));
});
