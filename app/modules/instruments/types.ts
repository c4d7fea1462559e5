import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PeriodClosed } from '#app/modules/ledger/types.ts';
import type { PaymentMethod } from '#app/modules/payments/types.ts';

/** `returned` and `cancelled` end a cheque; a `cleared` one may still come back, because banks take money back days later. */
export type InstrumentState = 'post_dated' | 'in_hand' | 'banked' | 'cleared' | 'returned' | 'cancelled';

export type InstrumentStep =
  | 'received'
  | 'handed_over'
  | 'due_moved'
  | 'confirmed'
  | 'banked'
  | 'taken_out'
  | 'cleared'
  | 'returned_before'
  | 'returned_after'
  | 'cancelled'
  | 'followed_up';

/** What is read off a cheque and known when it is handed to us. Minor units. */
export type ChequeInput = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly chequeNo: string;
  readonly bankName: string;
  /** Whose account it is drawn on, where that is not the customer. */
  readonly drawerName: string;
  /** The date written on it: it may not be banked before. */
  readonly datedOn: PlainDate;
  readonly receivedAt: Date;
  /** The day of `receivedAt` in the company's zone. */
  readonly receivedOn: PlainDate;
  readonly note: string;
  /** True when a person has seen the suspicion of a double and receives it all the same. */
  readonly acceptSuspicion?: boolean;
};

/** Who keeps it: a colleague, or a place or person by name. */
export type Custodian = { readonly id: string | null; readonly name: string };

export type RecordedInstrument = { readonly id: string; readonly number: string; readonly dueOn: PlainDate };

/** Where a cheque stands, as the database stamped it; held to the end of the transaction by whoever locked it. */
export type LockedInstrument = {
  readonly id: string;
  readonly customerId: string;
  readonly state: InstrumentState;
  readonly dueOn: PlainDate;
  readonly paymentId: string | null;
  readonly batchId: string | null;
  readonly bankedOn: PlainDate | null;
  readonly endedOn: PlainDate | null;
};

/** The step may not be taken from where the cheque stands: `number`, `state` and since when, for a sentence. */
export type NotPossible = {
  readonly code: 'not-possible';
  readonly number: string;
  readonly state: InstrumentState;
  readonly sinceOn: PlainDate | null;
};
export type UnknownInstrument = { readonly code: 'unknown-cheque' };
export type InTheFuture = { readonly code: 'in-the-future' };
/** The day given lies before something that happened first. */
export type TooEarly = { readonly code: 'too-early'; readonly earliestOn: PlainDate };

export type StepRefusal = NotPossible | UnknownInstrument | InTheFuture | TooEarly;
export type ReceiveChequeRefusal =
  | { readonly code: 'looks-like-a-duplicate'; readonly number: string; readonly receivedOn: PlainDate }
  | InTheFuture;

export type DepositRefusal =
  | PeriodClosed
  | InTheFuture
  | TooEarly
  | NotPossible
  | { readonly code: 'nothing-chosen' }
  | { readonly code: 'too-many'; readonly max: number }
  | { readonly code: 'not-in-hand'; readonly number: string }
  | { readonly code: 'currencies-differ' }
  | { readonly code: 'no-bank-account'; readonly currency: string };

export type CancelDepositRefusal =
  | PeriodClosed
  | { readonly code: 'unknown-deposit' }
  | { readonly code: 'already-cancelled' }
  /** The bank has spoken about a cheque in it, or money of it came back: it did happen. */
  | { readonly code: 'bank-has-spoken'; readonly number: string };

/** A line of the register. Minor units; `daysLate` counts to the day it was banked, or to today while it was not. */
export type InstrumentRow = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly chequeNo: string;
  readonly bankName: string;
  readonly datedOn: PlainDate;
  readonly receivedOn: PlainDate;
  readonly custodianName: string;
  readonly dueOn: PlainDate;
  readonly state: InstrumentState;
  readonly bankedOn: PlainDate | null;
  readonly endedOn: PlainDate | null;
  readonly daysLate: number;
  readonly followedUp: boolean;
};

export type InstrumentEvent = {
  readonly id: string;
  readonly kind: InstrumentStep;
  readonly on: PlainDate;
  readonly at: Date;
  readonly byName: string;
  readonly custodianName: string | null;
  readonly dueOn: PlainDate | null;
  readonly batch: { readonly id: string; readonly number: string } | null;
  readonly payment: { readonly id: string; readonly number: string } | null;
  readonly chargeMinor: bigint | null;
  readonly debitNote: { readonly id: string; readonly number: string } | null;
  readonly reason: string;
};

/** A cheque with its whole story, newest step first. */
export type Instrument = InstrumentRow & {
  readonly drawerName: string;
  readonly receivedAt: Date;
  readonly note: string;
  readonly payment: { readonly id: string; readonly number: string; readonly openItemId: string } | null;
  readonly batch: { readonly id: string; readonly number: string } | null;
  /** What a post-dated one is meant to pay. */
  readonly meantFor: readonly {
    readonly itemId: string;
    readonly invoiceId: string | null;
    readonly number: string;
    readonly amountMinor: bigint;
  }[];
  readonly events: readonly InstrumentEvent[];
};

/** `to_bank` is what has to go to the bank by the next working day; `banked_late` what went too late. */
export type InstrumentView =
  | 'in_hand'
  | 'to_bank'
  | 'late'
  | 'post_dated'
  | 'banked'
  | 'returned'
  | 'banked_late'
  | 'all';

/** Money on 1020: a cheque with its number, or cash. Minor units. */
export type InHand = {
  readonly paymentId: string;
  readonly paymentNumber: string;
  readonly method: PaymentMethod;
  readonly instrumentId: string | null;
  readonly instrumentNumber: string | null;
  readonly chequeNo: string | null;
  readonly bankName: string | null;
  readonly drawerName: string | null;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  readonly receivedOn: PlainDate;
  readonly dueOn: PlainDate | null;
};

/** The bank account as it was named when the money went there. */
export type SlipAccount = {
  readonly bankName: string;
  readonly accountName: string;
  readonly accountNumber: string;
  readonly routing: string;
};

export type DepositRow = {
  readonly id: string;
  readonly number: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly depositedOn: PlainDate;
  readonly slipRef: string;
  readonly cheques: number;
  /** How many of its cheques the bank has not spoken about yet. */
  readonly waiting: number;
  readonly cancelled: boolean;
};

export type DepositLine = Omit<InHand, 'dueOn' | 'baseMinor'> & {
  readonly state: InstrumentState | null;
  readonly endedOn: PlainDate | null;
};

export type Deposit = DepositRow & {
  readonly account: SlipAccount;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly cancellation: { readonly on: PlainDate; readonly reason: string; readonly byName: string } | null;
  readonly lines: readonly DepositLine[];
};
