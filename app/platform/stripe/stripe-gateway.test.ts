import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signWebhook } from '../../../stand-ins/stripe/server.ts';
import {
  API_KEY,
  payByCard,
  payByIban,
  SECRET,
  start,
  startWithWebhooks,
  stopAll,
} from '../../../stand-ins/stripe/under-test.ts';
import { subjectOf } from './stripe-events.ts';
import { type CheckoutWish, createStripeGateway, type StripeGatewayConfig } from './stripe-gateway.server.ts';

afterEach(async () => {
  await stopAll();
  vi.useRealTimers();
});

const gatewayTo = (port: number, over: Partial<StripeGatewayConfig> = {}) =>
  createStripeGateway({
    secretKey: API_KEY,
    webhookSecrets: [SECRET],
    apiHost: { host: '127.0.0.1', port, protocol: 'http' },
    ...over,
  });

const wish = (over: Partial<CheckoutWish> = {}): CheckoutWish => ({
  idempotencyKey: 'attempt-1',
  amountMinor: 61_250n,
  currency: 'EUR',
  description: 'Invoices 1001, 1002',
  reference: 'attempt-1',
  customerEmail: 'billing@customer.example',
  successUrl: 'http://localhost:3000/pay/done?session_id={CHECKOUT_SESSION_ID}',
  cancelUrl: 'http://localhost:3000/pay',
  metadata: { attempt: 'attempt-1' },
  locale: 'en-GB',
  ...over,
});

async function opened(over: Partial<CheckoutWish> = {}) {
  const world = await start();
  const gateway = gatewayTo(world.standIn.port);
  const session = await gateway.createCheckoutSession(wish(over));
  if (!session.ok) throw new Error(JSON.stringify(session.refusal));
  return { ...world, gateway, session: session.value };
}

describe('a checkout session', () => {
  it('is made with amount, reference and metadata, and read again as plain values', async () => {
    const { gateway, session } = await opened();
    expect(session).toMatchObject({
      mode: 'payment',
      status: 'open',
      paymentStatus: 'unpaid',
      paymentIntentId: null,
      amountMinor: 61_250n,
      currency: 'EUR',
      reference: 'attempt-1',
      metadata: { attempt: 'attempt-1' },
    });
    expect(session.url).toContain(`/c/pay/${session.id}`);
    expect(await gateway.retrieveSession(session.id)).toEqual({ ok: true, value: session });
  });

  it('repeated with the same key and wish is the same session, with another wish a conflict', async () => {
    const { gateway, session } = await opened();
    expect(await gateway.createCheckoutSession(wish())).toMatchObject({ ok: true, value: { id: session.id } });
    const other = await gateway.createCheckoutSession(wish({ amountMinor: 61_251n }));
    expect(other).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  });

  it('can be expired while open, not twice, and not once it is paid', async () => {
    const { gateway, session, base } = await opened();
    expect(await gateway.expireSession(session.id)).toMatchObject({
      ok: true,
      value: { status: 'expired', url: null },
    });
    expect(await gateway.expireSession(session.id)).toMatchObject({ ok: false, refusal: { kind: 'invalid-request' } });
    const second = await gateway.createCheckoutSession(wish({ idempotencyKey: 'attempt-2' }));
    if (!second.ok) throw new Error('no second session');
    await payByCard(base, second.value.id, '4242424242424242');
    expect(await gateway.expireSession(second.value.id)).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid-request' },
    });
    expect(await gateway.retrieveSession(second.value.id)).toMatchObject({
      ok: true,
      value: { paymentStatus: 'paid' },
    });
  });

  it('takes its end from us', async () => {
    let now = 1_790_000_000;
    const world = await start({ now: () => now });
    const gateway = gatewayTo(world.standIn.port);
    const expiresAt = new Date((now + 3_600) * 1_000);
    const made = await gateway.createCheckoutSession(wish({ expiresAt }));
    expect(made).toMatchObject({ ok: true, value: { expiresAt } });
    now += 3_601;
    expect(await gateway.retrieveSession(made.ok ? made.value.id : '')).toMatchObject({
      ok: true,
      value: { status: 'expired' },
    });
  });

  it.each([
    ['JPY', 5_000n, 'ja-JP'],
    ['KWD', 12_340n, 'ar-KW'],
    ['ISK', 5_500n, 'is'],
    ['MYR', 123_456n, 'ms-MY'],
    ['MGA', 500_000n, 'fr'],
  ])('%s keeps its amount both ways', async (currency, amountMinor, locale) => {
    const { session } = await opened({ currency, amountMinor, locale });
    expect(session).toMatchObject({ currency, amountMinor });
  });

  it.each([
    ['XXX', 1_000n],
    ['KWD', 12_345n],
    ['MGA', 501n],
    ['IQD', 10_000n],
    ['EUR', 0n],
    ['EUR', -500n],
    ['EUR', 100_000_000n],
  ])('%s %s never leaves the house', async (currency, amountMinor) => {
    const { standIn, stripe } = await start();
    const answer = await gatewayTo(standIn.port).createCheckoutSession(wish({ currency, amountMinor }));
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'invalid-request', code: 'amount-not-payable' } });
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
  });
});

describe('a payment intent', () => {
  const intentOf = async (number: string) => {
    const { gateway, session, base } = await opened();
    await payByCard(base, session.id, number);
    const after = await gateway.retrieveSession(session.id);
    const intent = await gateway.retrievePaymentIntent((after.ok && after.value.paymentIntentId) || '');
    if (!intent.ok) throw new Error(JSON.stringify(intent.refusal));
    return intent.value;
  };

  it('that succeeded shows method, fee and net', async () => {
    expect(await intentOf('4242424242424242')).toMatchObject({
      status: 'succeeded',
      amountReceivedMinor: 61_250n,
      metadata: { attempt: 'attempt-1' },
      failure: null,
      method: { kind: 'card', brand: 'visa', last4: '4242', expiryMonth: 12, expiryYear: 2034 },
      balance: { currency: 'EUR', amountMinor: 61_250n, feeMinor: 939n, netMinor: 60_311n },
    });
  });

  it('that was declined says why and holds no money', async () => {
    expect(await intentOf('4000000000009995')).toMatchObject({
      status: 'requires_payment_method',
      amountReceivedMinor: 0n,
      failure: {
        code: 'card_declined',
        declineCode: 'insufficient_funds',
        message: 'Your card has insufficient funds.',
      },
      balance: null,
    });
  });

  it('waiting for the bank of the payer holds no money', async () => {
    expect(await intentOf('4000002500003155')).toMatchObject({ status: 'requires_action', amountReceivedMinor: 0n });
  });

  it('of a debit is processing, and is no money until it settles', async () => {
    const { gateway, session, base, standIn } = await opened();
    await payByIban(base, session.id, 'DE62370400440532013001');
    const id = standIn.control.processing()[0] ?? '';
    expect(await gateway.retrievePaymentIntent(id)).toMatchObject({
      ok: true,
      value: { status: 'processing', amountReceivedMinor: 0n, balance: null },
    });
    expect(await gateway.retrieveSession(session.id)).toMatchObject({
      ok: true,
      value: { status: 'complete', paymentStatus: 'unpaid' },
    });
    standIn.control.settle(id);
    expect(await gateway.retrievePaymentIntent(id)).toMatchObject({
      ok: true,
      value: {
        status: 'requires_payment_method',
        failure: { code: 'insufficient_funds' },
        method: { kind: 'sepa_debit', last4: '3001' },
      },
    });
  });

  it('that does not exist is an invalid request, not a crash', async () => {
    const { standIn } = await start();
    const answer = await gatewayTo(standIn.port).retrievePaymentIntent('pi_none');
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'invalid-request', code: 'resource_missing' } });
  });
});

describe('when the vendor fails', () => {
  it('429 is rate-limited, and nothing was done', async () => {
    const { standIn, stripe } = await start();
    standIn.control.failures.failNext('rate-limit');
    const answer = await gatewayTo(standIn.port).createCheckoutSession(wish());
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'rate-limited' } });
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
  });

  it('500 is repeated once with the same key; twice is unreachable', async () => {
    const { standIn } = await start();
    const gateway = gatewayTo(standIn.port);
    standIn.control.failures.failNext('server-error', 1);
    expect((await gateway.createCheckoutSession(wish())).ok).toBe(true);
    standIn.control.failures.failNext('server-error', 2);
    const answer = await gateway.createCheckoutSession(wish({ idempotencyKey: 'attempt-2' }));
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
  });

  it('silence ends at the timeout as unreachable', async () => {
    const { standIn } = await start();
    standIn.control.failures.failNext('hang', 2);
    const answer = await gatewayTo(standIn.port, { timeoutMs: 60 }).retrieveSession('cs_test_any');
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
  });

  it('an answer that got lost is unreachable, and the same call later finds the one session it made', async () => {
    const { standIn, stripe } = await start();
    const gateway = gatewayTo(standIn.port);
    standIn.control.failures.failNext('accept-then-drop', 2);
    expect(await gateway.createCheckoutSession(wish())).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
    const again = await gateway.createCheckoutSession(wish());
    const { data } = await stripe.checkout.sessions.list();
    expect(data.map((session) => session.id)).toEqual([again.ok && again.value.id]);
  });

  it('a wrong key is an invalid request that says so', async () => {
    const { standIn } = await start();
    const answer = await gatewayTo(standIn.port, { secretKey: 'sk_test_wrong' }).retrieveSession('cs_test_any');
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'invalid-request', code: 'not-authenticated' } });
  });

  it('nobody listening is unreachable', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await gatewayTo(port).retrieveSession('cs_test_any')).toMatchObject({
      ok: false,
      refusal: { kind: 'unreachable' },
    });
  });
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

  it('more events than a page are all read', async () => {
    const { standIn, stripe } = await start();
    for (let count = 0; count < 130; count += 1) await stripe.customers.create({ name: `n${count}` });
    const page = await gatewayTo(standIn.port).listEventsSince({ since: new Date(0) });
    expect(page.ok && page.value.events).toHaveLength(130);
    expect(page.ok && new Set(page.value.events.map((event) => event.id)).size).toBe(130);
  });
});
