import type Stripe from 'stripe';
import { invalidRequest } from './api-error.ts';
import { stripeDigits } from './currencies.ts';
import { newPayout } from './new-objects.ts';
import { type BalanceSeed, newBalanceTransaction } from './new-payment-objects.ts';
import { all, emit, mustFind, save, type World } from './world.ts';

const DAY_SECONDS = 86_400;

/** What a payment by card costs: so many thousandths of it, and so many minor units on top. */
export type CardPrice = { readonly perThousand: number; readonly fixed: number };
const CARD_PRICE: CardPrice = { perThousand: 15, fixed: 20 };

export const setCardPrice = (world: World, price: CardPrice): void => void world.store.put('price', 'card', price);

/** Made-up prices in the shape of real ones: cards 1.5 % plus 20 minor units, bank debits 35 minor units, half up. */
export function feeOf(world: World, charge: Stripe.Charge): number {
  const unit = stripeDigits(charge.currency) === 3 ? 10 : 1;
  if (charge.payment_method_details?.type !== 'card') return Math.min(35 * unit, charge.amount);
  const { perThousand, fixed } = world.store.get<CardPrice>('price', 'card') ?? CARD_PRICE;
  const share = Math.floor((charge.amount * perThousand + 500) / 1_000);
  return Math.min(Math.ceil(share / unit) * unit + fixed * unit, charge.amount);
}

/** Payments of one currency are settled in another, so many of its minor units for each. */
export type SettleIn = { readonly from: string; readonly to: string; readonly rate: number };

export const settleIn = (world: World, wish: SettleIn): void => void world.store.put('settle_in', wish.from, wish);

export function book(world: World, seed: BalanceSeed): Stripe.BalanceTransaction {
  const other = world.store.get<SettleIn>('settle_in', seed.currency);
  if (!other) return save(world, 'balance_transaction', newBalanceTransaction(world, seed));
  const [amount, fee] = [Math.round(seed.amount * other.rate), Math.round(seed.fee * other.rate)];
  const settled = newBalanceTransaction(world, { ...seed, amount, fee, currency: other.to });
  return save(world, 'balance_transaction', { ...settled, exchange_rate: other.rate });
}

export function bookCharge(world: World, charge: Stripe.Charge, availableAtOnce: boolean): Stripe.BalanceTransaction {
  return book(world, {
    amount: charge.amount,
    fee: feeOf(world, charge),
    currency: charge.currency,
    source: charge.id,
    type: charge.payment_method_details?.type === 'card' ? 'charge' : 'payment',
    reportingCategory: 'charge',
    description: charge.description,
    availableOn: world.now() + (availableAtOnce ? 0 : 2 * DAY_SECONDS),
  });
}

/** Status follows the clock: money is pending until the day it becomes available. */
export function freshBalanceTransaction(world: World, row: Stripe.BalanceTransaction): Stripe.BalanceTransaction {
  return { ...row, status: row.available_on <= world.now() ? 'available' : 'pending' };
}

/** Which payout carried a balance transaction to the bank; the vendor keeps this link out of the object itself too. */
export const payoutOf = (world: World, transactionId: string): string | undefined =>
  world.store.get<string>('paid_out_by', transactionId);

const notPaidOut = (world: World, currency: string): Stripe.BalanceTransaction[] =>
  all(world, 'balance_transaction').filter(
    (row) => row.currency === currency && payoutOf(world, row.id) === undefined && row.type !== 'payout',
  );

const sumOf = (rows: readonly Stripe.BalanceTransaction[]): number => rows.reduce((sum, row) => sum + row.net, 0);

/** Whether there is anything to pay out: a balance below zero waits for more payments. */
export const canPayOut = (world: World, currency: string): boolean => sumOf(notPaidOut(world, currency)) > 0;

/**
 * Pays out everything of a currency that was not paid out yet, pending money included, so that a demonstration need not
 * wait two days. Refuses when nothing, or less than nothing, is left.
 */
export function makeAutomaticPayout(world: World, currency: string): Stripe.Payout {
  const waiting = notPaidOut(world, currency);
  const amount = sumOf(waiting);
  if (amount <= 0)
    throw invalidRequest(`Nothing to pay out in ${currency}.`, { code: 'balance_insufficient', param: 'currency' });
  const payout = paySum(world, { amount, currency, automatic: true, description: 'STRIPE PAYOUT', metadata: {} });
  for (const row of waiting) world.store.put('paid_out_by', row.id, payout.id);
  return payout;
}

export function makeManualPayout(
  world: World,
  wish: { amount: number; currency: string; description: string | null; metadata: Record<string, string> },
): Stripe.Payout {
  const balance = all(world, 'balance_transaction')
    .filter((row) => row.currency === wish.currency)
    .reduce((sum, row) => sum + row.net, 0);
  if (wish.amount > balance)
    throw invalidRequest('You have insufficient funds in your Stripe account for this payout.', {
      code: 'balance_insufficient',
      param: 'amount',
    });
  return paySum(world, { ...wish, automatic: false });
}

function paySum(
  world: World,
  wish: {
    amount: number;
    currency: string;
    automatic: boolean;
    description: string | null;
    metadata: Record<string, string>;
  },
): Stripe.Payout {
  const payout = newPayout(world, { ...wish, arrivesAt: world.now() + DAY_SECONDS });
  const row = book(world, {
    amount: -wish.amount,
    fee: 0,
    currency: wish.currency,
    source: payout.id,
    type: 'payout',
    reportingCategory: 'payout',
    description: wish.description,
    availableOn: world.now(),
  });
  world.store.put('paid_out_by', row.id, payout.id);
  save(world, 'payout', { ...payout, balance_transaction: row.id });
  emit(world, 'payout.created', { ...payout, balance_transaction: row.id });
  return { ...payout, balance_transaction: row.id };
}

/** The bank answers: the payout arrived, or it came back and its money is on the balance again. */
export function concludePayout(world: World, payoutId: string, outcome: 'paid' | 'failed'): Stripe.Payout {
  const payout = mustFind(world, 'payout', payoutId, 'payout');
  // A bank may return what it had taken: a paid payout can still fail.
  if (payout.status !== 'in_transit' && !(payout.status === 'paid' && outcome === 'failed'))
    throw invalidRequest(`Payout ${payoutId} is already ${payout.status}.`);
  if (outcome === 'paid') {
    const paid = save(world, 'payout', { ...payout, status: 'paid' });
    emit(world, 'payout.paid', paid);
    return paid;
  }
  const back = book(world, {
    amount: payout.amount,
    fee: 0,
    currency: payout.currency,
    source: payout.id,
    type: 'payout_failure',
    reportingCategory: 'payout_reversal',
    description: 'PAYOUT FAILURE',
    availableOn: world.now(),
  });
  const failed = save(world, 'payout', {
    ...payout,
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
  });
  emit(world, 'payout.failed', failed);
  return failed;
}
