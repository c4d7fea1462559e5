import { afterEach, describe, expect, it } from 'vitest';
import { gatewayTo, wish } from '../../../stand-ins/stripe/gateway-under-test.ts';
import { payByCard, payByIban, start, stopAll } from '../../../stand-ins/stripe/under-test.ts';
import type { CheckoutWish } from './stripe-gateway.server.ts';

afterEach(stopAll);

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
