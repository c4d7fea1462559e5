import type { InvoiceView } from '#app/modules/invoicing/types.ts';
import type { PaymentMethod, PaymentView } from '#app/modules/payments/types.ts';

/** Views of the register, in the order of their tabs. */
export const INVOICE_VIEWS = [
  'all',
  'drafts',
  'to_send',
  'sent',
  'overdue',
  'part_paid',
  'disputed',
  'not_delivered',
  'paid',
  'credit_notes',
] as const satisfies readonly (InvoiceView | 'drafts')[];

/** Those that ask nothing of the mail. */
export const PARTNER_INVOICE_VIEWS = [
  'all',
  'overdue',
  'part_paid',
  'disputed',
  'paid',
] as const satisfies readonly (typeof INVOICE_VIEWS)[number][];

export const INVOICE_VIEW_LABELS: Record<(typeof INVOICE_VIEWS)[number], string> = {
  all: 'All',
  drafts: 'Drafts',
  to_send: 'To send',
  sent: 'Sent',
  overdue: 'Overdue',
  part_paid: 'Part-paid',
  disputed: 'Disputed',
  not_delivered: 'Not delivered',
  paid: 'Paid',
  credit_notes: 'Credit notes',
};

export const PAYMENT_VIEWS = [
  'all',
  'unapplied',
  'part_applied',
  'today',
  'reversed',
] as const satisfies readonly PaymentView[];

export const PAYMENT_VIEW_LABELS: Record<PaymentView, string> = {
  all: 'All',
  unapplied: 'Unapplied',
  part_applied: 'Part-applied',
  today: 'Today',
  reversed: 'Came back',
};

export const METHOD_WORDS: Record<PaymentMethod, string> = {
  card: 'Card',
  direct_debit: 'Direct debit',
  transfer: 'Transfer',
  cheque: 'Cheque',
  cash: 'Cash',
};
