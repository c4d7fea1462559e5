import type Stripe from 'stripe';
import { ApiError, invalidRequest } from './api-error.ts';
import { book } from './balance.ts';
import { format } from './currencies.ts';
import { newRefund } from './new-objects.ts';
import { newDispute } from './new-payment-objects.ts';
import { emit, idOf, mustFind, outcomeOf, save, type World } from './world.ts';

const DISPUTE_FEE = 1_500;

/** Without an amount the whole charge is contested; an inquiry only asks and takes no money yet. */
export type DisputeWish = { readonly amount?: number; readonly inquiry?: boolean };

/** The cardholder contests the charge: its amount and a fee leave the balance at once, unless it is an inquiry. */
export function openDispute(world: World, chargeId: string, wish: DisputeWish = {}): Stripe.Dispute {
  const charge = mustFind(world, 'charge', chargeId, 'charge');
  if (charge.status !== 'succeeded' || charge.disputed) throw invalidRequest('This charge cannot be disputed.');
  const amount = wish.amount ?? charge.amount;
  if (!(amount > 0 && amount <= charge.amount)) throw invalidRequest('No more than the charge can be disputed.');
  const dispute = save(world, 'dispute', { ...newDispute(world, charge), amount });
  save(world, 'charge', { ...charge, disputed: true });
  if (wish.inquiry) {
    const asked = save(world, 'dispute', { ...dispute, status: 'warning_needs_response' });
    emit(world, 'charge.dispute.created', asked);
    return asked;
  }
  const opened = withdraw(world, dispute);
  emit(world, 'charge.dispute.created', opened);
  emit(world, 'charge.dispute.funds_withdrawn', opened);
  return opened;
}

/** What began as an inquiry becomes a dispute: only now money is taken. */
export function escalateDispute(world: World, disputeId: string): Stripe.Dispute {
  const dispute = mustFind(world, 'dispute', disputeId, 'dispute');
  if (dispute.status !== 'warning_needs_response') throw invalidRequest('This dispute is no open inquiry.');
  const opened = withdraw(world, { ...dispute, status: 'needs_response' });
  emit(world, 'charge.dispute.updated', opened);
  emit(world, 'charge.dispute.funds_withdrawn', opened);
  return opened;
}

function withdraw(world: World, dispute: Stripe.Dispute): Stripe.Dispute {
  const withdrawn = book(world, {
    amount: -dispute.amount,
    fee: DISPUTE_FEE,
    currency: dispute.currency,
    source: dispute.id,
    type: 'adjustment',
    reportingCategory: 'dispute',
    description: `Chargeback withdrawal for ${idOf(dispute.charge)}`,
    availableOn: world.now(),
  });
  return save(world, 'dispute', { ...dispute, balance_transactions: [withdrawn] });
}

export function closeDispute(world: World, disputeId: string, outcome: 'won' | 'lost'): Stripe.Dispute {
  const dispute = mustFind(world, 'dispute', disputeId, 'dispute');
  if (!['needs_response', 'under_review'].includes(dispute.status))
    throw invalidRequest('This dispute is already closed, or is an inquiry.');
  if (outcome === 'lost') {
    const lost = save(world, 'dispute', { ...dispute, status: 'lost' });
    emit(world, 'charge.dispute.closed', lost);
    return lost;
  }
  const returned = book(world, {
    amount: dispute.amount,
    fee: 0,
    currency: dispute.currency,
    source: dispute.id,
    type: 'adjustment',
    reportingCategory: 'dispute_reversal',
    description: `Chargeback reversal for ${idOf(dispute.charge)}`,
    availableOn: world.now(),
  });
  const won = save(world, 'dispute', {
    ...dispute,
    status: 'won',
    balance_transactions: [...dispute.balance_transactions, returned],
  });
  emit(world, 'charge.dispute.closed', won);
  emit(world, 'charge.dispute.funds_reinstated', won);
  return won;
}

/** Gives money back, in part or whole. Refuses more than is left of the charge. A bank debit's refund stays pending. */
export function refund(
  world: World,
  wish: {
    chargeId: string;
    amount: number | undefined;
    reason: Stripe.Refund.Reason | null;
    metadata: Record<string, string>;
  },
): Stripe.Refund {
  const charge = mustFind(world, 'charge', wish.chargeId, 'charge');
  if (charge.status !== 'succeeded') throw invalidRequest('This charge has not succeeded and cannot be refunded.');
  const left = charge.amount - charge.amount_refunded;
  if (left === 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (charge.disputed) throw invalidRequest(`Charge ${charge.id} has been charged back.`, { code: 'charge_disputed' });
  const amount = wish.amount ?? left;
  if (amount > left)
    throw new ApiError(400, {
      type: 'invalid_request_error',
      param: 'amount',
      message: `Refund amount (${format(amount, charge.currency)}) is greater than unrefunded amount on charge (${format(left, charge.currency)})`,
    });
  const byCard = charge.payment_method_details?.type === 'card';
  const becomes = refundOutcome(world, charge);
  const made = newRefund(world, {
    charge,
    amount,
    reason: wish.reason,
    metadata: wish.metadata,
    status: byCard && becomes !== 'pending' ? 'succeeded' : 'pending',
  });
  const booked = book(world, {
    amount: -amount,
    fee: 0,
    currency: charge.currency,
    source: made.id,
    type: byCard ? 'refund' : 'payment_refund',
    reportingCategory: 'refund',
    description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
    availableOn: world.now(),
  });
  const kept = save(world, 'refund', { ...made, balance_transaction: booked.id });
  const cumulated = charge.amount_refunded + amount;
  const changed = save(world, 'charge', {
    ...charge,
    amount_refunded: cumulated,
    refunded: cumulated === charge.amount,
  });
  emit(world, 'refund.created', kept);
  emit(world, 'charge.refunded', changed);
  // The answer says done, as the vendor documents; the failure comes as an event of its own.
  if (becomes === 'fails-later') failRefund(world, kept);
  return kept;
}

function refundOutcome(world: World, charge: Stripe.Charge): 'pending' | 'fails-later' | undefined {
  const outcome = charge.payment_method === null ? undefined : outcomeOf(world, charge.payment_method);
  return outcome?.kind === 'succeed' ? outcome.refund : undefined;
}

/** The bank answers about a pending refund. */
export function concludeRefund(world: World, refundId: string, outcome: 'succeed' | 'fail'): Stripe.Refund {
  const pending = mustFind(world, 'refund', refundId, 'refund');
  if (pending.status !== 'pending') throw invalidRequest(`Refund ${refundId} is already ${pending.status}.`);
  if (outcome === 'succeed') {
    const done = save(world, 'refund', { ...pending, status: 'succeeded' });
    emit(world, 'refund.updated', done);
    return done;
  }
  return failRefund(world, pending);
}

function failRefund(world: World, pending: Stripe.Refund): Stripe.Refund {
  const back = book(world, {
    amount: pending.amount,
    fee: 0,
    currency: pending.currency,
    source: pending.id,
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    description: 'REFUND FAILURE',
    availableOn: world.now(),
  });
  const failed = save(world, 'refund', {
    ...pending,
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_reason: 'expired_or_canceled_card',
  });
  const charge = mustFind(world, 'charge', idOf(pending.charge) ?? '', 'charge');
  save(world, 'charge', { ...charge, amount_refunded: charge.amount_refunded - pending.amount, refunded: false });
  emit(world, 'refund.failed', failed);
  return failed;
}
