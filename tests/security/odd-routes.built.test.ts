import { describe, expect, it } from 'vitest';
import { headerFaults, markupFaults } from '#tests/security/answer-rules.ts';
import { ask, fault, fullPath, heldOfRoutes, leaves, serveForTheMatrix } from '#tests/security/route-matrix.ts';
import { ROUTE_TABLE } from '#tests/security/route-table.ts';

serveForTheMatrix();

describe('the table', () => {
  it('holds every route and no other', () => {
    expect(ROUTE_TABLE.map((row) => row.path).sort()).toEqual(leaves().map(fullPath).sort());
  });

  it('says what a form is answered exactly where a route takes one', () => {
    const takesForms = leaves().filter((route) => route.module.action !== undefined);
    expect(
      ROUTE_TABLE.filter((row) => row.post)
        .map((row) => row.path)
        .sort(),
    ).toEqual(takesForms.map(fullPath).sort());
  });
});

describe('what is held about every answer', () => {
  it('notices a page and a form that answer a role the table refuses, and a page shut to one it lets in', async () => {
    const row = ROUTE_TABLE.find(({ path }) => path === '/staff/approvals');
    const who = (role: 'administrator' | 'partner') => ({ kind: 'staff', role }) as const;
    if (!row) throw new Error('the page of approvals is gone');
    expect(await fault(await ask(row, who('administrator')), { status: 403 }, 'a breach')).not.toEqual([]);
    expect(
      await fault(await ask(row, who('administrator'), { method: 'POST' }), { status: 403 }, 'a breach'),
    ).not.toEqual([]);
    expect(await fault(await ask(row, who('partner')), { status: 200 }, 'a shut door')).not.toEqual([]);
  });

  it('notices a missing header, a loose policy and a cookie without its guards', () => {
    expect(headerFaults(new Response('bare')).length).toBeGreaterThan(7);
    const loose = {
      'Content-Security-Policy': "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'",
    };
    expect(headerFaults(new Response('', { headers: loose })).join()).toContain('allows too much');
    expect(headerFaults(new Response('', { headers: { 'Set-Cookie': 'a=b; Path=/' } })).join()).toContain('its guards');
  });

  it('notices a script without the nonce, an inline style and the inside of the program', () => {
    const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': "script-src 'nonce-abc'" };
    const faultsOf = (text: string) => markupFaults(new Response(text, { headers }), text).join();
    expect(faultsOf('<script nonce="abc"></script>')).toBe('');
    expect(faultsOf('<script>1</script>')).toContain('without the nonce');
    expect(faultsOf('<p style="color:red">')).toContain('style attribute');
    expect(faultsOf('<p onclick="x()">')).toContain('inline handler');
    expect(faultsOf('Error\n    at loader (file:///somewhere)')).toContain('inside of the program');
  });
});

// Two files, two processes, two cores: each asks every second route of the table.
heldOfRoutes(ROUTE_TABLE.filter((_, index) => index % 2 === 1));
