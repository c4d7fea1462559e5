import type Stripe from 'stripe';
import type { Currency } from '#app/kernel/money.ts';
import { fromStripeAmount, fromStripeCurrency } from './stripe-amounts.ts';
import { idOf, instant, mapBalance } from './stripe-objects.ts';

/* What moves our balance at Stripe, as plain values of ours: its movements, disputes and payouts. */

export type Dispute = {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly chargeId: string;
  readonly paymentIntentId: string | null;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  /** The money as it moved so far, oldest first: below zero taken, above zero given back. An inquiry has none. */
  readonly moves: readonly BalanceRow[];
  readonly createdAt: Date;
};
/** One movement of our balance. `amountMinor` less `feeMinor` is what it changed, in the balance's currency. */
export type BalanceRow = {
  readonly id: string;
  /** The processor's own words for what it is: the broad one first. */
  readonly category: string;
  readonly type: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  /** The charge, refund, dispute or payout behind it, and the payment that belongs to, where it came along. */
  readonly sourceId: string | null;
  readonly paymentIntentId: string | null;
  readonly description: string;
  readonly createdAt: Date;
  readonly availableAt: Date;
};
export type Payout = {
  readonly id: string;
  readonly status: string;
  readonly automatic: boolean;
  /** Below zero it takes from the bank. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
  /** What the bank's statement calls it, as far as the processor knows. */
  readonly bankReference: string;
  readonly failure: string;
  readonly arrivesAt: Date;
  readonly createdAt: Date;
};

export function mapDispute(dispute: Stripe.Dispute): Dispute {
  const code = fromStripeCurrency(dispute.currency);
  return {
    id: dispute.id,
    status: dispute.status,
    reason: dispute.reason,
    chargeId: idOf(dispute.charge) ?? '',
    paymentIntentId: idOf(dispute.payment_intent),
    amountMinor: fromStripeAmount(dispute.amount, code),
    currency: code,
    moves: dispute.balance_transactions.map(mapBalanceRow),
    createdAt: instant(dispute.created),
  };
}

export function mapBalanceRow(row: Stripe.BalanceTransaction): BalanceRow {
  const { currency: code, amountMinor, feeMinor, createdAt, availableAt } = mapBalance(row);
  return {
    id: row.id,
    category: row.reporting_category,
    type: row.type,
    currency: code,
    amountMinor,
    feeMinor,
    sourceId: idOf(row.source),
    paymentIntentId: intentOf(row.source),
    description: row.description ?? '',
    createdAt,
    availableAt,
  };
}

/** Charges, refunds and disputes name their payment in the same place; a payout has none. */
function intentOf(source: Stripe.BalanceTransaction['source']): string | null {
  if (source === null || typeof source === 'string' || !('payment_intent' in source)) return null;
  return idOf(source.payment_intent);
}

export function mapPayout(payout: Stripe.Payout): Payout {
  const code = fromStripeCurrency(payout.currency);
  return {
    id: payout.id,
    status: payout.status,
    automatic: payout.automatic,
    amountMinor: fromStripeAmount(payout.amount, code),
    currency: code,
    bankReference: payout.trace_id?.value ?? payout.statement_descriptor ?? payout.description ?? '',
    failure: payout.failure_message ?? '',
    arrivesAt: instant(payout.arrival_date),
    createdAt: instant(payout.created),
  };
}
