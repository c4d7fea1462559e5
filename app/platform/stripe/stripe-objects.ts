import type Stripe from 'stripe';
import type { Currency } from '#app/kernel/money.ts';
import { fromStripeAmount, fromStripeCurrency } from './stripe-amounts.ts';

/*
 * Stripe's objects as plain values of ours: amounts as bigint minor units, instants as Date, references as ids. Fields we
 * do not use are left out, so a change of the vendor's shape is felt in this file only.
 */

export type CheckoutSession = {
  readonly id: string;
  /** The hosted page; null once the session is complete or expired. */
  readonly url: string | null;
  readonly mode: 'payment' | 'setup' | 'other';
  readonly status: 'open' | 'complete' | 'expired';
  /** Processing debits are complete and yet `unpaid`: only `paid` is money. */
  readonly paymentStatus: 'paid' | 'unpaid' | 'no-payment-required';
  readonly paymentIntentId: string | null;
  readonly setupIntentId: string | null;
  readonly customerId: string | null;
  readonly amountMinor: bigint | null;
  readonly currency: Currency | null;
  readonly reference: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
  readonly createdAt: Date;
};

export type PaymentMethodSummary = {
  /** `card`, `sepa_debit`, `bacs_debit`, … as Stripe names them. */
  readonly kind: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expiryMonth: number | null;
  readonly expiryYear: number | null;
};
export type PaymentFailure = {
  readonly code: string | null;
  readonly declineCode: string | null;
  readonly message: string | null;
};
export type ChargeBalance = {
  readonly balanceTransactionId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly netMinor: bigint;
  readonly createdAt: Date;
  readonly availableAt: Date;
};
const INTENT_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'canceled',
  'succeeded',
] as const; // prettier-ignore
/** `other` is a status this version does not know: it is never money. */
export type PaymentIntentStatus = (typeof INTENT_STATUSES)[number] | 'other';
export type PaymentIntent = {
  readonly id: string;
  readonly status: PaymentIntentStatus;
  readonly amountMinor: bigint;
  readonly amountReceivedMinor: bigint;
  readonly currency: Currency;
  readonly customerId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly latestChargeId: string | null;
  readonly failure: PaymentFailure | null;
  /** Known when the latest charge came along with the intent. */
  readonly method: PaymentMethodSummary | null;
  /** Known when the balance transaction came along with the latest charge. */
  readonly balance: ChargeBalance | null;
  readonly createdAt: Date;
};

export type Charge = {
  readonly id: string;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly paymentIntentId: string | null;
  readonly amountMinor: bigint;
  /** Cumulated over all refunds of the charge. */
  readonly amountRefundedMinor: bigint;
  readonly currency: Currency;
  readonly disputed: boolean;
  readonly failure: PaymentFailure | null;
  readonly method: PaymentMethodSummary | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: Date;
};
export type Refund = {
  readonly id: string;
  readonly status: string | null;
  readonly chargeId: string | null;
  readonly paymentIntentId: string | null;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly failureReason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: Date;
};
export const instant = (seconds: number): Date => new Date(seconds * 1_000);
/** Narrows the vendor's open unions: a word we do not know becomes the harmless one. */
const known = <const Known extends string, const Otherwise extends string>(
  value: string | null,
  words: readonly Known[],
  otherwise: Otherwise,
): Known | Otherwise => words.find((word) => word === value) ?? otherwise;
export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  reference === null || reference === undefined ? null : typeof reference === 'string' ? reference : reference.id;

export function mapSession(session: Stripe.Checkout.Session): CheckoutSession {
  const code = session.currency === null ? null : fromStripeCurrency(session.currency);
  return {
    id: session.id,
    url: session.url,
    mode: known(session.mode, ['payment', 'setup'], 'other'),
    status: known(session.status, ['open', 'complete', 'expired'], 'open'),
    paymentStatus:
      session.payment_status === 'no_payment_required'
        ? 'no-payment-required'
        : known(session.payment_status, ['paid', 'unpaid'], 'unpaid'),
    paymentIntentId: idOf(session.payment_intent),
    setupIntentId: idOf(session.setup_intent),
    customerId: idOf(session.customer),
    amountMinor: code === null || session.amount_total === null ? null : fromStripeAmount(session.amount_total, code),
    currency: code,
    reference: session.client_reference_id,
    metadata: session.metadata ?? {},
    expiresAt: instant(session.expires_at),
    createdAt: instant(session.created),
  };
}

export function mapPaymentIntent(intent: Stripe.PaymentIntent): PaymentIntent {
  const code = fromStripeCurrency(intent.currency);
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const balance = charge !== null && typeof charge.balance_transaction === 'object' ? charge.balance_transaction : null;
  const error = intent.last_payment_error;
  return {
    id: intent.id,
    status: known(intent.status, INTENT_STATUSES, 'other'),
    amountMinor: fromStripeAmount(intent.amount, code),
    amountReceivedMinor: fromStripeAmount(intent.amount_received, code),
    currency: code,
    customerId: idOf(intent.customer),
    metadata: intent.metadata,
    latestChargeId: idOf(intent.latest_charge),
    failure:
      error === null
        ? null
        : { code: error.code ?? null, declineCode: error.decline_code ?? null, message: error.message ?? null },
    method: charge === null ? null : mapMethod(charge.payment_method_details),
    balance: balance === null ? null : mapBalance(balance),
    createdAt: instant(intent.created),
  };
}

function mapMethod(details: Stripe.Charge.PaymentMethodDetails | null): PaymentMethodSummary | null {
  if (details === null) return null;
  const card = details.card;
  const last4 = card?.last4 ?? details.sepa_debit?.last4 ?? details.au_becs_debit?.last4 ?? details.bacs_debit?.last4;
  return {
    kind: details.type,
    brand: card?.brand ?? null,
    last4: last4 ?? null,
    expiryMonth: card?.exp_month ?? null,
    expiryYear: card?.exp_year ?? null,
  };
}

export function mapBalance(row: Stripe.BalanceTransaction): ChargeBalance {
  const code = fromStripeCurrency(row.currency);
  const amountMinor = fromStripeAmount(row.amount, code);
  const feeMinor = fromStripeAmount(row.fee, code);
  return {
    balanceTransactionId: row.id,
    currency: code,
    amountMinor,
    feeMinor,
    // Derived, so that amount, fee and net agree even where a fee had to be rounded to a minor unit.
    netMinor: amountMinor - feeMinor,
    createdAt: instant(row.created),
    availableAt: instant(row.available_on),
  };
}

export function mapCharge(charge: Stripe.Charge): Charge {
  const code = fromStripeCurrency(charge.currency);
  return {
    id: charge.id,
    status: known(charge.status, ['succeeded', 'pending', 'failed'], 'pending'),
    paymentIntentId: idOf(charge.payment_intent),
    amountMinor: fromStripeAmount(charge.amount, code),
    amountRefundedMinor: fromStripeAmount(charge.amount_refunded, code),
    currency: code,
    disputed: charge.disputed,
    failure:
      charge.failure_code === null
        ? null
        : { code: charge.failure_code, declineCode: charge.outcome?.reason ?? null, message: charge.failure_message },
    method: mapMethod(charge.payment_method_details),
    metadata: charge.metadata,
    createdAt: instant(charge.created),
  };
}

export function mapRefund(refund: Stripe.Refund): Refund {
  const code = fromStripeCurrency(refund.currency);
  return {
    id: refund.id,
    status: refund.status,
    chargeId: idOf(refund.charge),
    paymentIntentId: idOf(refund.payment_intent),
    amountMinor: fromStripeAmount(refund.amount, code),
    currency: code,
    failureReason: refund.failure_reason ?? null,
    metadata: refund.metadata ?? {},
    createdAt: instant(refund.created),
  };
}
