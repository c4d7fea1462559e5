import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { readSamples, type Sample } from '../../../stand-ins/stripe/fixtures/published.ts';
import { STRIPE_API_VERSION } from './stripe-api-version.ts';
import { mapDispute, mapPayout } from './stripe-balance-objects.ts';
import { readEvent, subjectOf } from './stripe-events.ts';
import { mapCharge, mapPaymentIntent, mapRefund, mapSession } from './stripe-objects.ts';

const samples = readSamples();

/** Hands an object out while writing down every field that is read and not there. */
function watched(value: unknown, path: string, absent: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, name) {
      if (typeof name === 'symbol') return Reflect.get(target, name);
      if (!(name in target)) absent.add(`${path}.${name}`);
      return watched(Reflect.get(target, name), `${path}.${name}`, absent);
    },
  });
}

const MAPPINGS: [string, (object: never) => unknown][] = [
  ['checkout.session', mapSession],
  ['payment_intent', mapPaymentIntent],
  ['charge', mapCharge],
  ['refund', mapRefund],
  ['dispute', mapDispute],
  ['payout', mapPayout],
];
/**
 * Read where present: the parts of a charge that belong to another payment method, codes that a failure may lack, and of a
 * refund its failure and what we wrote on it, which the published sample of one made by hand has not.
 */
const OPTIONAL =
  /\.payment_method_details\.(card|sepa_debit|au_becs_debit|bacs_debit)$|\.last_payment_error\.(code|decline_code|message)$|^refund\.(failure_reason|metadata)$/;

describe("Stripe's published objects", () => {
  it.each(MAPPINGS)('%s: every field we read is there', (kind, map) => {
    const reference = samples.byKind.get(kind)?.[0];
    expect(reference).toBeDefined();
    const absent = new Set<string>();
    map(watched(reference, kind, absent) as never);
    expect([...absent].filter((path) => !OPTIONAL.test(path))).toEqual([]);
  });

  it('an intent with its charge and balance transaction inside shows method and fee', () => {
    const of = (kind: string) => structuredClone(samples.byKind.get(kind)?.[0] as Sample);
    const charge = {
      ...of('charge'),
      balance_transaction: { ...of('balance_transaction'), amount: 1_099, fee: 61, net: 1_038 },
    };
    const intent = mapPaymentIntent({
      ...of('payment_intent'),
      latest_charge: charge,
    } as unknown as Stripe.PaymentIntent);
    expect(intent.method).toMatchObject({ kind: 'card', brand: 'visa', last4: '4242' });
    expect(intent.balance).toMatchObject({ amountMinor: 1_099n, feeMinor: 61n, netMinor: 1_038n, currency: 'USD' });
  });
});

describe('public sample events', () => {
  it('each is read and kept, and none is taken at its word: they speak older versions, so their objects are fetched', () => {
    expect(samples.events.length).toBeGreaterThan(0);
    for (const raw of samples.events) {
      const event = readEvent(raw);
      expect(event, String(raw.type)).toMatchObject({ id: raw.id, type: raw.type, livemode: false });
      if (event !== null) expect(subjectOf(event)).toMatchObject({ kind: 'other-version' });
    }
  });

  it.each<[object, object]>([
    [
      { object: 'checkout.session', id: 'cs_1', payment_intent: 'pi_1' },
      { sessionId: 'cs_1', paymentIntentId: 'pi_1' },
    ],
    [
      { object: 'payment_intent', id: 'pi_1' },
      { sessionId: null, paymentIntentId: 'pi_1' },
    ],
    [
      { object: 'charge', id: 'ch_1', payment_intent: { id: 'pi_1' } },
      { sessionId: null, paymentIntentId: 'pi_1' },
    ],
    [
      { object: 'payout', id: 'po_1' },
      { sessionId: null, paymentIntentId: null },
    ],
  ])('of another version, %j still tells what to ask for', (object, refs) => {
    const event = readEvent({
      object: 'event',
      id: 'e',
      type: 't',
      created: 1,
      api_version: '2020-08-27',
      data: { object },
    });
    expect(event && subjectOf(event)).toEqual({ kind: 'other-version', ...refs });
  });

  it('the status of the object counts, not the name of the event', () => {
    const payout = samples.byKind.get('payout')?.[0] as Sample;
    const raw = { object: 'event', id: 'evt_1', type: 'payout.created', created: 1, api_version: STRIPE_API_VERSION };
    const event = readEvent({ ...raw, data: { object: { ...payout, status: 'paid' } } });
    expect(event && subjectOf(event)).toMatchObject({ kind: 'payout', payout: { status: 'paid' } });
  });

  it.each([null, 1, 'x', [[]], {}, { object: 'event' }, { object: 'event', data: { object: null } }])(
    '%j is no event',
    (raw) => {
      expect(readEvent(raw)).toBeNull();
    },
  );
});
