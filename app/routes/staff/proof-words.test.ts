import { expect, it } from 'vitest';
import { differenceOf, differencesText, durationText } from './proof-words.ts';

it('a changed row is called by its name, with its seal, and can be opened while it is there', () => {
  const row = { family: 'invoices', row_id: 'abc', name: 'INV-000012', seal_no: '7', fault: 'altered' };
  expect(differenceOf(row)).toEqual({
    words: 'Document INV-000012: altered, sealed in seal 7',
    reference: 'abc',
    href: '/staff/invoices/abc',
  });
  expect(differenceOf({ ...row, fault: 'missing', name: null })).toEqual({
    words: 'Document: missing, sealed in seal 7',
    reference: 'abc',
    href: null,
  });
});

it('a seal is called by its number, and any other law by what its row says', () => {
  expect(differenceOf({ seal_no: '3', fault: 'is missing' }).words).toBe('Seal 3: is missing');
  expect(differenceOf({ entry_id: 'e', currency: 'GBP', off_minor: '5', note: null }).words).toBe(
    'entry id e, currency GBP, off minor 5',
  );
});

it('durations and counts read as people say them', () => {
  expect([0, 999, 1_000, 61_250].map(durationText)).toEqual(['0 ms', '999 ms', '1.0 s', '61.2 s']);
  expect([0n, 1n, 2n].map(differencesText)).toEqual(['0 differences', '1 difference', '2 differences']);
});
