import { expect, test } from 'vitest';
import { redact, redactText } from './redact.ts';

test('secrets and bank details under their names never reach a log', () => {
  const line = redact({
    password: 'x',
    stripe: { apiKey: 'y', webhookSecret: 'z' },
    iban: 'a',
    cardNumber: 'b',
    amount: 5n,
  });
  expect(line).toEqual({
    password: '[left out]',
    stripe: { apiKey: '[left out]', webhookSecret: '[left out]' },
    iban: '[left out]',
    cardNumber: '[left out]',
    amount: '5',
  });
});

test.each([
  ['paid from DE89 3704 0044 0532 0130 00 today', 'paid from [iban] today'],
  ['paid from GB33BUKB20201555555555', 'paid from [iban]'],
  ['card 4242 4242 4242 4242 declined', 'card [card] declined'],
  ['key sk_test_51HabcDEF', 'key [key]'],
  ['postgresql://owner:hunter2@db:5432/books refused', 'postgresql://owner:[left out]@db:5432/books refused'],
  ['GET /open/token/abcdefghij123', 'GET /open/token/[left out]'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [left out]'],
])('%s is masked', (text, masked) => {
  expect(redactText(text)).toBe(masked);
});

test('invoice numbers, amounts and e-mail addresses stay readable', () => {
  const text = 'INV-2026-000123 for 1234567890123 to ada@example.test';
  expect(redactText(text)).toBe(text);
});

test('errors keep their stack, depth and length are bounded', () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(JSON.stringify(redact({ error: new Error('no room'), loop }))).toContain('no room');
  expect(redactText('a'.repeat(5000))).toHaveLength(2000);
});
