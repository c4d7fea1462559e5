import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { API_KEY, clientOf, onStop, payByCard, paySession, start, stopAll, submit } from './under-test.ts';
import { API_VERSION } from './world.ts';

afterEach(stopAll);

function call(
  base: string,
  method: string,
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const body = method === 'POST' ? new URLSearchParams(form) : undefined;
  return fetch(base + path, {
    method,
    body,
    headers: { authorization: `Bearer ${API_KEY}`, 'stripe-version': API_VERSION, ...headers },
  });
}
const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

describe('what the stand-in does not know', () => {
  it('an endpoint is a 400, never a guess', async () => {
    const { base } = await start();
    const answer = await call(base, 'POST', '/v1/subscriptions', { customer: 'cus_1' });
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toMatchObject({
      type: 'invalid_request_error',
      message: expect.stringContaining('/v1/subscriptions'),
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a parameter', { automatic_tax: { enabled: true } }, 'automatic_tax'],
    ['a parameter inside a line', { line_items: [{ price: 'price_1', quantity: 1 }] }, 'line_items[0][price]'],
    ['a value', { mode: 'subscription' }, 'mode'],
  ])('%s is a 400 that names it', async (_what, over, param) => {
    const { stripe } = await start();
    const wish = paySession(stripe, over as Partial<Stripe.Checkout.SessionCreateParams>);
    await expect(wish).rejects.toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', param });
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
  });

  it('a property to expand is a 400', async () => {
    const { stripe } = await start();
    const { id } = await paySession(stripe);
    await expect(stripe.checkout.sessions.retrieve(id, { expand: ['line_items'] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it('another version of the API is a 400, and so is none', async () => {
    const { base } = await start();
    expect((await call(base, 'GET', '/v1/events', {}, { 'stripe-version': '2024-06-20' })).status).toBe(400);
    const none = await fetch(`${base}/v1/events`, { headers: { authorization: `Bearer ${API_KEY}` } });
    expect(none.status).toBe(400);
  });
});

describe('who may call', () => {
  it('a wrong key is a 401, an unknown object a 404, both in the shape of the vendor', async () => {
    const { base, stripe } = await start();
    const answer = await call(base, 'GET', '/v1/events', {}, { authorization: 'Bearer sk_test_other' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
    await expect(stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('a page of another site may not press a button of the console', async () => {
    const { base } = await start();
    const answer = await fetch(`${base}/do/settle-all`, { method: 'POST', headers: { origin: 'http://evil.example' } });
    expect(answer.status).toBe(403);
  });
});

describe('idempotency keys', () => {
  it('the same request again gives the first answer and does nothing', async () => {
    const { stripe } = await start();
    const first = await paySession(stripe, {}, { idempotencyKey: 'attempt-1' });
    const second = await paySession(stripe, {}, { idempotencyKey: 'attempt-1' });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  it('another request under the same key is refused', async () => {
    const { stripe } = await start();
    await paySession(stripe, {}, { idempotencyKey: 'attempt-1' });
    const other = paySession(stripe, { client_reference_id: 'other' }, { idempotencyKey: 'attempt-1' });
    await expect(other).rejects.toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
  });

  it('a request refused for its parameters may be mended under the same key; a decline is kept', async () => {
    const { stripe } = await start();
    const wish = { amount: 10, currency: 'eur', confirm: true, payment_method: 'pm_card_visa_chargeDeclined' };
    await expect(stripe.paymentIntents.create(wish, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'amount_too_small',
    });
    const mended = { ...wish, amount: 1_000 };
    for (let count = 0; count < 2; count += 1)
      await expect(stripe.paymentIntents.create(mended, { idempotencyKey: 'k' })).rejects.toMatchObject({
        decline_code: 'generic_decline',
      });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });
});

describe('amounts', () => {
  const withAmount = (currency: string, amount: number) => ({
    line_items: [{ price_data: { currency, unit_amount: amount, product_data: { name: 'Invoice' } }, quantity: 1 }],
  });

  it.each([
    ['jpy', 5_000, '5,000 JPY'],
    ['kwd', 12_340, '12.340 KWD'],
    ['isk', 550_000, '5,500.00 ISK'],
    ['myr', 123_456, '1,234.56 MYR'],
  ])('%s is shown and paid with its own decimals', async (currency, amount, shown) => {
    const { stripe, base } = await start();
    const session = await paySession(stripe, withAmount(currency, amount));
    expect(await (await fetch(`${base}/c/pay/${session.id}`)).text()).toContain(`Pay ${shown} by card`);
    await payByCard(base, session.id, '4242424242424242');
    const { data } = await stripe.balanceTransactions.list({ currency });
    expect(data[0]?.amount).toBe(amount);
    expect(data[0]?.net).toBe(amount - (data[0]?.fee ?? 0));
  });

  it.each([
    ['kwd', 12_345, 'parameter_invalid_integer'],
    ['ugx', 12_345, 'parameter_invalid_integer'],
    ['eur', 49, 'amount_too_small'],
    ['eur', 100_000_000, 'amount_too_large'],
  ])('%s %i is refused as %s', async (currency, amount, code) => {
    const { stripe } = await start();
    await expect(paySession(stripe, withAmount(currency, amount))).rejects.toMatchObject({ code });
  });
});

describe('saved methods without a person present', () => {
  it('a method is saved on the page, charged off session, and detached', async () => {
    const { stripe, base } = await start();
    const customer = await stripe.customers.create({ email: 'a@example.com', metadata: { account: 'C-1' } });
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: customer.id,
      success_url: 'http://localhost:3000/saved',
    });
    // Its bank asks first: failing the check keeps nothing and the page says why, passing it keeps the card for good.
    const asked = async () => (await payByCard(base, session.id, '4000002500003155')).headers.get('location') ?? '';
    const bank = await asked();
    expect(bank).toMatch(/^\/c\/authenticate\/seti_/);
    const refused = await submit(base, bank, { answer: 'fail' });
    const page = await (await fetch(base + (refused.headers.get('location') ?? ''))).text();
    expect(page).toContain('unable to authenticate');
    expect(page).toContain('Nothing was saved.');
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toEqual([]);
    const passed = await submit(base, await asked(), { answer: 'complete' });
    expect(
      (await fetch(base + (passed.headers.get('location') ?? ''), { redirect: 'manual' })).headers.get('location'),
    ).toBe('http://localhost:3000/saved');
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })).toMatchObject({
      ...{ status: 'complete', setup_intent: { status: 'succeeded', last_setup_error: null, next_action: null } },
    });
    const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
    const wish = {
      amount: 900,
      currency: 'eur',
      customer: customer.id,
      payment_method: method?.id ?? '',
      off_session: true,
      confirm: true,
    };
    expect((await stripe.paymentIntents.create(wish)).status).toBe('succeeded');
    await stripe.paymentMethods.detach(method?.id ?? '');
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toEqual([]);
  });

  it('a card that wants its owner each time is declined', async () => {
    const { stripe } = await start();
    const wish = {
      amount: 900,
      currency: 'eur',
      payment_method: 'pm_card_authenticationRequired',
      off_session: true,
      confirm: true,
    };
    await expect(stripe.paymentIntents.create(wish)).rejects.toMatchObject({
      code: 'authentication_required',
      statusCode: 402,
    });
  });
});

describe('time and state', () => {
  it('an open session expires at its time, its page says so, and it cannot be paid', async () => {
    let now = 1_790_000_000;
    const { stripe, base } = await start({ now: () => now });
    const session = await paySession(stripe, { expires_at: now + 1_800 });
    now += 1_801;
    const answer = await payByCard(base, session.id, '4242424242424242');
    expect(answer.status).toBe(410);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
    expect((await stripe.events.list({ type: 'checkout.session.*' })).data.map((event) => event.type)).toEqual([
      'checkout.session.expired',
    ]);
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('everything answered outlives the process, keys included', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'stripe-stand-in-'));
    onStop(async () => rmSync(stateDir, { recursive: true }));
    const first = await start({ stateDir });
    const session = await paySession(first.stripe, {}, { idempotencyKey: 'attempt-1' });
    await payByCard(first.base, session.id, '4242424242424242');
    await first.standIn.close();
    const second = await start({ stateDir });
    expect((await second.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    expect((await paySession(second.stripe, {}, { idempotencyKey: 'attempt-1' })).id).toBe(session.id);
  });

  it('lists are paged newest first without loss or repetition', async () => {
    const { stripe } = await start();
    for (let count = 0; count < 7; count += 1) await stripe.customers.create({ name: `n${count}` });
    const names: unknown[] = [];
    for await (const event of stripe.events.list({ limit: 3 })) names.push((event.data.object as Stripe.Customer).name);
    expect(names).toEqual(['n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0']);
  });
});

describe('planned failures', () => {
  it('429 and 500 do nothing; a cut connection leaves the work done', async () => {
    const { stripe, standIn, base } = await start();
    await fetch(`${base}/_control/failures`, {
      method: 'POST',
      body: JSON.stringify({ mode: 'rate-limit' }),
      headers: { 'content-type': 'application/json' },
    });
    await expect(paySession(stripe)).rejects.toMatchObject({ statusCode: 429 });
    standIn.control.failures.failNext('server-error');
    await expect(paySession(stripe)).rejects.toMatchObject({ statusCode: 500 });
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
    // The SDK repeats a cut connection once by itself, with the same key: both are cut here.
    standIn.control.failures.failNext('accept-then-drop', 2);
    await expect(paySession(stripe)).rejects.toMatchObject({ type: 'StripeConnectionError' });
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  it('a request that is never answered ends by the timeout of the caller', async () => {
    const { standIn } = await start();
    standIn.control.failures.failNext('hang');
    const hasty = clientOf(standIn.port, { timeout: 100 });
    await expect(hasty.events.list()).rejects.toMatchObject({ type: 'StripeConnectionError' });
  });
});
