import { expect, test } from 'vitest';
import { changeWords, reasonWords } from './audit-words.ts';

test('what changed is told in words, and what did not change is not told', () => {
  const before = {
    form: null,
    every: 'as_needed',
    asGroup: false,
    sendsEmpty: true,
    from: '2026-11-03',
    to: ['a', 'b'],
  };
  const after = { form: 'balance_forward', every: 'monthly', asGroup: false, sendsEmpty: false, from: null, to: [] };
  expect(changeWords({ before, after })).toBe(
    'form: nothing → balance forward; every: as needed → monthly; sends empty: yes → no; from: 3 Nov 2026 → nothing; to: a, b → nothing',
  );
  expect(changeWords({ before: null, after })).toBe('');
});

test('names, numbers and sentences stay as they were written', () => {
  const before = { name: 'ash-co van_Dam', site: 'north-gate', iban: 'GB33BUKB20201555555555', number: 'INV-2026-01' };
  const after = { name: 'Ash & Co', site: 'southGate', iban: 'GB33BUKB', number: 'INV-2026-02' };
  expect(changeWords({ before, after })).toBe(
    'name: ash-co van_Dam → Ash & Co; site: north-gate → southGate; iban: GB33BUKB20201555555555 → GB33BUKB; number: INV-2026-01 → INV-2026-02',
  );
  expect(reasonWords('not_delivered')).toBe('not delivered');
  expect(reasonWords('Wet load, see slip_4')).toBe('Wet load, see slip_4');
  expect(reasonWords(null)).toBe('');
});
