import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PeriodClosed } from '#app/modules/ledger/types.ts';

export type PaymentMethod = 'card' | 'direct_debit' | 'transfer' | 'cheque' | 'cash';

export type RecordPaymentInput = {
  /** Its id, where what is written before it speaks of it. */
  readonly id?: string;
  readonly customerId: string;
  readonly method: PaymentMethod;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** The day it counts in the books. */
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
  /** What the outside world did is not refused for its date: it counts on the first open day and keeps its value date. */
  readonly whenClosed?: 'move';
};

export type RecordedPayment = { readonly id: string; readonly number: string; readonly openItemId: string };

export type RecordPaymentRefusal =
  | PeriodClosed
  | { readonly code: 'looks-like-a-duplicate'; readonly number: string; readonly receivedOn: PlainDate }
  | { readonly code: 'already-recorded' }
  | { readonly code: 'amount-not-positive' }
  | { readonly code: 'amount-out-of-range' }
  | { readonly code: 'unknown-customer' }
  | { readonly code: 'in-the-future' }
  | { readonly code: 'no-exchange-rate'; readonly currency: string };

/** `part-came-back`: a line of the bank says that a part of it came back, which is undone first. */
export type ReversePaymentRefusal = { readonly code: 'unknown-payment' | 'already-reversed' | 'part-came-back' };

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

/** An invoice a payment covers, in minor units of the payment's currency: its total, the part paid, what is left of it now. */
export type PaymentCover = {
  readonly invoiceId: string;
  readonly number: string;
  readonly documentOn: PlainDate;
  readonly grossMinor: bigint;
  readonly paidMinor: bigint;
  readonly leftMinor: bigint;
};

// --- attempts: taking money through the processor ---

/** A live attempt (the first four) blocks the next one on the same items; its fate is not known yet. */
export type AttemptState = 'created' | 'open' | 'processing' | 'unknown' | 'succeeded' | 'failed' | 'expired';
export const LIVE_STATES: readonly AttemptState[] = ['created', 'open', 'processing', 'unknown'];

/** How the customer chose to apply the money: minor units of the attempt's currency. */
export type AttemptItem = { readonly itemId: string; readonly amountMinor: bigint };

/** `checkout`: the customer pays on the processor's page. `automatic`: a saved method is charged without one. */
export type AttemptKind = 'checkout' | 'automatic';

export type Attempt = {
  readonly id: string;
  readonly customerId: string;
  readonly kind: AttemptKind;
  /** What an automatic attempt charges; null for a checkout. */
  readonly savedMethodId: string | null;
  /** The plan whose instalment it takes; null otherwise. */
  readonly planId: string | null;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly state: AttemptState;
  readonly sessionRef: string | null;
  /** Where the customer pays; only while the state is `open`. */
  readonly sessionUrl: string | null;
  readonly intentRef: string | null;
  /** Why the last try did not work, in plain words; empty when nothing went wrong. */
  readonly failureText: string;
  /** The same as a code, for rules; null when nothing went wrong. */
  readonly failureCode: FailureCode | null;
  readonly requestedByKind: 'customer' | 'link' | 'autopay' | 'plan';
  readonly requestedByName: string;
  readonly notifyEmail: string;
  readonly paymentId: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** When the processor closes the page on which the customer pays. */
  readonly expiresAt: Date;
  /** The only way of paying its page offers, where what is taken depends on it. */
  readonly payWith: 'card' | 'direct_debit' | null;
  readonly items: readonly (AttemptItem & { readonly number: string; readonly invoiceId: string | null })[];
};

/** The attempt that already holds an item, as far as the asking person may see it. */
export type AttemptInTheWay = {
  /** Null when another person's link started it: no more than its existence may be told. */
  readonly attemptId: string | null;
  readonly state: AttemptState | null;
  readonly currency: Currency;
  /** What that attempt would take in all; null when it may not be told. */
  readonly amountMinor: bigint | null;
  readonly itemIds: readonly string[];
  /** A checkout that is still open can be gone on with (at `sessionUrl`) or cancelled. */
  readonly sessionUrl: string | null;
};

/**
 * Why no attempt was started. `amount-not-positive`, `amount-too-large`: nothing, or more than any payment may be.
 * `items-exceed-amount`: the parts are more than the whole. `item-not-open`: paid meanwhile, not this customer's, or named
 * twice. `more-than-left`: less is left to pay, holds deducted. `payment-in-flight`: another attempt on the same item is not
 * decided yet; offer to go on with it or to cancel it.
 */
export type StartAttemptRefusal =
  | { readonly code: 'amount-not-positive' }
  | { readonly code: 'amount-too-large' }
  | { readonly code: 'items-exceed-amount' }
  | { readonly code: 'item-not-open'; readonly itemId: string }
  | { readonly code: 'more-than-left'; readonly itemId: string; readonly leftMinor: bigint }
  | { readonly code: 'payment-in-flight'; readonly inTheWay: AttemptInTheWay }
  /** The saved method was removed, can take no money any more, or is not this customer's. */
  | { readonly code: 'method-not-usable'; readonly state: SavedMethodState | 'unknown' }
  /** More than this person may pay alone; `may-not-pay`: they may only look; `ask-over`: what they release is not waiting any more. */
  | { readonly code: 'needs-approver' }
  | { readonly code: 'may-not-pay' }
  | { readonly code: 'ask-over' };

/**
 * Why an attempt took no money: the processor's decline code, or one of our own: `cancelled` by the customer, `timed-out`
 * on the page, `never-opened` because the processor could not be reached, `not-payable` for an amount it cannot take.
 */
export type FailureCode = string;

/** What the processor says about one checkout now: asked for, not taken from an event. Minor units. */
export type CheckoutFacts = {
  readonly state: 'open' | 'processing' | 'paid' | 'failed' | 'expired';
  readonly sessionRef: string | null;
  readonly sessionUrl: string | null;
  readonly intentRef: string | null;
  readonly method: 'card' | 'direct_debit';
  readonly amountMinor: bigint;
  readonly currency: Currency;
  /** The attempt and the customer we named when the checkout was made. */
  readonly attemptId: string | null;
  readonly customerId: string | null;
  /** Why the last try did not work; null when nothing went wrong. */
  readonly failure: FailureCode | null;
  /** The day the money moved, where an event says so: its value date. Otherwise it is the day we learn of it. */
  readonly happenedOn?: PlainDate;
};

// --- saved methods ---

/** `unusable`: the processor says it can take no money any more (its reason is in `stateReason`). */
export type SavedMethodState = 'active' | 'removed' | 'unusable';

/** A card or bank account a customer keeps with the processor; nothing of it but what they may see. */
export type SavedMethod = {
  readonly id: string;
  readonly customerId: string;
  readonly kind: 'card' | 'direct_debit';
  /** `visa`, `mastercard`, … for cards; the processor's word for the scheme (`bacs`, `sepa`) for debits; may be empty. */
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly isDefault: boolean;
  readonly state: SavedMethodState;
  /** Why it is unusable, in words for the customer; empty otherwise. */
  readonly stateReason: string;
  readonly addedByName: string;
  readonly addedAt: Date;
  readonly removedAt: Date | null;
};

/**
 * Why no saved method was charged. `paid-meanwhile`: a page that was still open over the same items had been paid when it was
 * to be closed; look again what is left. `processor-silent`: an open page could not be closed, nothing was started; try again
 * later with the same `once`. `once-changed`: the same `once` was used for another amount or other items.
 */
export type ChargeRefusal =
  | StartAttemptRefusal
  | { readonly code: 'paid-meanwhile'; readonly attemptId: string }
  | { readonly code: 'processor-silent' }
  | { readonly code: 'once-changed'; readonly attemptId: string };

/** What became of a charge. `unknown`: nobody pays again until the processor was asked; the sweep does. */
export type Charged = {
  readonly attemptId: string;
  readonly state: 'succeeded' | 'processing' | 'unknown' | 'failed';
  readonly failure: FailureCode | null;
};

// --- surcharges ---

/** What one way of paying costs on top of an amount, as the payer is shown it. Minor units. */
export type SurchargeShown = {
  readonly method: 'card' | 'direct_debit';
  /** The amount it is reckoned on. */
  readonly ofMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly taxCode: string;
  readonly taxRateBp: number;
};

export type ProcessorEvent = {
  readonly eventRef: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly processedAt: Date | null;
};

/** `parked` waits for a person: its note says what did not fit. */
export type EventOutcome = 'applied' | 'nothing-to-do' | 'unknown-kind' | 'parked';

// --- the processor's money: movements of our balance there, payouts to our bank, chargebacks ---

export type MovementKind =
  | 'charge'
  | 'charge_failure'
  | 'refund'
  | 'refund_failure'
  | 'chargeback'
  | 'chargeback_won'
  | 'payout'
  | 'payout_failure'
  | 'fee'
  | 'other';

export const PAYOUT_STATES = ['pending', 'in_transit', 'paid', 'failed', 'canceled'] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

export type ChargebackState = 'inquiry' | 'open' | 'won' | 'lost';
