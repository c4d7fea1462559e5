import { describe, expect, test } from 'vitest';
import { originRefusal } from './origin-check.ts';

const HOME = 'https://billing.example.test';

function post(headers: Record<string, string>, path = '/pay'): Request {
  return new Request(`${HOME}${path}`, { method: 'POST', headers });
}

describe('3.5.1: a change is only ever asked for by a page of ours', () => {
  test.each<[string, Record<string, string>, string | null]>([
    ['our page in a present-day browser', { 'Sec-Fetch-Site': 'same-origin', Origin: HOME }, null],
    ['our page in an older browser', { Origin: HOME }, null],
    ['our page that sends no referrer', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, null],
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.test' }, 'foreign-site'],
    ['a neighbouring subdomain', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://x.example.test' }, 'foreign-site'],
    ['a typed address', { 'Sec-Fetch-Site': 'none' }, 'foreign-site'],
    ['another site in an older browser', { Origin: 'https://evil.test' }, 'foreign-origin'],
    ['a lying pair', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.test' }, 'foreign-origin'],
    ['a sandboxed frame', { Origin: 'null' }, 'foreign-origin'],
    ['an origin that is none', { Origin: 'evil' }, 'foreign-origin'],
    ['our name over plain http', { Origin: 'http://billing.example.test' }, 'foreign-origin'],
    ['our name as a prefix', { Origin: 'https://billing.example.test.evil.test' }, 'foreign-origin'],
    ['no witness at all', {}, 'no-origin'],
  ])('%s', (_who, headers, expected) => {
    expect(originRefusal(post(headers), HOME)).toBe(expected);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'POST'])('%s is checked', (method) => {
    const request = new Request(`${HOME}/x`, { method, headers: { Origin: 'https://evil.test' } });
    expect(originRefusal(request, HOME)).toBe('foreign-origin');
  });

  test.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing and passes', (method) => {
    expect(
      originRefusal(new Request(`${HOME}/x`, { method, headers: { Origin: 'https://evil.test' } }), HOME),
    ).toBeNull();
  });

  test('signed webhooks come from elsewhere; look-alike paths do not pass as them', () => {
    expect(originRefusal(post({}, '/webhooks/stripe'), HOME)).toBeNull();
    expect(originRefusal(post({}, '/pay/webhooks/stripe'), HOME)).toBe('no-origin');
    expect(originRefusal(post({}, '/webhooks/../pay'), HOME)).toBe('no-origin');
  });

  test('the demo goes by the host it is asked under', () => {
    const request = new Request('http://localhost:3000/x', {
      method: 'POST',
      headers: { Origin: 'http://localhost:3000' },
    });
    expect(originRefusal(request, null)).toBeNull();
    const other = new Request('http://localhost:3000/x', {
      method: 'POST',
      headers: { Origin: 'http://localhost:4000' },
    });
    expect(originRefusal(other, null)).toBe('foreign-origin');
  });
});
