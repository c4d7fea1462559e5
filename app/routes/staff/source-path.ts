import type { EntryKind } from '#app/modules/ledger/types.ts';

const invoices = (id: string) => `/staff/invoices/${id}`;
const payments = (id: string) => `/staff/payments/${id}`;
const refunds = (id: string) => `/staff/refunds/${id}`;
const writeOffs = (id: string) => `/staff/write-offs/${id}`;
/** A named difference: a deduction's or a certificate's case; the others lead on to the document they settled. */
const cases = (id: string) => `/staff/cases/${id}`;
/** By its own id or by that of one of its parts. */
const receipts = (id: string) => `/staff/bank/unidentified/${id}`;
const currencies = () => '/staff/currencies';

/** One page for each kind of posting; a new kind does not compile before it has one. */
const PATHS: Readonly<Record<EntryKind, (id: string) => string>> = {
  ...{ invoice: invoices, debit_note: invoices, credit_note: invoices },
  revenue_release: invoices,
  loss_allowance: () => '/staff/reports/allowance',
  opening_balance: (id) => `/staff/opening-items/${id}`,
  ...{ payment: payments, payment_reversal: payments, chargeback: payments, chargeback_won: payments },
  transfer: (id) => `/staff/transfers/${id}`,
  ...{ discount: cases, withholding: cases, bank_charge: cases, small_difference: cases, deduction: cases },
  ...{ write_off: writeOffs, tax_relief: writeOffs, recovery: writeOffs },
  ...{ refund: refunds, refund_paid: refunds, refund_failed: refunds, refund_cancelled: refunds },
  ...{ exchange: currencies, revaluation: currencies, revaluation_reversal: currencies },
  // Its source is the credit that was used in another currency.
  currency_clearing: (id) => `/staff/items/${id}`,
  ...{ unidentified_receipt: receipts, receipt_identified: receipts, receipt_returned: receipts },
  bank_interest: () => '/staff/bank',
  deposit: (id) => `/staff/deposits/${id}`,
  payout: (id) => `/staff/payouts/${id}`,
  ...{ processor_fee: () => '/staff/payouts', chargeback_fee: () => '/staff/payouts' },
};

/** Where the document behind an open item or a posting is. */
export const sourcePath = ({ kind, sourceId }: { kind: string; sourceId: string }): string =>
  (PATHS[kind as EntryKind] ?? invoices)(sourceId);

const KIND_WORDS: Record<string, string> = {
  opening_balance: 'Opening balance',
  invoice: 'Invoice',
  debit_note: 'Debit note',
  credit_note: 'Credit note',
  payment: 'Payment',
  payment_reversal: 'Payment came back',
  transfer: 'Transfer',
  payout: 'Payout of the processor',
};

/** The kind of a posting, as a person says it. */
export const kindWords = (kind: string): string =>
  KIND_WORDS[kind] ?? kind.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
