import type Stripe from 'stripe';
import { billingDetails } from './new-objects.ts';
import type { TestAccount } from './test-numbers.ts';
import { newId, randomText, type World } from './world.ts';

export type CardSeed = {
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  name: string | null;
  email: string | null;
};

export function newCardMethod(world: World, seed: CardSeed): Stripe.PaymentMethod {
  return {
    ...bareMethod(world, 'card', seed.name, seed.email),
    card: {
      brand: seed.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: seed.brand,
      exp_month: seed.expMonth,
      exp_year: seed.expYear,
      fingerprint: randomText(16),
      funding: 'credit',
      generated_from: null,
      last4: seed.last4,
      networks: { available: [seed.brand], preferred: null },
      regulated_status: null,
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

export function newDebitMethod(
  world: World,
  account: TestAccount,
  name: string | null,
  email: string | null,
): Stripe.PaymentMethod {
  const bare = bareMethod(world, account.kind, name, email);
  const fingerprint = randomText(16);
  if (account.kind === 'sepa_debit') {
    const sepa_debit = {
      bank_code: account.bank.slice(4, 12),
      branch_code: '',
      country: account.bank.slice(0, 2),
      fingerprint,
      generated_from: null,
      last4: account.bank.slice(-4),
    };
    return { ...bare, sepa_debit };
  }
  const last4 = account.account.slice(-4);
  if (account.kind === 'au_becs_debit')
    return { ...bare, au_becs_debit: { bsb_number: account.bank, fingerprint, last4 } };
  return { ...bare, bacs_debit: { fingerprint, last4, sort_code: account.bank } };
}

function bareMethod(world: World, type: string, name: string | null, email: string | null): Stripe.PaymentMethod {
  return {
    id: newId('payment_method'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billingDetails(name, email),
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
  };
}

export type ChargeSeed = {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  status: Stripe.Charge.Status;
  failureCode: string | null;
  failureMessage: string | null;
  declineCode: string | null;
};

export function newCharge(world: World, seed: ChargeSeed): Stripe.Charge {
  const { intent, method, status } = seed;
  const id = newId('charge');
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: status === 'failed' ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: null,
    captured: status !== 'failed',
    created: world.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: seed.failureCode,
    failure_message: seed.failureMessage,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOfCharge(seed),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: chargeDetails(method),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: null,
  };
}

function outcomeOfCharge(seed: ChargeSeed): Stripe.Charge.Outcome {
  const failed = seed.status === 'failed';
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: failed ? 'declined_by_network' : 'approved_by_network',
    reason: failed ? (seed.declineCode ?? seed.failureCode) : null,
    seller_message: failed ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: failed ? 'issuer_declined' : 'authorized',
  };
}

function chargeDetails(method: Stripe.PaymentMethod): Stripe.Charge.PaymentMethodDetails {
  if (method.sepa_debit !== undefined) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit;
    const sepa_debit = { bank_code, branch_code, country, fingerprint, last4, mandate: null };
    return { type: 'sepa_debit', sepa_debit };
  }
  if (method.au_becs_debit !== undefined) {
    const { bsb_number, fingerprint, last4 } = method.au_becs_debit;
    return { type: 'au_becs_debit', au_becs_debit: { bsb_number, fingerprint, last4 } };
  }
  if (method.bacs_debit !== undefined) {
    const { fingerprint, last4, sort_code } = method.bacs_debit;
    return { type: 'bacs_debit', bacs_debit: { fingerprint, last4, mandate: null, sort_code } };
  }
  return { type: 'card', card: cardDetails(method) };
}

function cardDetails(method: Stripe.PaymentMethod): Stripe.Charge.PaymentMethodDetails.Card {
  const card = method.card;
  if (card === undefined) throw new Error(`payment method ${method.id} has no card`);
  return {
    amount_authorized: null,
    authorization_code: null,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: null,
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}

export type BalanceSeed = {
  amount: number;
  fee: number;
  currency: string;
  source: string;
  type: Stripe.BalanceTransaction.Type;
  reportingCategory: string;
  description: string | null;
  availableOn: number;
};

export function newBalanceTransaction(world: World, seed: BalanceSeed): Stripe.BalanceTransaction {
  const detail = {
    amount: seed.fee,
    application: null,
    currency: seed.currency,
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  };
  return {
    id: newId('balance_transaction'),
    object: 'balance_transaction',
    amount: seed.amount,
    available_on: seed.availableOn,
    balance_type: 'payments',
    created: world.now(),
    currency: seed.currency,
    description: seed.description,
    exchange_rate: null,
    fee: seed.fee,
    fee_details: seed.fee === 0 ? [] : [detail],
    net: seed.amount - seed.fee,
    reporting_category: seed.reportingCategory,
    source: seed.source,
    status: seed.availableOn <= world.now() ? 'available' : 'pending',
    type: seed.type,
  };
}

export function newDispute(world: World, charge: Stripe.Charge): Stripe.Dispute {
  return {
    id: newId('dispute'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE, enhanced_evidence: {} },
    evidence_details: {
      due_by: world.now() + 9 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: 'needs_response',
  };
}

const NO_EVIDENCE = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
}; // prettier-ignore
