import type { PaymentMethod } from '../types.ts';

const NAMES: Readonly<Record<PaymentMethod, string>> = {
  card: 'card',
  direct_debit: 'direct debit',
  transfer: 'bank transfer',
  cheque: 'cheque',
  cash: 'cash',
};

/** How money came, in the middle of a sentence: `bank transfer`. */
export const paymentMethodName = (method: PaymentMethod): string => NAMES[method];
