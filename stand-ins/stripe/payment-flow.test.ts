import type Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { payByCard, payByIban, paySession, start, startWithWebhooks, stopAll, submit } from './under-test.ts';

afterEach(stopAll);

describe('a card on the hosted page', () => {
  it('that succeeds leads to the success address, pays the session, books the fee and tells it in order', async () => {
    const { stripe, standIn, base, heard } = await startWithWebhooks();
    const session = await paySession(stripe);
    const answer = await payByCard(base, session.id, '4242 4242 4242 4242');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`http://localhost:3000/done?session_id=${session.id}`);

    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    });
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null, amount_total: 12_050 });
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 12_050, metadata: { attempt: 'a-1' } });
    const balance = (intent.latest_charge as Stripe.Charge).balance_transaction as Stripe.BalanceTransaction;
    expect(balance).toMatchObject({ amount: 12_050, fee: 201, net: 11_849, status: 'pending', type: 'charge' });

    await standIn.control.webhooks.idle();
    const types = [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ];
    expect(heard.map((event) => event.type).sort()).toEqual(types.sort());
  });

  it.each([
    ['4000000000000002', 'generic_decline', 'Your card was declined.'],
    ['4000000000009995', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['4000000000000010', 'test_mode_live_card', 'non test card'],
  ])('that is declined (%s) keeps the session open and says why on the page', async (number, declineCode, says) => {
    const { stripe, base } = await start();
    const session = await paySession(stripe);
    const answer = await payByCard(base, session.id, number);
    const text = await answer.text();
    expect(answer.status).toBe(422);
    expect(text).toContain(says);
    expect(text).toContain('You have not been charged');
    const open = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(open).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    const intent = open.payment_intent as Stripe.PaymentIntent | null;
    expect(intent?.last_payment_error?.decline_code).toBe(declineCode);

    const second = await payByCard(base, session.id, '4242424242424242');
    expect(second.status).toBe(303);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
  });

  it('that asks for authentication passes through the page of the bank, whose refusal charges nothing', async () => {
    const { stripe, base } = await start();
    const session = await paySession(stripe);
    const first = await payByCard(base, session.id, '4000002500003155');
    const bank = first.headers.get('location') ?? '';
    expect(bank).toMatch(/^\/c\/authenticate\/pi_/);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('unpaid');
    const refused = await submit(base, bank, { answer: 'fail' });
    const page = await fetch(base + (refused.headers.get('location') ?? ''));
    expect(await page.text()).toContain('unable to authenticate');

    const again = await payByCard(base, session.id, '4000002500003155');
    await submit(base, again.headers.get('location') ?? '', { answer: 'complete' });
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
  });

  it('that is contested later takes the money and a fee from the balance', async () => {
    const { stripe, standIn, base, heard } = await startWithWebhooks();
    const session = await paySession(stripe);
    await payByCard(base, session.id, '4000000000000259');
    await standIn.control.webhooks.idle();
    const created = heard.find((event) => event.type === 'charge.dispute.created');
    expect(created?.object).toMatchObject({ amount: 12_050, status: 'needs_response' });
    standIn.control.closeDispute(created?.object.id ?? '', 'won');
    const rows = await stripe.balanceTransactions.list({ type: 'adjustment' });
    expect(rows.data.map((row) => row.net)).toEqual([12_050, -13_550]);
  });

  it('submitted twice pays once', async () => {
    const { stripe, base } = await start();
    const session = await paySession(stripe);
    const answers = await Promise.all([
      payByCard(base, session.id, '4242424242424242'),
      payByCard(base, session.id, '4242424242424242'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('with mistakes in the form is sent back with each of them named, and the number is not repeated', async () => {
    const { stripe, base } = await start();
    const session = await paySession(stripe);
    const form = { with: 'card', number: '4242424242424242', expiry: '01/20', cvc: 'x', name: '<script>', email: 'no' };
    const text = await (await submit(base, `/c/pay/${session.id}`, form)).text();
    for (const field of ['card-expiry', 'card-cvc', 'card-email']) expect(text).toContain(`href="#${field}"`);
    expect(text).not.toContain('value="4242424242424242"');
    expect(text).not.toContain('<script>');
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_intent).toBeNull();
  });
});

describe('a direct debit', () => {
  it('completes the session unpaid, is processing, and succeeds when the bank says so', async () => {
    const { stripe, standIn, base, heard } = await startWithWebhooks();
    const session = await paySession(stripe);
    expect((await payByIban(base, session.id, 'DE89 3704 0044 0532 0130 00')).status).toBe(303);
    const waiting = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(waiting).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    });
    expect(standIn.control.settle(standIn.control.processing()[0] ?? '')).toBe('succeeded');
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    await standIn.control.webhooks.idle();
    expect(heard.map((event) => event.type)).toEqual(
      expect.arrayContaining([
        'payment_intent.processing',
        'checkout.session.async_payment_succeeded',
        'charge.succeeded',
      ]),
    );
  });

  it('that fails leaves no money behind and tells the session', async () => {
    const { stripe, standIn, base, heard } = await startWithWebhooks();
    const session = await paySession(stripe);
    await payByIban(base, session.id, 'DE62370400440532013001');
    expect(standIn.control.settle(standIn.control.processing()[0] ?? '')).toBe('failed');
    const failed = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
    expect(failed).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect(failed.payment_intent).toMatchObject({
      status: 'requires_payment_method',
      amount_received: 0,
      latest_charge: { status: 'failed' },
    });
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);
    await standIn.control.webhooks.idle();
    expect(heard.map((event) => event.type)).toContain('checkout.session.async_payment_failed');
  });

  it('in Australian dollars follows the test account', async () => {
    const { stripe, standIn, base } = await start();
    const item = {
      price_data: { currency: 'aud', unit_amount: 5_000, product_data: { name: 'Invoice' } },
      quantity: 1,
    };
    const session = await paySession(stripe, { line_items: [item] });
    const form = { with: 'debit', bank: '000-000', account: '111111113', name: 'A Payer', email: 'payer@example.com' };
    await submit(base, `/c/pay/${session.id}`, form);
    expect(standIn.control.settle(standIn.control.processing()[0] ?? '')).toBe('failed');
  });
});

describe('refunds and payouts', () => {
  it('refunds add up to the charge and never beyond it', async () => {
    const { stripe, base } = await start();
    const session = await paySession(stripe);
    await payByCard(base, session.id, '4242424242424242');
    const intent = (await stripe.checkout.sessions.retrieve(session.id)).payment_intent as string;
    await stripe.refunds.create({ payment_intent: intent, amount: 50 });
    await expect(stripe.refunds.create({ payment_intent: intent, amount: 12_001 })).rejects.toMatchObject({
      param: 'amount',
    });
    const rest = await stripe.refunds.create({ payment_intent: intent });
    expect(rest).toMatchObject({ amount: 12_000, status: 'succeeded' });
    const charge = await stripe.charges.retrieve(rest.charge as string);
    expect(charge).toMatchObject({ amount_refunded: 12_050, refunded: true });
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
  });

  it('a payout is the sum of what it carries, fees off, and names it', async () => {
    const { stripe, standIn, base } = await start();
    for (let count = 0; count < 2; count += 1) await payByCard(base, (await paySession(stripe)).id, '4242424242424242');
    const payout = await stripe.payouts.retrieve(standIn.control.payout('EUR'));
    expect(payout).toMatchObject({ amount: 2 * 11_849, currency: 'eur', status: 'in_transit', automatic: true });
    const rows = await stripe.balanceTransactions.list({ payout: payout.id });
    const carried = rows.data.filter((row) => row.type !== 'payout');
    expect(carried).toHaveLength(2);
    expect(carried.reduce((sum, row) => sum + row.net, 0)).toBe(payout.amount);
    standIn.control.concludePayout(payout.id, 'paid');
    expect((await stripe.payouts.retrieve(payout.id)).status).toBe('paid');
  });
});

describe('webhooks', () => {
  it('come again until they are accepted', async () => {
    let refusals = 2;
    const { stripe, standIn, heard } = await startWithWebhooks(() => (refusals-- > 0 ? 503 : 200));
    await stripe.customers.create({ email: 'a@example.com' });
    await standIn.control.webhooks.idle();
    expect(heard.map((event) => event.type)).toEqual(['customer.created', 'customer.created', 'customer.created']);
    expect(standIn.control.webhooks.deliveries()[0]).toMatchObject({ state: 'delivered', attempts: 3 });
  });

  it('are doubled, dropped and reversed on demand, and sent again by hand', async () => {
    const { stripe, standIn, heard } = await startWithWebhooks();
    const name = async (text: string) => void (await stripe.customers.create({ name: text }));
    standIn.control.webhooks.duplicateNext(1);
    await name('twice');
    await standIn.control.webhooks.idle();
    standIn.control.webhooks.dropNext(1);
    await name('never');
    await standIn.control.webhooks.idle();
    standIn.control.webhooks.reorderNext(2);
    await name('first');
    await name('second');
    await standIn.control.webhooks.idle();
    expect(heard.map((event) => event.object.name)).toEqual(['twice', 'twice', 'second', 'first']);
    const [dropped] = standIn.control.webhooks.deliveries().filter((delivery) => delivery.state === 'dropped');
    expect(standIn.control.resendEvent(dropped?.id ?? '')).toBe(true);
    await standIn.control.webhooks.idle();
    expect(heard.at(-1)?.object.name).toBe('never');
  });
});
