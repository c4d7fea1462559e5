import type Stripe from 'stripe';
import { newId, randomText, type World } from './world.ts';

/*
 * One builder per kind of object, with every field the pinned version's own types ask for: the compiler checks them
 * against the vendor's SDK, a test checks them against the vendor's published fixtures.
 */

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
export const billingDetails = (name: string | null, email: string | null) => ({
  address: { ...NO_ADDRESS },
  email,
  name,
  phone: null,
  tax_id: null,
});

export type IntentSeed = {
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  methodTypes: string[];
  automatic: boolean;
  receiptEmail: string | null;
  setupFutureUsage: Stripe.PaymentIntent.SetupFutureUsage | null;
  statementDescriptorSuffix: string | null;
};

export function newIntent(world: World, seed: IntentSeed): Stripe.PaymentIntent {
  const id = newId('payment_intent');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: seed.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: seed.automatic ? { enabled: true } : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: world.now(),
    currency: seed.currency,
    customer: seed.customer,
    customer_account: null,
    description: seed.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: seed.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: seed.methodTypes,
    payment_record: null,
    processing: null,
    receipt_email: seed.receiptEmail,
    review: null,
    setup_future_usage: seed.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: seed.statementDescriptorSuffix,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

export function newCustomer(
  world: World,
  seed: { email: string | null; name: string | null; description: string | null; metadata: Record<string, string> },
): Stripe.Customer {
  return {
    id: newId('customer'),
    object: 'customer',
    address: null,
    balance: 0,
    created: world.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: seed.description,
    discount: null,
    email: seed.email,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: seed.metadata,
    name: seed.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export function newSetupIntent(
  world: World,
  seed: {
    customer: string | null;
    description: string | null;
    metadata: Record<string, string>;
    methodTypes: string[];
  },
): Stripe.SetupIntent {
  const id = newId('setup_intent');
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: world.now(),
    customer: seed.customer,
    description: seed.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: seed.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: seed.methodTypes,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: 'off_session',
  };
}

export function newRefund(
  world: World,
  seed: {
    charge: Stripe.Charge;
    amount: number;
    reason: Stripe.Refund.Reason | null;
    metadata: Record<string, string>;
    status: 'succeeded' | 'pending';
  },
): Stripe.Refund {
  return {
    id: newId('refund'),
    object: 'refund',
    amount: seed.amount,
    balance_transaction: null,
    charge: seed.charge.id,
    created: world.now(),
    currency: seed.charge.currency,
    customer: seed.charge.customer,
    customer_account: null,
    destination_details: { type: seed.charge.payment_method_details?.type ?? 'card' },
    metadata: seed.metadata,
    payment_intent: seed.charge.payment_intent,
    payment_method: seed.charge.payment_method,
    reason: seed.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: seed.status,
    transfer_reversal: null,
  };
}

export function newPayout(
  world: World,
  seed: {
    amount: number;
    currency: string;
    automatic: boolean;
    description: string | null;
    metadata: Record<string, string>;
    arrivesAt: number;
  },
): Stripe.Payout {
  return {
    id: newId('payout'),
    object: 'payout',
    amount: seed.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: seed.arrivesAt,
    automatic: seed.automatic,
    balance_transaction: null,
    created: world.now(),
    currency: seed.currency,
    description: seed.description,
    destination: `ba_${randomText(24)}`,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: seed.metadata,
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: seed.automatic ? 'completed' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit',
    trace_id: null,
    type: 'bank_account',
  };
}
