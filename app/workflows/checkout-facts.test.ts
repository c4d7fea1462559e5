import { describe, expect, test } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import type { CheckoutSession, PaymentIntent } from '#app/platform/stripe/stripe-objects.ts';
import { factsOf } from './checkout-facts.ts';

const GBP = currency('GBP');
const at = new Date('2026-11-01T12:00:00Z');

const session = (over: Partial<CheckoutSession> = {}): CheckoutSession => ({
  id: 'cs_1',
  url: 'https://pay.example/cs_1',
  mode: 'payment',
  status: 'open',
  paymentStatus: 'unpaid',
  paymentIntentId: 'pi_1',
  setupIntentId: null,
  customerId: null,
  amountMinor: 500n,
  currency: GBP,
  reference: 'a-1',
  metadata: { attempt_id: 'a-1', customer_id: 'c-1' },
  expiresAt: at,
  createdAt: at,
  ...over,
});

const intent = (over: Partial<PaymentIntent> = {}): PaymentIntent => ({
  id: 'pi_1',
  status: 'requires_payment_method',
  amountMinor: 500n,
  amountReceivedMinor: 0n,
  currency: GBP,
  customerId: null,
  metadata: {},
  latestChargeId: null,
  failure: null,
  method: null,
  balance: null,
  createdAt: at,
  ...over,
});

const stateOf = (of: CheckoutSession | null, and: PaymentIntent | null) => {
  const facts = factsOf(of, and);
  return facts.ok ? facts.value.state : facts.refusal;
};

describe('what a page and its payment say together', () => {
  test('only a succeeded payment is money, whatever the page claims', () => {
    expect(stateOf(session({ status: 'complete', paymentStatus: 'paid' }), intent({ status: 'processing' }))).toBe(
      'processing',
    );
    expect(stateOf(session({ status: 'expired' }), intent({ status: 'succeeded', amountReceivedMinor: 500n }))).toBe(
      'paid',
    );
    expect(stateOf(session({ status: 'complete', paymentStatus: 'paid' }), intent({ status: 'other' }))).toBe('open');
  });

  test('a declined card leaves the page open and says why', () => {
    const declined = intent({ failure: { code: 'card_declined', declineCode: 'insufficient_funds', message: '' } });
    const facts = factsOf(session(), declined);
    expect(facts.ok && [facts.value.state, facts.value.failure, facts.value.sessionUrl]).toEqual([
      'open',
      'insufficient_funds',
      'https://pay.example/cs_1',
    ]);
  });

  test('a finished page whose payment came to nothing has failed, as a bank debit does', () => {
    const facts = factsOf(
      session({ status: 'complete', url: null }),
      intent({ failure: { code: 'refer_to_customer', declineCode: null, message: '' } }),
    );
    expect(facts.ok && [facts.value.state, facts.value.method, facts.value.failure]).toEqual([
      'failed',
      'direct_debit',
      'refer_to_customer',
    ]);
  });

  test('what was received counts, not what was asked for', () => {
    const facts = factsOf(session({ status: 'complete' }), intent({ status: 'succeeded', amountReceivedMinor: 499n }));
    expect(facts.ok && facts.value.amountMinor).toBe(499n);
  });

  test('a page for saving a card is no payment', () => {
    expect(stateOf(session({ mode: 'setup', amountMinor: null, currency: null }), null)).toBe('not-a-payment');
  });

  test.each([
    ['card', 'card'],
    ['bacs_debit', 'direct_debit'],
    ['us_bank_account', 'direct_debit'],
    ['link', 'card'],
  ])('%s is recorded as %s', (kind, method) => {
    const paid = intent({
      status: 'succeeded',
      amountReceivedMinor: 500n,
      method: { kind, brand: null, last4: null, expiryMonth: null, expiryYear: null },
    });
    const facts = factsOf(session(), paid);
    expect(facts.ok && facts.value.method).toBe(method);
  });
});
