import type { Movement } from '#app/modules/payments/queries/get-payout.server.ts';
import type { PayoutRow } from '#app/modules/payments/queries/list-payouts.server.ts';
import type { ChargebackState, MovementKind, PayoutState } from '#app/modules/payments/types.ts';
import type { Tone } from '#app/ui/badge.tsx';
import type { IconName } from '#app/ui/icon.tsx';

export const MOVEMENT_WORDS: Readonly<Record<MovementKind, string>> = {
  charge: 'Payment',
  charge_failure: 'Payment that failed later',
  refund: 'Refund',
  refund_failure: 'Refund that came back',
  chargeback: 'Chargeback',
  chargeback_won: 'Chargeback won',
  payout: 'Payout',
  payout_failure: 'Payout returned by the bank',
  fee: 'Fee of the processor',
  other: 'Something else',
};

type Shown = { readonly tone: Tone; readonly icon: IconName; readonly text: string };

export const PAYOUT_STATE: Readonly<Record<PayoutState, Shown>> = {
  pending: { tone: 'neutral', icon: 'clock', text: 'Being prepared' },
  in_transit: { tone: 'info', icon: 'bank', text: 'On its way' },
  paid: { tone: 'positive', icon: 'check', text: 'Paid' },
  failed: { tone: 'danger', icon: 'cross', text: 'Returned by the bank' },
  canceled: { tone: 'neutral', icon: 'cross', text: 'Cancelled' },
};

export const CHARGEBACK_STATE: Readonly<Record<ChargebackState, Shown>> = {
  inquiry: { tone: 'info', icon: 'clock', text: 'Inquiry' },
  open: { tone: 'warn', icon: 'clock', text: 'Not decided' },
  won: { tone: 'positive', icon: 'check', text: 'Won' },
  lost: { tone: 'neutral', icon: 'cross', text: 'Lost' },
};

/** Why a movement needs a person and what that person does; null where it does not. */
export function questionOf(movement: Movement): string | null {
  const { kind, payment, currency } = movement;
  if (kind === 'other')
    return `The processor calls it “${movement.kindTold}”. Look it up there; it is not in the books and stays in processor clearing.`;
  if (movement.costMinor !== 0n && movement.feeOn === null)
    return `Its fee waits for an exchange rate of ${currency}. Import one; it is then posted by itself.`;
  if (kind === 'payout' || kind === 'payout_failure' || kind === 'fee') return null;
  if (!payment) return 'It belongs to no payment here. Find out at the processor whose it is, and record it by hand.';
  if (payment.currency !== currency && !movement.isExchanged)
    return `The payment is in ${payment.currency}, the processor settled it in ${currency}. The exchange is posted by itself once the refund or chargeback behind it is booked here.`;
  return null;
}

/** Why the parts of a payout are not listed. */
export const noPartsText = ({ automatic }: PayoutRow): string =>
  automatic
    ? 'The processor has not told all that is in it yet, or what it told does not come to the amount. It is asked again every few minutes.'
    : 'Somebody asked for this payout by hand at the processor. It takes from the whole balance, so no payments are named.';
