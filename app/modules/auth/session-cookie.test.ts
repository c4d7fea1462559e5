import { describe, expect, it } from 'vitest';
import { presentedToken, sessionCookie } from './commands/keep-sessions.server.ts';

const TOKEN = 'k3q7w2m5n8p4r6t9v2x5z7a3c5e7g9j2l4n6q8s2';

describe('the cookie that carries a session', () => {
  it('over https is bound to this host, hidden from scripts, and ends with the session', () => {
    expect(sessionCookie(TOKEN, { side: 'staff', secure: true })).toBe(
      `__Host-tallystick-staff=${TOKEN}; HttpOnly; Max-Age=43200; Path=/; SameSite=Lax; Secure`,
    );
    expect(sessionCookie(TOKEN, { side: 'portal', secure: true })).toContain('Max-Age=1209600');
  });

  it('without https has no prefix, which browsers would refuse', () => {
    expect(sessionCookie(TOKEN, { side: 'portal', secure: false })).toBe(
      `tallystick-portal=${TOKEN}; HttpOnly; Max-Age=1209600; Path=/; SameSite=Lax`,
    );
  });

  it('is taken away by an empty one', () => {
    expect(sessionCookie(null, { side: 'staff', secure: true })).toMatch(/^__Host-tallystick-staff=; .*Max-Age=0;/);
  });

  it('is found among the cookies of others, however those look', () => {
    const shape = { side: 'staff', secure: false } as const;
    const header = `a=%; tallystick-portal=other; tallystick-staff=${TOKEN}; b="quoted; thing"`;
    expect(presentedToken(header, shape)).toBe(TOKEN);
    expect(presentedToken(`x-tallystick-staff=${TOKEN}`, shape)).toBeNull();
    expect(presentedToken(null, shape)).toBeNull();
  });

  it.each([
    'tallystick-staff=%00',
    'tallystick-staff=',
    `tallystick-staff=${'a'.repeat(200)}`,
    "tallystick-staff=' or 1=1",
  ])('%s is no token', (header) => {
    expect(presentedToken(header, { side: 'staff', secure: false })).toBeNull();
  });

  it('of the plain name is not taken over https: a neighbour could have planted it', () => {
    expect(presentedToken(`tallystick-staff=${TOKEN}`, { side: 'staff', secure: true })).toBeNull();
  });
});
