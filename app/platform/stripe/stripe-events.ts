import type Stripe from 'stripe';
import { STRIPE_API_VERSION } from './stripe-api-version.ts';
import { type Dispute, mapDispute, mapPayout, type Payout } from './stripe-balance-objects.ts';
import {
  type Charge,
  type CheckoutSession,
  mapCharge,
  mapPaymentIntent,
  mapRefund,
  mapSession,
  type PaymentIntent,
  type Refund,
} from './stripe-objects.ts'; // prettier-ignore

/** A verified or fetched event as it is to be stored: the object stays as it came until a worker looks at it. */
export type StripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly createdAt: Date;
  readonly livemode: boolean;
  readonly apiVersion: string | null;
  /** `payment_intent`, `checkout.session`, …; empty when the object names no kind. */
  readonly objectKind: string;
  readonly objectId: string | null;
  /** The whole event, ready for a jsonb column. */
  readonly payload: Readonly<Record<string, unknown>>;
};

export type EventSubject =
  | { readonly kind: 'checkout-session'; readonly session: CheckoutSession }
  | { readonly kind: 'payment-intent'; readonly intent: PaymentIntent }
  | { readonly kind: 'charge'; readonly charge: Charge }
  | { readonly kind: 'refund'; readonly refund: Refund }
  | { readonly kind: 'dispute'; readonly dispute: Dispute }
  | { readonly kind: 'payout'; readonly payout: Payout }
  /**
   * Written in another version of the API, so in another shape: fetch the session or the intent it is about and read that.
   * Both are null where it is about neither.
   */
  | { readonly kind: 'other-version'; readonly sessionId: string | null; readonly paymentIntentId: string | null }
  | { readonly kind: 'other' };

/** Null when the text is no event. `payload` is the parsed JSON of a webhook body or of the events list. */
export function readEvent(payload: unknown): StripeEvent | null {
  if (!isRecord(payload) || payload.object !== 'event' || !isRecord(payload.data)) return null;
  const { id, type, created, livemode, api_version: apiVersion } = payload;
  const subject = payload.data.object;
  if (typeof id !== 'string' || typeof type !== 'string' || typeof created !== 'number' || !isRecord(subject))
    return null;
  return {
    id,
    type,
    createdAt: new Date(created * 1_000),
    livemode: livemode === true,
    apiVersion: typeof apiVersion === 'string' ? apiVersion : null,
    objectKind: typeof subject.object === 'string' ? subject.object : '',
    objectId: typeof subject.id === 'string' ? subject.id : null,
    payload,
  };
}

/**
 * The object an event is about, by the kind the object itself names: the event's type is a hint, the object's own status is
 * the truth (samples exist whose type says succeeded while the object does not).
 */
export function subjectOf(event: StripeEvent): EventSubject {
  const data = event.payload.data as { object: Record<string, unknown> };
  if (event.apiVersion !== STRIPE_API_VERSION) return otherVersion(event, data.object.payment_intent);
  switch (event.objectKind) {
    case 'checkout.session':
      return { kind: 'checkout-session', session: mapSession(data.object as unknown as Stripe.Checkout.Session) };
    case 'payment_intent':
      return { kind: 'payment-intent', intent: mapPaymentIntent(data.object as unknown as Stripe.PaymentIntent) };
    case 'charge':
      return { kind: 'charge', charge: mapCharge(data.object as unknown as Stripe.Charge) };
    case 'refund':
      return { kind: 'refund', refund: mapRefund(data.object as unknown as Stripe.Refund) };
    case 'dispute':
      return { kind: 'dispute', dispute: mapDispute(data.object as unknown as Stripe.Dispute) };
    case 'payout':
      return { kind: 'payout', payout: mapPayout(data.object as unknown as Stripe.Payout) };
    default:
      return { kind: 'other' };
  }
}

/** Ids have kept their names and places through all versions; an expanded reference holds its id. */
function otherVersion(event: StripeEvent, reference: unknown): EventSubject {
  const { objectKind, objectId } = event;
  const named = isRecord(reference) ? reference.id : reference;
  return {
    kind: 'other-version',
    sessionId: objectKind === 'checkout.session' ? objectId : null,
    paymentIntentId: objectKind === 'payment_intent' ? objectId : typeof named === 'string' ? named : null,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
