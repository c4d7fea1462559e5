import type { Movement } from '../types.ts';

const METHODS: Readonly<Record<string, string>> = {
  card: 'by card',
  direct_debit: 'by direct debit',
  transfer: 'by bank transfer',
  cheque: 'by cheque',
  cash: 'in cash',
};

/** Kinds whose words depend on nothing else. The words are the customer's: no account, no code, no threat. */
const WORDS: Readonly<Record<Exclude<Movement['kind'], 'payment' | 'opening_balance'>, string>> = {
  invoice: 'Invoice',
  debit_note: 'Debit note',
  credit_note: 'Credit note',
  payment_reversal: 'Payment taken back by the bank',
  transfer: 'Moved between accounts',
  discount: 'Early-payment discount',
  withholding: 'Tax withheld by you',
  bank_charge: 'Bank charge taken by the bank',
  small_difference: 'Small difference cleared',
  deduction: 'Deduction being looked into',
  write_off: 'Amount no longer claimed',
  revenue_release: 'Revenue earned',
  loss_allowance: 'Loss allowance',
  tax_relief: 'Tax on an amount no longer claimed',
  recovery: 'Amount claimed again',
  refund: 'Refund to you',
  refund_paid: 'Refund paid',
  refund_failed: 'Refund that did not arrive',
  refund_cancelled: 'Refund cancelled',
  chargeback: 'Part of a payment taken back by the bank',
  chargeback_won: 'Payment confirmed by your bank',
  exchange: 'Exchange difference',
  revaluation: 'Exchange difference',
  revaluation_reversal: 'Exchange difference',
  currency_clearing: 'Payment in another currency',
  deposit: 'Taken to the bank',
  processor_fee: 'Fee of a payment',
  payout: 'Sent to the bank',
  chargeback_fee: 'Fee of a payment',
  bank_interest: 'Interest of the bank',
  unidentified_receipt: 'Payment received',
  receipt_identified: 'Payment by bank transfer, thank you',
  receipt_returned: 'Payment sent back',
};

/** What happened, in the customer's words: `Invoice`, `Payment by card, thank you`. */
export function movementWords({
  kind,
  method,
  amountMinor,
}: Pick<Movement, 'kind' | 'method' | 'amountMinor'>): string {
  if (kind === 'payment') return METHODS[method] ? `Payment ${METHODS[method]}, thank you` : 'Payment, thank you';
  if (kind === 'opening_balance') return amountMinor < 0n ? 'Credit brought forward' : 'Balance brought forward';
  return WORDS[kind];
}
