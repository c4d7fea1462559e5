import { afterEach, describe, expect, it, vi } from 'vitest';
import { signMailWebhook } from '../../../stand-ins/resend/post-office.ts';
import { API_KEY, SECRET, start, startWithWebhooks, stopAll } from '../../../stand-ins/resend/under-test.ts';
import { createMailGateway, type MailGatewayConfig, type OutgoingMail } from './mail-gateway.server.ts';

afterEach(async () => {
  await stopAll();
  vi.useRealTimers();
});

const gatewayTo = (baseUrl: string, over: Partial<MailGatewayConfig> = {}) =>
  createMailGateway({ apiKey: API_KEY, webhookSecret: SECRET, baseUrl, ...over });
const mail = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  sendKey: 'message-1',
  from: 'Tallystick <billing@example.com>',
  to: ['ap@customer.example'],
  replyTo: 'help@example.com',
  subject: 'Invoice 1001 from Tallystick',
  html: '<p>Here is your invoice.</p>',
  text: 'Here is your invoice.',
  attachments: [
    { filename: 'INV-1001.pdf', content: new TextEncoder().encode('%PDF-1.7'), contentType: 'application/pdf' },
  ],
  headers: { 'X-Entity-Ref-ID': 'message-1' },
  tags: [{ name: 'kind', value: 'invoice' }],
  ...over,
});

describe('the domain mail comes from', () => {
  it('is told with the records that prove it, or as unknown to the service', async () => {
    const { base, standIn } = await start();
    const gateway = gatewayTo(base);
    const known = await gateway.domain('Calder.example');
    expect(known).toMatchObject({ ok: true, value: { name: 'calder.example', isVerified: false } });
    expect(known.ok && known.value?.records.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['SPF', 'verified'],
      ['DKIM', 'pending'],
    ]);
    expect(await gateway.domain('tallystick.example')).toMatchObject({ value: { isVerified: true } });
    expect(await gateway.domain('nobody.example')).toEqual({ ok: true, value: null });
    standIn.control.failures.failNext('server-error', 1);
    expect(await gateway.domain('calder.example')).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
  });
});

describe('sending', () => {
  it('hands over every part, once however often it is repeated', async () => {
    const { base, standIn } = await start();
    const gateway = gatewayTo(base);
    const first = await gateway.send(mail());
    expect(await gateway.send(mail())).toEqual(first);
    const sent = standIn.control.mails();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      id: first.ok && first.value.providerId,
      from: 'Tallystick <billing@example.com>',
      to: ['ap@customer.example'],
      replyTo: ['help@example.com'],
      subject: 'Invoice 1001 from Tallystick',
      html: '<p>Here is your invoice.</p>',
      text: 'Here is your invoice.',
      headers: { 'X-Entity-Ref-ID': 'message-1' },
      tags: [{ name: 'kind', value: 'invoice' }],
      idempotencyKey: 'message-1',
    });
    expect(sent[0] && standIn.control.contentOf(sent[0], 0).toString()).toBe('%PDF-1.7');
  });

  it('other content under the same key is rejected and not sent', async () => {
    const { base, standIn } = await start();
    await gatewayTo(base).send(mail());
    const other = await gatewayTo(base).send(mail({ subject: 'Something else' }));
    expect(other).toMatchObject({ ok: false, refusal: { kind: 'rejected', code: 'invalid_idempotent_request' } });
    expect(standIn.control.mails()).toHaveLength(1);
  });

  it.each<[string, Partial<OutgoingMail>, object]>([
    ['a recipient that is none', { to: ['ap@customer'] }, { kind: 'invalid-address', address: 'ap@customer' }],
    [
      'a recipient with a header behind it',
      { to: ['ap@customer.example\r\nBcc: all@evil.example'] },
      { kind: 'invalid-address' },
    ],
    ['two recipients in one', { to: ['a@b.example, c@d.example'] }, { kind: 'invalid-address' }],
    [
      'a sender with a line break in the name',
      { from: 'Tally\nstick <billing@example.com>' },
      { kind: 'invalid-address' },
    ],
    ['a reply address that is none', { replyTo: 'nobody' }, { kind: 'invalid-address', address: 'nobody' }],
    [
      'a subject with a header behind it',
      { subject: 'Hello\r\nBcc: all@evil.example' },
      { kind: 'rejected', code: 'line-break' },
    ],
    [
      'a header with another behind it',
      { headers: { 'X-Ref': '1\nBcc: all@evil.example' } },
      { kind: 'rejected', code: 'line-break' },
    ],
    ['a header name that is none', { headers: { 'X Ref:': '1' } }, { kind: 'rejected', code: 'line-break' }],
    [
      'a file name with a line break',
      { attachments: [{ filename: 'a\n.pdf', content: new Uint8Array(), contentType: 'application/pdf' }] },
      { kind: 'rejected', code: 'line-break' },
    ],
    ['nobody to write to', { to: [] }, { kind: 'rejected', code: 'recipients' }],
    [
      'a tag the provider does not take',
      { tags: [{ name: 'kind', value: 'a b' }] },
      { kind: 'rejected', code: 'validation_error' },
    ],
  ])('%s is refused', async (_what, over, refusal) => {
    const { base, standIn } = await start();
    expect(await gatewayTo(base).send(mail(over))).toMatchObject({ ok: false, refusal });
    expect(standIn.control.mails()).toEqual([]);
  });
});

describe('when the provider fails', () => {
  it('429 tells how long to wait, and nothing was sent', async () => {
    const { base, standIn } = await start();
    standIn.control.failures.failNext('rate-limit');
    expect(await gatewayTo(base).send(mail())).toEqual({
      ok: false,
      refusal: { kind: 'rate-limited', retryAfterSeconds: 2 },
    });
    expect(standIn.control.mails()).toEqual([]);
  });

  it('500 and silence are unreachable', async () => {
    const { base, standIn } = await start();
    standIn.control.failures.failNext('server-error');
    expect(await gatewayTo(base).send(mail())).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
    standIn.control.failures.failNext('hang');
    expect(await gatewayTo(base, { timeoutMs: 60 }).send(mail())).toMatchObject({
      ok: false,
      refusal: { kind: 'unreachable' },
    });
  });

  it('a lost answer is unreachable; sending again with the same key delivers one mail', async () => {
    const { base, standIn } = await start();
    standIn.control.failures.failNext('accept-then-drop');
    expect(await gatewayTo(base).send(mail())).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
    expect((await gatewayTo(base).send(mail())).ok).toBe(true);
    expect(standIn.control.mails()).toHaveLength(1);
  });

  it('a mail that was accepted and lost is known by the event that never comes', async () => {
    const { base, standIn, heard } = await startWithWebhooks();
    standIn.control.failures.failNext('accept-then-lose');
    expect((await gatewayTo(base).send(mail())).ok).toBe(true);
    await standIn.control.webhooks.idle();
    expect(heard).toEqual([]);
    expect(standIn.control.mails()).toEqual([]);
  });

  it('a wrong key is rejected', async () => {
    const { base } = await start();
    const answer = await gatewayTo(base, { apiKey: 're_other' }).send(mail());
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'rejected', code: 'invalid_api_key' } });
  });
});

describe('webhooks', () => {
  it('tell that a mail was sent and delivered, or bounced and why', async () => {
    const { base, standIn, heard } = await startWithWebhooks();
    const gateway = gatewayTo(base);
    const sent = await gateway.send(mail());
    await gateway.send(mail({ sendKey: 'message-2', to: ['bounce+1@customer.example'] }));
    await standIn.control.webhooks.idle();
    const events = heard
      .map((one) => gateway.verifyWebhook(one.body, one.headers))
      .map((result) => (result.ok ? result.value : null));
    const providerId = sent.ok ? sent.value.providerId : '';
    expect(events.map((event) => event?.kind).sort()).toEqual(['bounced', 'delivered', 'sent', 'sent']);
    expect(events.find((event) => event?.kind === 'delivered')).toMatchObject({
      providerId,
      to: ['ap@customer.example'],
    });
    expect(events.find((event) => event?.kind === 'bounced')).toMatchObject({
      permanent: true,
      reason: 'The address does not exist.',
    });
  });

  it('arrive twice with the same id when they are doubled, and again after a refusal', async () => {
    let refusals = 1;
    const { base, standIn, heard } = await startWithWebhooks(() => (refusals-- > 0 ? 500 : 200));
    standIn.control.webhooks.duplicateNext(1);
    standIn.control.receive({
      from: 'ap@customer.example',
      to: ['billing@example.com'],
      subject: 'Re: Invoice 1001',
      text: 'Paid yesterday',
    });
    await standIn.control.webhooks.idle();
    const ids = heard
      .map((one) => gatewayTo(base).verifyWebhook(one.body, one.headers))
      .map((result) => result.ok && result.value.eventId);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('hand over a mail from outside', async () => {
    const { base, standIn, heard } = await startWithWebhooks();
    const wish = {
      from: 'ap@customer.example',
      to: 'billing@example.com',
      subject: 'Re: Invoice 1001',
      text: 'Paid yesterday',
    };
    const answer = await fetch(`${base}/_control/inbound`, { method: 'POST', body: JSON.stringify(wish) });
    const { id } = (await answer.json()) as { id: string };
    await standIn.control.webhooks.idle();
    const event = gatewayTo(base).verifyWebhook(heard[0]?.body ?? '', heard[0]?.headers ?? new Headers());
    expect(event).toMatchObject({
      ok: true,
      value: { kind: 'received', providerId: id, from: wish.from, subject: wish.subject },
    });
  });

  const AT = 1_790_000_000;
  const body = JSON.stringify({
    type: 'email.something_new',
    created_at: '2026-09-21T00:00:00Z',
    data: { email_id: 'x' },
  });
  const headersOf = (secret: string, at: number, text = body) =>
    new Headers(signMailWebhook('msg_1', text, secret, at));
  const other = `whsec_${Buffer.from('another secret entirely').toString('base64')}`;

  it('of an unknown type are kept as other; two secrets are accepted while one is being changed', () => {
    vi.setSystemTime(AT * 1_000);
    const gateway = gatewayTo('http://127.0.0.1:1', { webhookSecret: `${other}, ${SECRET}` });
    for (const secret of [other, SECRET])
      expect(gateway.verifyWebhook(body, headersOf(secret, AT))).toMatchObject({
        ok: true,
        value: { kind: 'other', type: 'email.something_new' },
      });
  });

  it.each<[string, string, Headers]>([
    ['a strange secret', body, headersOf(other, AT)],
    ['a changed body', `${body} `, headersOf(SECRET, AT)],
    ['an old signature', body, headersOf(SECRET, AT - 301)],
    ['no signature', body, new Headers()],
    ['a signed body that is no JSON', 'x', headersOf(SECRET, AT, 'x')],
  ])('with %s are refused', (_what, raw, headers) => {
    vi.setSystemTime(AT * 1_000);
    expect(gatewayTo('http://127.0.0.1:1').verifyWebhook(raw, headers)).toEqual({
      ok: false,
      refusal: 'bad-signature',
    });
  });
});
