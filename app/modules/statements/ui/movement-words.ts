import type { Movement } from '../types.ts';

const METHODS: Readonly<Record<string, string>> = {
  card: 'by card',
  direct_debit: 'by direct debit',
  transfer: 'by bank transfer',
  cheque: 'by cheque',
  cash: 'in cash',
};

/** What happened, in the customer's words: `Invoice`, `Payment by card, thank you`. */
export function movementWords({
  kind,
  method,
  amountMinor,
}: Pick<Movement, 'kind' | 'method' | 'amountMinor'>): string {
  switch (kind) {
    case 'invoice':
      return 'Invoice';
    case 'debit_note':
      return 'Debit note';
    case 'credit_note':
      return 'Credit note';
    case 'payment':
      return METHODS[method] ? `Payment ${METHODS[method]}, thank you` : 'Payment, thank you';
    case 'payment_reversal':
      return 'Payment taken back by the bank';
    case 'opening_balance':
      return amountMinor < 0n ? 'Credit brought forward' : 'Balance brought forward';
    case 'transfer':
      return 'Moved between accounts';
  }
}
