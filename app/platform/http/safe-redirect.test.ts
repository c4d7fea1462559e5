import { expect, test } from 'vitest';
import { safePath, safeRedirect } from './safe-redirect.ts';

test.each(['/', '/account', '/invoices?after=1&x=%2F%2Fevil', '/a#b', '/a/../b'])('%s stays here', (path) => {
  expect(new URL(safePath(path, '/no'), 'https://here.test').host).toBe('here.test');
  expect(safePath(path, '/no')).not.toBe('/no');
});

test.each([
  '//evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  'https://evil.test',
  'https:evil.test',
  'javascript:alert(1)',
  '/\t/evil.test',
  '/\n/evil.test',
  ' /x',
  '/.//evil.test',
  '/x/..//evil.test',
  '',
  null,
  undefined,
])('3.7.2: %j leads away and is refused', (path) => {
  expect(safePath(path, '/home')).toBe('/home');
});

test('a redirect from outside goes to the fallback', () => {
  expect(safeRedirect('//evil.test', { fallback: '/staff' }).headers.get('Location')).toBe('/staff');
  expect(safeRedirect('/pay?i=1').headers.get('Location')).toBe('/pay?i=1');
});
