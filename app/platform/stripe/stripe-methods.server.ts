import type Stripe from 'stripe';
import { parseCurrency } from '#app/kernel/money.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { toStripeAmount } from './stripe-amounts.ts';
import { stripeLocale } from './stripe-locales.ts';
import { type CheckoutSession, mapPaymentIntent, mapSession, type PaymentIntent } from './stripe-objects.ts';
import { invalidRequest, type StripeRefusal, settled } from './stripe-refusals.server.ts';

const INTENTS_PER_PAGE = 100;
const INTENT_PAGES_MAX = 10;

export type CustomerWish = {
  /** Repeating the call with the same wish gives the same customer. */
  readonly idempotencyKey: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export type SetupWish = {
  /** Our own id of this setup. */
  readonly idempotencyKey: string;
  readonly customerId: string;
  /** Decides which kinds of bank debit the page offers. */
  readonly currency: string;
  readonly description: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: Date;
  /** Kept on the session and on the setup intent it makes. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly locale: string;
};

export type ChargeWish = {
  /** Our own id of this attempt: repeating the call with the same wish charges once. */
  readonly idempotencyKey: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly customerId: string;
  readonly methodId: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
};

/** The page on which a customer adds a payment method without paying. */
export async function createSetupSession(
  stripe: Stripe,
  wish: SetupWish,
): Promise<Result<CheckoutSession, StripeRefusal>> {
  const metadata = { ...wish.metadata };
  const call = stripe.checkout.sessions.create(
    {
      mode: 'setup',
      customer: wish.customerId,
      currency: wish.currency.toLowerCase(),
      success_url: wish.successUrl,
      cancel_url: wish.cancelUrl,
      expires_at: Math.floor(wish.expiresAt.getTime() / 1_000),
      locale: stripeLocale(wish.locale),
      metadata,
      setup_intent_data: { description: wish.description, metadata },
    },
    { idempotencyKey: wish.idempotencyKey },
  );
  return settled(call, mapSession);
}

/**
 * Charges a kept method while nobody is there. A decline is a refusal that names the intent it left behind. Nobody could go
 * through a bank's check, so a card that asks for one is declined (`authentication_required`).
 */
export async function createOffSessionPayment(
  stripe: Stripe,
  wish: ChargeWish,
): Promise<Result<PaymentIntent, StripeRefusal>> {
  const code = parseCurrency(wish.currency);
  if (code === null) return invalidRequest('currency', `The currency ${wish.currency} is not known`);
  const amount = toStripeAmount(wish.amountMinor, code);
  if (!amount.ok) return invalidRequest('amount', `Stripe cannot take this amount in ${code}: ${amount.refusal}`);
  const call = stripe.paymentIntents.create(
    {
      amount: amount.value,
      currency: code.toLowerCase(),
      customer: wish.customerId,
      payment_method: wish.methodId,
      // Without redirects no address to come back to is asked for: nobody is there.
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      off_session: true,
      confirm: true,
      description: wish.description,
      metadata: { ...wish.metadata },
      expand: ['latest_charge.balance_transaction'],
    },
    { idempotencyKey: wish.idempotencyKey },
  );
  return settled(call, mapPaymentIntent);
}

/** The payments of one customer since a moment, newest first: how a charge of unknown fate is found again. */
export async function listPaymentsOf(
  stripe: Stripe,
  of: { readonly customerId: string; readonly since: Date },
): Promise<Result<readonly PaymentIntent[], StripeRefusal>> {
  const found: PaymentIntent[] = [];
  let after: string | undefined;
  for (let pageNumber = 0; pageNumber < INTENT_PAGES_MAX; pageNumber += 1) {
    const wish = {
      customer: of.customerId,
      created: { gte: Math.floor(of.since.getTime() / 1_000) },
      limit: INTENTS_PER_PAGE,
      ...(after === undefined ? {} : { starting_after: after }),
    };
    const page = await settled(stripe.paymentIntents.list(wish), (list) => list);
    if (!page.ok) return page;
    found.push(...page.value.data.map(mapPaymentIntent));
    after = page.value.data.at(-1)?.id;
    if (!page.value.has_more || after === undefined) break;
  }
  return ok(found);
}
