import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gatewayTo, wish } from '../../../stand-ins/stripe/gateway-under-test.ts';
import { signWebhook } from '../../../stand-ins/stripe/server.ts';
import { payByCard, start, startWithWebhooks, stopAll } from '../../../stand-ins/stripe/under-test.ts';
import { subjectOf } from './stripe-events.ts';

afterEach(async () => {
  await stopAll();
  vi.useRealTimers();
});

describe('events', () => {
  /** Unix seconds. */
  const AT = 1_790_000_000;
  beforeEach(() => void vi.setSystemTime(AT * 1_000));
  const body = (over: object = {}) =>
    JSON.stringify({
      object: 'event',
      id: 'evt_1',
      type: 'payout.paid',
      created: AT,
      livemode: false,
      api_version: null,
      data: { object: { object: 'payout', id: 'po_1' } },
      ...over,
    });
  const gateway = gatewayTo(1, { webhookSecrets: ['whsec_new', 'whsec_old'] });

  it('one signed with either secret is accepted while a secret is being changed', async () => {
    for (const secret of ['whsec_new', 'whsec_old']) {
      const answer = await gateway.verifyEvent(new TextEncoder().encode(body()), signWebhook(body(), secret, AT));
      expect(answer).toMatchObject({ ok: true, value: { id: 'evt_1', objectKind: 'payout', objectId: 'po_1' } });
    }
  });

  it.each<[string, string, string | null, string]>([
    ['a strange secret', body(), signWebhook(body(), 'whsec_strange', AT), 'bad-signature'],
    ['a changed body', body({ id: 'evt_2' }), signWebhook(body(), 'whsec_new', AT), 'bad-signature'],
    ['no signature', body(), null, 'bad-signature'],
    ['a header of nonsense', body(), 'v1=zz', 'bad-signature'],
    ['a signed text that is no event', '[]', signWebhook('[]', 'whsec_new', AT), 'bad-signature'],
    ['an old signature', body(), signWebhook(body(), 'whsec_new', AT - 3_600), 'too-old'],
    [
      'an event of the live mode',
      body({ livemode: true }),
      signWebhook(body({ livemode: true }), 'whsec_new', AT),
      'wrong-mode',
    ],
  ])('with %s is refused', async (_what, raw, header, refusal) => {
    expect(await gateway.verifyEvent(raw, header)).toEqual({ ok: false, refusal });
  });

  it('an event of test mode is refused where the key is live', async () => {
    const live = gatewayTo(1, { secretKey: 'sk_live_x', webhookSecrets: ['whsec_new'] });
    expect(await live.verifyEvent(body(), signWebhook(body(), 'whsec_new', AT))).toEqual({
      ok: false,
      refusal: 'wrong-mode',
    });
  });

  it('the sweep finds the same events as the webhooks, oldest first, also those that never arrived', async () => {
    const world = await startWithWebhooks();
    const swept = gatewayTo(world.standIn.port);
    world.standIn.control.webhooks.dropNext(2);
    const session = await swept.createCheckoutSession(wish());
    await payByCard(world.base, session.ok ? session.value.id : '', '4242424242424242');
    await world.standIn.control.webhooks.idle();
    expect(world.heard).toHaveLength(2);
    const page = await swept.listEventsSince({ since: new Date((AT - 86_400) * 1_000) });
    if (!page.ok) throw new Error('no events');
    expect(page.value.complete).toBe(true);
    expect(page.value.events.map((event) => event.type)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    for (const heard of world.heard) expect(page.value.events.map((event) => event.id)).toContain(heard.id);
    const subject = subjectOf(page.value.events[3]!);
    expect(subject).toMatchObject({
      kind: 'checkout-session',
      session: { paymentStatus: 'paid', amountMinor: 61_250n },
    });
    const later = await swept.listEventsSince({ since: new Date((AT + 86_400) * 1_000), types: ['payout.paid'] });
    expect(later).toEqual({ ok: true, value: { events: [], complete: true } });
  });

  it('with the clock moved a month ahead, sessions and events follow it and signatures stay true', async () => {
    const world = await startWithWebhooks();
    const ahead = gatewayTo(world.standIn.port);
    const month = 30 * 86_400;
    const body = JSON.stringify({ offset_ms: month * 1_000 });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${world.base}/_control/clock`, { method: 'POST', body, headers })).status).toBe(200);
    const expiresAt = new Date((AT + month + 3_600) * 1_000);
    const session = await ahead.createCheckoutSession(wish({ expiresAt }));
    expect(session).toMatchObject({ ok: true, value: { expiresAt } });
    await payByCard(world.base, session.ok ? session.value.id : '', '4242424242424242');
    await world.standIn.control.webhooks.idle();
    expect(world.heard).toHaveLength(4);
    const page = await ahead.listEventsSince({ since: new Date((AT + month) * 1_000) });
    expect(page.ok && page.value.events).toHaveLength(4);
  });

  it('more events than a page are all read', async () => {
    const { standIn, stripe } = await start();
    for (let count = 0; count < 130; count += 1) await stripe.customers.create({ name: `n${count}` });
    const page = await gatewayTo(standIn.port).listEventsSince({ since: new Date(0) });
    expect(page.ok && page.value.events).toHaveLength(130);
    expect(page.ok && new Set(page.value.events.map((event) => event.id)).size).toBe(130);
  });
});
