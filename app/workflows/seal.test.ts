import { expect, test } from 'vitest';
import { percentText } from './document-props.ts';
import { seal, unseal } from './seal.server.ts';

const of = { secret: 's', subject: 'message-1' };

test('what was sealed opens again, for the same subject and secret only, and unchanged only', () => {
  const sealed = seal('a link with a token', of);
  expect(sealed).not.toContain('token');
  expect(unseal(sealed, of)).toBe('a link with a token');
  expect(unseal(sealed, { ...of, secret: 'other' })).toBeNull();
  expect(unseal(sealed, { ...of, subject: 'message-2' })).toBeNull();
  const bytes = Buffer.from(sealed, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  expect(unseal(bytes.toString('base64'), of)).toBeNull();
  expect(unseal('', of)).toBeNull();
});

test.each([
  [2000, '20'],
  [1750, '17.5'],
  [825, '8.25'],
  [5, '0.05'],
  [0, '0'],
])('%i basis points are %s per cent', (basisPoints, text) => {
  expect(percentText(basisPoints)).toBe(text);
});
