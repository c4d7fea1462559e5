import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { type Trouble, troubleOf } from './pay-trouble.ts';

const inTheWay = (state: string, attemptId: string | null) =>
  ({
    code: 'payment-in-flight',
    inTheWay: { attemptId, state, amountMinor: attemptId && 20_000n, currency: currency('GBP') },
  }) as Trouble;

const BEFORE_ANYTHING = [
  ...['changed', 'nothing', 'amount-not-positive', 'unreadable', 'amount-too-large', 'item-not-open', 'more-than-left'],
  ...['items-exceed-amount', 'promised', 'method-not-usable', 'form-changed', 'at-once', 'needs-approver'],
  ...['may-not-pay', 'ask-over'],
].map((code) => ({ code }) as Trouble);

describe('why a payment did not start', () => {
  it('says that nothing was taken, where no payment was begun', () => {
    for (const root of ['', '/i/token'])
      for (const trouble of BEFORE_ANYTHING)
        expect(troubleOf(trouble, root).text, trouble.code).toMatch(/You have not been charged\.$/);
  });

  it('says not to pay again, where another payment of it is not decided, and never that nothing was taken', () => {
    for (const state of ['open', 'created', 'processing', 'unknown'])
      for (const attemptId of ['a1', null]) {
        const { text, attempt } = troubleOf(inTheWay(state, attemptId));
        expect(text).toContain('We are checking, do not pay again.');
        expect(text).not.toContain('not been charged');
        expect(attempt?.href ?? null).toBe(attemptId && '/pay/attempts/a1?left=1');
      }
  });

  it('sends to sign in only whoever came by a link', () => {
    const trouble = { code: 'needs-approver' } as Trouble;
    expect(troubleOf(trouble).text).toMatch(/^Ask an approver/);
    expect(troubleOf(trouble, '/i/token').text).toMatch(/^Sign in to ask an approver/);
  });
});
