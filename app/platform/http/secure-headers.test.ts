import { expect, test } from 'vitest';
import { INERT_POLICY, pagePolicy, secureHeaders } from './secure-headers.ts';

const page = { nonce: 'abc', formActionOrigins: ['https://checkout.stripe.com'] };

test('a page runs only its own scripts and posts only home or to the checkout', () => {
  const policy = pagePolicy(page);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'nonce-abc'");
  expect(policy).toContain("form-action 'self' https://checkout.stripe.com;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|ws:|\*/);
});

test('3.4.1 to 3.4.6: every answer carries the security headers', () => {
  const headers = new Headers();
  secureHeaders(headers, { requestId: 'r-1', hsts: true });
  expect(headers.get('Content-Security-Policy')).toBe(INERT_POLICY);
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Referrer-Policy')).toBe('same-origin');
  expect(headers.get('Strict-Transport-Security')).toMatch(/^max-age=31536000; includeSubDomains$/);
  expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  expect(headers.get('X-Request-Id')).toBe('r-1');
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
});

test('14.3.2: nothing is stored by a cache unless the answer says so itself', () => {
  const plain = new Headers();
  secureHeaders(plain, { requestId: 'r', hsts: false });
  expect(plain.get('Cache-Control')).toBe('no-store');
  expect(plain.has('Strict-Transport-Security')).toBe(false);

  const asset = new Headers({ 'Cache-Control': 'public, max-age=60' });
  secureHeaders(asset, { requestId: 'r', hsts: false });
  expect(asset.get('Cache-Control')).toBe('public, max-age=60');
});

test("a page's own policy always wins, a download's stays", () => {
  const headers = new Headers({ 'Content-Security-Policy': 'default-src *' });
  secureHeaders(headers, { page, requestId: 'r', hsts: false });
  expect(headers.get('Content-Security-Policy')).toContain('nonce-abc');
  secureHeaders(headers, { requestId: 'r', hsts: false });
  expect(headers.get('Content-Security-Policy')).toContain('nonce-abc');
});
