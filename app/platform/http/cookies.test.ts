import { expect, test, vi } from 'vitest';
import { flashCookie, redirectWithFlash, takeFlash } from './flash.server.ts';
import { readPreferences, writePreferences } from './preferences.server.ts';

const carrying = (setCookie: string): Request =>
  new Request('http://x.test/', { headers: { Cookie: setCookie.split(';')[0] ?? '' } });

test('3.3.1 to 3.3.4: over https a cookie has the __Host- prefix and is Secure, HttpOnly and Lax', async () => {
  const cookie = await writePreferences({ theme: 'dark', density: 'compact' }, { secure: true });
  expect(cookie).toMatch(/^__Host-look=/);
  for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part);
  expect(cookie).not.toContain('Domain');
});

test('preferences come back; a strange cookie reads as the default', async () => {
  const cookie = await writePreferences({ theme: 'dark', density: 'compact' }, { secure: false });
  expect(await readPreferences(carrying(cookie), { secure: false })).toEqual({ theme: 'dark', density: 'compact' });
  const plain = { theme: 'system', density: 'comfortable' };
  expect(await readPreferences(carrying('look=eyJ0aGVtZSI6InB1cnBsZSJ9'), { secure: false })).toEqual(plain);
  expect(await readPreferences(carrying('look=%%%'), { secure: false })).toEqual(plain);
  expect(await readPreferences(new Request('http://x.test/'), { secure: false })).toEqual(plain);
});

test('a message is shown once', async () => {
  const left = await flashCookie({ tone: 'positive', text: 'Plan started.' }, { secure: false });
  const taken = await takeFlash(carrying(left), { secure: false });
  expect(taken.flash).toEqual({ tone: 'positive', text: 'Plan started.' });
  expect(taken.clear).toContain('Max-Age=0');
  expect(await takeFlash(new Request('http://x.test/'), { secure: false })).toEqual({ flash: null, clear: null });
});

test('a forged message is taken away unread', async () => {
  const taken = await takeFlash(carrying('said=eyJ0b25lIjoiZXZpbCJ9'), { secure: false });
  expect(taken.flash).toBeNull();
  expect(taken.clear).toContain('Max-Age=0');
});

test('long text is cut, never lost', async () => {
  const left = await flashCookie({ tone: 'info', text: 'x'.repeat(900) }, { secure: false });
  expect((await takeFlash(carrying(left), { secure: false })).flash?.text).toHaveLength(300);
});

test('an action ends on a page of ours with its message', async () => {
  for (const role of ['STAFF', 'PORTAL', 'WORKER'])
    vi.stubEnv(`TALLYSTICK_DB_${role}_URL`, 'postgresql://a:b@127.0.0.1:1/t');
  const answer = await redirectWithFlash('//evil.test', 'Saved.');
  expect(answer.headers.get('Location')).toBe('/');
  expect(answer.headers.get('Set-Cookie')).toContain('said=');
});
