import type { MovementKind } from '../types.ts';

/** The processor's broad words for a movement of our balance (its "reporting categories"), as ours. */
const KINDS: Readonly<Record<string, MovementKind>> = {
  charge: 'charge',
  charge_failure: 'charge_failure',
  refund: 'refund',
  refund_failure: 'refund_failure',
  dispute: 'chargeback',
  dispute_reversal: 'chargeback_won',
  payout: 'payout',
  payout_reversal: 'payout_failure',
  fee: 'fee',
  network_cost: 'fee',
  tax: 'fee',
};

/** `other` is a word we have no posting for: a person looks, and the books stay as they are. */
export const movementKind = (category: string): MovementKind => KINDS[category] ?? 'other';
