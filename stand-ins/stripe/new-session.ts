import type Stripe from 'stripe';
import { newId, type World } from './world.ts';

export type SessionSeed = {
  mode: 'payment' | 'setup';
  amount: number | null;
  currency: string | null;
  successUrl: string;
  cancelUrl: string | null;
  reference: string | null;
  customer: string | null;
  customerEmail: string | null;
  expiresAt: number;
  locale: Stripe.Checkout.Session.Locale | null;
  metadata: Record<string, string>;
  methodTypes: string[];
  /** The filter that was asked for; null for none. */
  allowedTypes: string[] | null;
  submitType: Stripe.Checkout.Session.SubmitType | null;
};

export function newSession(world: World, seed: SessionSeed): Stripe.Checkout.Session {
  const id = newId('checkout.session');
  const paying = seed.mode === 'payment';
  return {
    ...structuredClone(ALWAYS_THE_SAME),
    id,
    object: 'checkout.session',
    adaptive_pricing: paying ? { enabled: false } : null,
    amount_subtotal: seed.amount,
    amount_total: seed.amount,
    cancel_url: seed.cancelUrl,
    client_reference_id: seed.reference,
    created: world.now(),
    currency: seed.currency,
    customer: seed.customer,
    customer_creation: paying ? 'if_required' : null,
    customer_email: seed.customerEmail,
    discounts: paying ? [] : null,
    expires_at: seed.expiresAt,
    locale: seed.locale,
    metadata: seed.metadata,
    mode: seed.mode,
    payment_method_collection: paying ? 'if_required' : 'always',
    allowed_payment_method_types: seed.allowedTypes,
    payment_method_types: seed.methodTypes,
    payment_status: paying ? 'unpaid' : 'no_payment_required',
    status: 'open',
    submit_type: seed.submitType,
    success_url: seed.successUrl,
    total_details: paying ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: 'hosted_page',
    url: `${world.baseUrl()}/c/pay/${id}`,
  };
}

/** What this product asks for never changes these. */
const ALWAYS_THE_SAME = {
  after_expiration: null,
  allow_promotion_codes: null,
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  customer_account: null,
  customer_details: null,
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  wallet_options: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  phone_number_collection: { enabled: false },
};
