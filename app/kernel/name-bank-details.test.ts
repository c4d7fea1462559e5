import { expect, test } from 'vitest';
import { nameBankDetails } from './name-bank-details.ts';

const of = (accountNumber: string, routing: string) =>
  nameBankDetails({ accountNumber, routing }).map(({ name, value }) => `${name}: ${value}`);

test('the numbers of an account carry the names under which banks ask for them', () => {
  expect(of('GB33BUKB20201555555555', 'BUKBGB22')).toEqual(['IBAN: GB33 BUKB 2020 1555 5555 55', 'BIC: BUKBGB22']);
  expect(of('gb33 bukb 2020 1555 5555 55', 'SWIFT BUKBGB22XXX')).toEqual([
    'IBAN: GB33 BUKB 2020 1555 5555 55',
    'BIC: BUKBGB22XXX',
  ]);
  expect(of('55779911', '20-00-00')).toEqual(['Account number: 55779911', 'Sort code or BIC: 20-00-00']);
  expect(of('000123456789', '')).toEqual(['Account number: 000123456789']);
});
