import Stripe from 'stripe';
import { parseCurrency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { toStripeAmount } from './stripe-amounts.ts';
import { STRIPE_API_VERSION } from './stripe-api-version.ts';
import { type Dispute, mapDispute, mapPayout, type Payout } from './stripe-balance-objects.ts';
import { methodTypesOf } from './stripe-debits.ts';
import { readEvent, type StripeEvent } from './stripe-events.ts';
import {
  type BalancePage,
  type BalanceWish,
  type EventPage,
  type EventWindow,
  listBalance,
  listEvents,
} from './stripe-lists.server.ts'; // prettier-ignore
import { stripeLocale } from './stripe-locales.ts';
import { type KeptMethod, mapKeptMethod, mapSetupIntent, type SetupIntent } from './stripe-method-objects.ts';
import {
  type ChargeWish,
  type CustomerWish,
  createOffSessionPayment,
  createSetupSession,
  listPaymentsOf,
  type SetupWish,
} from './stripe-methods.server.ts';
import {
  type CheckoutSession,
  mapPaymentIntent,
  mapRefund,
  mapSession,
  type PaymentIntent,
  type Refund,
} from './stripe-objects.ts'; // prettier-ignore
import { invalidRequest, type StripeRefusal, settled } from './stripe-refusals.server.ts';

/** Repeats of one call by the SDK, all with the same idempotency key; the caller's own job decides about later ones. */
export const NETWORK_RETRIES_MAX = 1;
const TIMEOUT_MS = 15_000;
const SIGNATURE_TOLERANCE_SECONDS = 300;
const REFUNDS_LISTED = 100;

export type StripeGatewayConfig = {
  readonly secretKey: string;
  /** Two are valid while a secret is being changed. */
  readonly webhookSecrets: readonly string[];
  /** A local server; without it the vendor's own. */
  readonly apiHost?: { readonly host: string; readonly port: number; readonly protocol: 'http' | 'https' };
  readonly timeoutMs?: number;
};

export type CheckoutWish = {
  /** Our own id of this attempt: repeating the call with the same wish gives the same session. */
  readonly idempotencyKey: string;
  /** ISO 4217 minor units, above zero. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** What the payer reads beside the amount, at most 250 characters. */
  readonly description: string;
  /** Comes back as `reference` on the session, at most 200 characters. */
  readonly reference: string;
  readonly customerEmail?: string;
  /** `{CHECKOUT_SESSION_ID}` in it is replaced by the session's id. */
  readonly successUrl: string;
  readonly cancelUrl: string;
  /** Between 30 minutes and 24 hours from now; 24 hours without it. */
  readonly expiresAt?: Date;
  /** Kept on the session and on the payment intent it makes. */
  readonly metadata: Readonly<Record<string, string>>;
  /** BCP 47; a language the hosted page lacks becomes the browser's own. */
  readonly locale: string;
  /** The only way of paying the page offers; without it every way that is switched on. */
  readonly payWith?: 'card' | 'direct_debit';
};

export type RefundWish = {
  /** Our own id of this refund: repeating the call with the same wish gives the same refund. */
  readonly idempotencyKey: string;
  readonly paymentIntentId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Comes back on the refund; names ours. */
  readonly metadata: Readonly<Record<string, string>>;
};

export type EventRefusal = 'bad-signature' | 'too-old' | 'wrong-mode';

export type StripeGateway = {
  createCheckoutSession(wish: CheckoutWish): Promise<Result<CheckoutSession, StripeRefusal>>;
  retrieveSession(id: string): Promise<Result<CheckoutSession, StripeRefusal>>;
  /** A session that is no longer open is refused (invalid-request); retrieve it then: it may have been paid. */
  expireSession(id: string): Promise<Result<CheckoutSession, StripeRefusal>>;
  /** With its latest charge and balance transaction, so `method` and `balance` are known as soon as the vendor knows them. */
  retrievePaymentIntent(id: string): Promise<Result<PaymentIntent, StripeRefusal>>;
  /** Gives (part of) a payment back to where it came from. A payment that cannot be given back is refused (invalid-request). */
  createRefund(wish: RefundWish): Promise<Result<Refund, StripeRefusal>>;
  retrieveRefund(id: string): Promise<Result<Refund, StripeRefusal>>;
  /** The refunds of one payment, newest first, at most a hundred: how a refund of unknown fate is found again. */
  listRefundsOf(paymentIntentId: string): Promise<Result<readonly Refund[], StripeRefusal>>;
  /** Under which name the vendor keeps a customer's methods. Answers the id. */
  createCustomer(wish: CustomerWish): Promise<Result<string, StripeRefusal>>;
  createSetupSession(wish: SetupWish): Promise<Result<CheckoutSession, StripeRefusal>>;
  retrieveSetupIntent(id: string): Promise<Result<SetupIntent, StripeRefusal>>;
  retrieveMethod(id: string): Promise<Result<KeptMethod, StripeRefusal>>;
  /** Gives a method up for good. One that was given up before is refused (invalid-request). */
  detachMethod(id: string): Promise<Result<KeptMethod, StripeRefusal>>;
  /** A decline is a refusal that names the intent it left behind. */
  createOffSessionPayment(wish: ChargeWish): Promise<Result<PaymentIntent, StripeRefusal>>;
  /** One that is processing, paid or canceled is refused (invalid-request). */
  cancelPaymentIntent(id: string): Promise<Result<PaymentIntent, StripeRefusal>>;
  /** Newest first, a thousand at most. */
  listPaymentsOf(of: { customerId: string; since: Date }): Promise<Result<readonly PaymentIntent[], StripeRefusal>>;
  retrieveDispute(id: string): Promise<Result<Dispute, StripeRefusal>>;
  retrievePayout(id: string): Promise<Result<Payout, StripeRefusal>>;
  /** With the object behind each, so that its payment is known. */
  listBalance(wish: BalanceWish): Promise<Result<BalancePage, StripeRefusal>>;
  listEventsSince(window: EventWindow): Promise<Result<EventPage, StripeRefusal>>;
  /** `rawBody` is the body exactly as it arrived. */
  verifyEvent(rawBody: string | Uint8Array, signatureHeader: string | null): Promise<Result<StripeEvent, EventRefusal>>;
};

/** The one door to Stripe. Every call ends within its timeout, times the named number of repeats. */
export function createStripeGateway(config: StripeGatewayConfig): StripeGateway {
  const stripe = new Stripe(config.secretKey, {
    apiVersion: STRIPE_API_VERSION,
    maxNetworkRetries: NETWORK_RETRIES_MAX,
    timeout: config.timeoutMs ?? TIMEOUT_MS,
    telemetry: false,
    ...config.apiHost,
  });
  const { sessions } = stripe.checkout;
  return {
    createCheckoutSession: (wish) => createSession(stripe, wish),
    retrieveSession: (id) => settled(sessions.retrieve(id), mapSession),
    expireSession: (id) => settled(sessions.expire(id), mapSession),
    retrievePaymentIntent: (id) =>
      settled(stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.balance_transaction'] }), mapPaymentIntent),
    createRefund: (wish) => createRefund(stripe, wish),
    retrieveRefund: (id) => settled(stripe.refunds.retrieve(id), mapRefund),
    listRefundsOf: (paymentIntentId) =>
      settled(stripe.refunds.list({ payment_intent: paymentIntentId, limit: REFUNDS_LISTED }), ({ data }) =>
        data.map(mapRefund),
      ),
    createCustomer: ({ idempotencyKey, description, metadata }) =>
      settled(stripe.customers.create({ description, metadata: { ...metadata } }, { idempotencyKey }), ({ id }) => id),
    createSetupSession: (wish) => createSetupSession(stripe, wish),
    retrieveSetupIntent: (id) => settled(stripe.setupIntents.retrieve(id), mapSetupIntent),
    retrieveMethod: (id) => settled(stripe.paymentMethods.retrieve(id), mapKeptMethod),
    detachMethod: (id) => settled(stripe.paymentMethods.detach(id), mapKeptMethod),
    createOffSessionPayment: (wish) => createOffSessionPayment(stripe, wish),
    cancelPaymentIntent: (id) => settled(stripe.paymentIntents.cancel(id), mapPaymentIntent),
    listPaymentsOf: (of) => listPaymentsOf(stripe, of),
    retrieveDispute: (id) => settled(stripe.disputes.retrieve(id), mapDispute),
    retrievePayout: (id) => settled(stripe.payouts.retrieve(id), mapPayout),
    listBalance: (wish) => listBalance(stripe, wish),
    listEventsSince: (window) => listEvents(stripe, window),
    verifyEvent: (rawBody, header) => verifyEvent(stripe, config, rawBody, header),
  };
}

async function createSession(stripe: Stripe, wish: CheckoutWish): Promise<Result<CheckoutSession, StripeRefusal>> {
  const code = parseCurrency(wish.currency);
  if (code === null) return invalidRequest('currency', `The currency ${wish.currency} is not known`);
  const amount = toStripeAmount(wish.amountMinor, code);
  if (!amount.ok) return invalidRequest('amount', `Stripe cannot take this amount in ${code}: ${amount.refusal}`);
  const methodTypes = wish.payWith === undefined ? undefined : methodTypesOf(wish.payWith, code);
  if (methodTypes === null) return invalidRequest('allowed_payment_method_types', `There is no bank debit in ${code}`);
  const metadata = { ...wish.metadata };
  const call = stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: [
        {
          price_data: {
            currency: code.toLowerCase(),
            unit_amount: amount.value,
            product_data: { name: wish.description },
          },
          quantity: 1,
        },
      ],
      success_url: wish.successUrl,
      cancel_url: wish.cancelUrl,
      client_reference_id: wish.reference,
      locale: stripeLocale(wish.locale),
      metadata,
      payment_intent_data: { description: wish.description, metadata },
      ...(methodTypes === undefined ? {} : { allowed_payment_method_types: methodTypes }),
      ...(wish.customerEmail === undefined ? {} : { customer_email: wish.customerEmail }),
      ...(wish.expiresAt === undefined ? {} : { expires_at: Math.floor(wish.expiresAt.getTime() / 1_000) }),
    },
    { idempotencyKey: wish.idempotencyKey },
  );
  return settled(call, mapSession);
}

async function createRefund(stripe: Stripe, wish: RefundWish): Promise<Result<Refund, StripeRefusal>> {
  const code = parseCurrency(wish.currency);
  if (code === null) return invalidRequest('currency', `The currency ${wish.currency} is not known`);
  const amount = toStripeAmount(wish.amountMinor, code);
  if (!amount.ok) return invalidRequest('amount', `Stripe cannot give back this amount in ${code}: ${amount.refusal}`);
  const call = stripe.refunds.create(
    { payment_intent: wish.paymentIntentId, amount: amount.value, metadata: { ...wish.metadata } },
    { idempotencyKey: wish.idempotencyKey },
  );
  return settled(call, mapRefund);
}

async function verifyEvent(
  stripe: Stripe,
  config: StripeGatewayConfig,
  rawBody: string | Uint8Array,
  header: string | null,
): Promise<Result<StripeEvent, EventRefusal>> {
  if (header === null || header === '') return refuse('bad-signature');
  const secret = await findSigner(stripe, config.webhookSecrets, rawBody, header);
  if (secret === null) return refuse('bad-signature');
  if (!(await isSignedBy(stripe, secret, rawBody, header, SIGNATURE_TOLERANCE_SECONDS))) return refuse('too-old');
  const event = parseEvent(rawBody);
  if (event === null) return refuse('bad-signature');
  return event.livemode === isLiveKey(config.secretKey) ? ok(event) : refuse('wrong-mode');
}

const isLiveKey = (secretKey: string) => /^(sk|rk)_live_/.test(secretKey);

async function findSigner(
  stripe: Stripe,
  secrets: readonly string[],
  rawBody: string | Uint8Array,
  header: string,
): Promise<string | null> {
  for (const secret of secrets) if (await isSignedBy(stripe, secret, rawBody, header, 0)) return secret;
  return null;
}

/** Tolerance 0 leaves the age out: that is how an old but genuine signature is told from a forged one. */
async function isSignedBy(
  stripe: Stripe,
  secret: string,
  rawBody: string | Uint8Array,
  header: string,
  toleranceSeconds: number,
): Promise<boolean> {
  try {
    return (await stripe.webhooks.signature?.verifyHeaderAsync(rawBody, header, secret, toleranceSeconds)) ?? false;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

function parseEvent(rawBody: string | Uint8Array): StripeEvent | null {
  const text = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
  try {
    return readEvent(JSON.parse(text));
  } catch {
    return null;
  }
}
