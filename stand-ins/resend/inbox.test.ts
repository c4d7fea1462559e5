import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resend } from 'resend';
import { afterEach, describe, expect, it } from 'vitest';
import { API_KEY, onStop, start, stopAll } from './under-test.ts';

afterEach(stopAll);

const clientOf = (baseUrl: string) => new Resend(API_KEY, { baseUrl });
const mail = {
  from: 'Tallystick <billing@example.com>',
  to: ['ap@customer.example'],
  subject: 'Invoice 1001',
  html: '<p>Hello</p>',
  text: 'Hello',
};
const PDF = Buffer.from('%PDF-1.7 made');

describe('the API', () => {
  it('keeps a mail with its attachment and answers for it', async () => {
    const { base, standIn } = await start();
    const resend = clientOf(base);
    const attachments = [{ filename: 'INV-1001.pdf', content: PDF, contentType: 'application/pdf' }];
    const { data } = await resend.emails.send({ ...mail, attachments, tags: [{ name: 'kind', value: 'invoice' }] });
    const kept = await resend.emails.get(data?.id ?? '');
    expect(kept.data).toMatchObject({ object: 'email', to: mail.to, subject: mail.subject, last_event: 'delivered' });
    const [stored] = standIn.control.mails('AP@customer.example');
    expect(stored?.attachments[0]).toMatchObject({
      filename: 'INV-1001.pdf',
      contentType: 'application/pdf',
      size: PDF.length,
    });
    expect(stored && standIn.control.contentOf(stored, 0)).toEqual(PDF);
    expect(standIn.control.mails('other@customer.example')).toEqual([]);
  });

  it('takes a batch whole or not at all', async () => {
    const { base, standIn } = await start();
    const resend = clientOf(base);
    const refused = await resend.batch.send([mail, { ...mail, to: ['no address'] }]);
    expect(refused.error?.name).toBe('validation_error');
    expect(standIn.control.mails()).toEqual([]);
    const taken = await resend.batch.send([mail, { ...mail, to: ['second@customer.example'] }], {
      idempotencyKey: 'batch-1',
    });
    expect(taken.data?.data).toHaveLength(2);
    expect(
      (await resend.batch.send([mail, { ...mail, to: ['second@customer.example'] }], { idempotencyKey: 'batch-1' }))
        .data,
    ).toEqual(taken.data);
    expect(standIn.control.mails()).toHaveLength(2);
  });

  it.each<[string, string, RequestInit, number, string]>([
    ['an unknown endpoint', '/emails/later/send', { method: 'POST', body: '{}' }, 400, 'invalid_parameter'],
    [
      'an unknown field',
      '/emails',
      { method: 'POST', body: JSON.stringify({ ...mail, scheduled_at: 'tomorrow' }) },
      422,
      'validation_error',
    ],
    ['a body that is no JSON', '/emails', { method: 'POST', body: '{' }, 400, 'validation_error'],
    ['an unknown mail', '/emails/00000000-0000-4000-8000-000000000000', {}, 404, 'not_found'],
    [
      'a wrong key',
      '/emails',
      { method: 'POST', headers: { authorization: 'Bearer re_other' } },
      403,
      'invalid_api_key',
    ],
    ['no key', '/emails', { method: 'POST', headers: {} }, 401, 'missing_api_key'],
  ])('%s is refused by name', async (_what, path, init, status, name) => {
    const { base, standIn } = await start();
    const answer = await fetch(base + path, { headers: { authorization: `Bearer ${API_KEY}` }, ...init });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ statusCode: status, name });
    expect(standIn.control.mails()).toEqual([]);
  });

  it('keys are forgotten after a day', async () => {
    let now = new Date('2026-11-03T10:00:00Z');
    const { base, standIn } = await start({ now: () => now });
    const send = () => clientOf(base).emails.send(mail, { idempotencyKey: 'k' });
    await send();
    now = new Date('2026-11-04T09:59:59Z');
    await send();
    expect(standIn.control.mails()).toHaveLength(1);
    now = new Date('2026-11-04T10:00:00Z');
    await send();
    expect(standIn.control.mails()).toHaveLength(2);
  });
});

describe('the inbox page', () => {
  it('lists newest first, finds by address, and shows every part of a mail', async () => {
    const { base, standIn } = await start();
    const resend = clientOf(base);
    const attachments = [{ filename: 'Rechnung März.pdf', content: PDF, contentType: 'application/pdf' }];
    await resend.emails.send({ ...mail, subject: 'First' });
    await resend.emails.send({
      ...mail,
      to: ['two@customer.example'],
      subject: 'Second',
      text: 'Go to http://localhost:3000/l/abc?x=1 now',
      attachments,
    });
    const list = await (await fetch(base)).text();
    expect(list.indexOf('Second')).toBeLessThan(list.indexOf('First'));
    expect(await (await fetch(`${base}/?to=two@`)).text()).not.toContain('First');

    const [second] = standIn.control.mails();
    const page = await (await fetch(`${base}/mail/${second?.id}`)).text();
    expect(page).toContain('<a href="http://localhost:3000/l/abc?x=1">');
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const file = await fetch(`${base}/mail/${second?.id}/attachments/0`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PDF);
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="Rechnung_M_rz.pdf"; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf`,
    );
    expect(await (await fetch(`${base}/mail/${second?.id}/raw`)).json()).toMatchObject({ subject: 'Second' });
  });

  it('shows hostile text as text and runs nothing of a mail', async () => {
    const { base, standIn } = await start();
    const hostile = '<script>alert(1)</script>';
    await clientOf(base).emails.send({ ...mail, subject: hostile, html: hostile, text: hostile });
    const [sent] = standIn.control.mails();
    for (const path of ['/', `/mail/${sent?.id}`]) {
      const answer = await fetch(base + path);
      expect(await answer.text()).not.toContain(hostile);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const frame = await fetch(`${base}/mail/${sent?.id}/html`);
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
  });

  it('tells tests over HTTP what came to an address', async () => {
    const { base } = await start();
    await clientOf(base).emails.send({ ...mail, attachments: [{ filename: 'a.pdf', content: PDF }] });
    const { emails } = (await (await fetch(`${base}/_control/emails?to=ap@customer.example`)).json()) as {
      emails: { attachments: { content: string }[] }[];
    };
    expect(emails).toHaveLength(1);
    expect(emails[0]?.attachments[0]?.content).toBe(PDF.toString('base64'));
    expect((await fetch(`${base}/_control/nonsense`, { method: 'POST' })).status).toBe(400);
    const foreign = await fetch(`${base}/_control/inbound`, {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});

describe('the state', () => {
  it('outlives the process: mails, attachments and keys', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'resend-stand-in-'));
    onStop(async () => rmSync(stateDir, { recursive: true }));
    const first = await start({ stateDir });
    const send = (base: string) =>
      clientOf(base).emails.send(
        { ...mail, attachments: [{ filename: 'a.pdf', content: PDF }] },
        { idempotencyKey: 'k' },
      );
    const { data } = await send(first.base);
    await first.standIn.close();
    const second = await start({ stateDir });
    expect((await send(second.base)).data).toEqual(data);
    const [kept] = second.standIn.control.mails();
    expect(kept && second.standIn.control.contentOf(kept, 0)).toEqual(PDF);
  });
});
