import { expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { receiptsLike } from './paid-receipts.ts';

const row = (name: string, amountMinor: bigint, on: string, reference = '', reversed = false) => ({
  ...{ name, amountMinor, receivedOn: plainDate(on), reference, reversed },
});
const ROWS = [
  row('same amount, near', 24_000n, '2026-11-05'),
  row('same amount, nearer', 24_000n, '2026-11-04'),
  row('same amount, long ago', 24_000n, '2026-09-01'),
  row('another amount', 23_999n, '2026-11-03'),
  row('its reference', 50_000n, '2026-10-01', 'FP/INV-1043'),
  row('went back', 24_000n, '2026-11-03', '', true),
];
const named = (reference: string) =>
  receiptsLike(ROWS, { amountMinor: 24_000n, paidOn: plainDate('2026-11-03'), reference }).map(({ name }) => name);

test('a receipt is shown for its amount around the day, or for its reference; the closest first', () => {
  expect(named('')).toEqual(['same amount, nearer', 'same amount, near']);
  expect(named('inv 1043')).toEqual(['same amount, nearer', 'same amount, near', 'its reference']);
  expect(named('inv')).not.toContain('its reference');
});
