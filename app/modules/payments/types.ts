import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export type PaymentMethod = 'card' | 'direct_debit' | 'transfer' | 'cheque' | 'cash';

export type RecordPaymentInput = {
  readonly customerId: string;
  readonly method: PaymentMethod;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly receivedOn: PlainDate;
  /** When the money counts for the customer, where that is not the day it was received. */
  readonly valueOn?: PlainDate;
  readonly reference: string;
  readonly payerName: string;
  readonly note: string;
  /** The processor's payment intent, for card and direct debit. */
  readonly processorRef?: string;
  /** True when a person has seen the suspicion of a double and records it all the same. */
  readonly acceptSuspicion?: boolean;
};

export type RecordedPayment = { readonly id: string; readonly number: string; readonly openItemId: string };

export type RecordPaymentRefusal =
  | { readonly code: 'looks-like-a-duplicate'; readonly number: string; readonly receivedOn: PlainDate }
  | { readonly code: 'already-recorded' }
  | { readonly code: 'amount-not-positive' }
  | { readonly code: 'amount-out-of-range' }
  | { readonly code: 'unknown-customer' }
  | { readonly code: 'in-the-future' }
  | { readonly code: 'no-exchange-rate'; readonly currency: string };

export type ReversePaymentRefusal = { readonly code: 'unknown-payment' } | { readonly code: 'already-reversed' };

export type PaymentApplication = {
  readonly applicationId: string;
  readonly debitItemId: string;
  readonly invoiceId: string | null;
  readonly number: string;
  readonly title: string;
  readonly effectiveOn: PlainDate;
  readonly amountMinor: bigint;
  /** True for a reversal row and for the application it undid. */
  readonly undone: boolean;
  readonly leftOnItemMinor: bigint;
};

export type Payment = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly method: PaymentMethod;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly receivedOn: PlainDate;
  readonly valueOn: PlainDate;
  readonly reference: string;
  readonly payerName: string;
  readonly note: string;
  readonly openItemId: string;
  readonly unappliedMinor: bigint;
  readonly recordedAt: Date;
  readonly recordedByName: string;
  readonly reversal: { readonly reason: string; readonly effectiveOn: PlainDate } | null;
  readonly applications: readonly PaymentApplication[];
};

export type PaymentView = 'all' | 'unapplied' | 'part_applied' | 'reversed' | 'today';

export type PaymentListRow = Omit<
  Payment,
  'applications' | 'note' | 'valueOn' | 'recordedAt' | 'recordedByName' | 'reversal'
> & {
  readonly reversed: boolean;
  /** Numbers of the invoices it covers, in order. */
  readonly covers: readonly string[];
};
