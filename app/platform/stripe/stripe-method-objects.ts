import type Stripe from 'stripe';
import { idOf, instant, type PaymentMethodSummary } from './stripe-objects.ts';

/*
 * Payment methods that are kept, and the setups by which they came to be, as plain values of ours.
 */

export type SetupIntent = {
  readonly id: string;
  readonly isDone: boolean;
  /** The method it saved; null until it is done. */
  readonly methodId: string | null;
  readonly customerId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

export type KeptMethod = PaymentMethodSummary & {
  readonly id: string;
  /** The customer it is kept for; null once it was given up. */
  readonly customerId: string | null;
  readonly createdAt: Date;
};

export const mapSetupIntent = (intent: Stripe.SetupIntent): SetupIntent => ({
  id: intent.id,
  isDone: intent.status === 'succeeded',
  methodId: idOf(intent.payment_method),
  customerId: idOf(intent.customer),
  metadata: intent.metadata ?? {},
});

export const mapKeptMethod = (method: Stripe.PaymentMethod): KeptMethod => ({
  id: method.id,
  kind: method.type,
  brand: method.card?.brand ?? null,
  last4:
    method.card?.last4 ??
    method.sepa_debit?.last4 ??
    method.au_becs_debit?.last4 ??
    method.bacs_debit?.last4 ??
    method.us_bank_account?.last4 ??
    null,
  expiryMonth: method.card?.exp_month ?? null,
  expiryYear: method.card?.exp_year ?? null,
  customerId: idOf(method.customer),
  createdAt: instant(method.created),
});
