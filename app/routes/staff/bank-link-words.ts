import type { BankLinkKind } from '#app/modules/banking/types.ts';

type Words = {
  /** Of one part: "Payment". */
  readonly one: string;
  /** Of all of a statement: "Payments of customers". */
  readonly many: string;
  /** What it did to the books. */
  readonly posts: string;
  /** Where its subject has a page. */
  readonly path: ((subjectId: string) => string) | null;
};

const POSTED = 'Posted with the line';
const BEFORE = 'Posted before, linked';
const NOTHING = 'Posts nothing';

/** What a part of a line is called on a page, and where it leads. */
export const LINK_KINDS: Readonly<Record<BankLinkKind, Words>> = {
  payment: { one: 'Payment', many: 'Payments of customers', posts: POSTED, path: (id) => `/staff/payments/${id}` },
  unidentified: {
    ...{ one: 'Unidentified receipt', many: 'Unidentified receipts', posts: POSTED },
    path: (id) => `/staff/bank/unidentified/${id}`,
  },
  given_back: {
    ...{ one: 'Given back', many: 'Receipts given back', posts: POSTED },
    path: (id) => `/staff/bank/unidentified/${id}`,
  },
  payout: { one: 'Payout', many: 'Payouts of the processor', posts: BEFORE, path: (id) => `/staff/payouts/${id}` },
  deposit: { one: 'Deposit', many: 'Cheques and cash paid in', posts: BEFORE, path: (id) => `/staff/deposits/${id}` },
  payment_reversal: {
    ...{ one: 'Payment that came back', many: 'Payments that came back', posts: 'Payment taken back' },
    path: (id) => `/staff/payments/${id}`,
  },
  returned_part: {
    ...{ one: 'Part of a payment that came back', many: 'Parts of payments that came back', posts: POSTED },
    path: (id) => `/staff/payments/${id}`,
  },
  refund: { one: 'Refund', many: 'Refunds', posts: BEFORE, path: (id) => `/staff/refunds/${id}` },
  existing_payment: {
    ...{ one: 'Payment recorded before', many: 'Payments recorded before', posts: BEFORE },
    path: (id) => `/staff/payments/${id}`,
  },
  bank_charge: { one: 'Bank charge', many: 'Bank charges', posts: POSTED, path: null },
  interest: { one: 'Interest', many: 'Interest of the bank', posts: POSTED, path: null },
  transfer: { one: 'Between our accounts', many: 'Transfers between our accounts', posts: NOTHING, path: null },
  not_ours: { one: 'Not ours', many: 'Not ours', posts: NOTHING, path: null },
};
