import type { Id } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PeriodClosed } from '#app/modules/ledger/types.ts';

export type WriteOffId = Id<'write-off'>;
export type RefundId = Id<'refund'>;
export type RefundBatchId = Id<'refund-batch'>;

export type AdjustmentReason = { readonly code: string; readonly label: string };

/**
 * What a write-off burdens: the year's result (6100), or the loss allowance built for it (1190); of that no more than is left
 * unless the person chooses to go beyond it.
 */
export const WRITE_OFF_AGAINST = ['expense', 'allowance', 'beyond-allowance'] as const;
export type WriteOffAgainst = (typeof WRITE_OFF_AGAINST)[number];
export const WRITE_OFF_ACCOUNTS: Readonly<Record<WriteOffAgainst, '6100' | '1190'>> = {
  expense: '6100',
  allowance: '1190',
  'beyond-allowance': '1190',
};

export type WriteOffInput = {
  readonly itemId: string;
  /** Gross, in minor units of the item's currency. */
  readonly amountMinor: bigint;
  readonly reasonCode: string;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
  readonly against: WriteOffAgainst;
};

/** Why something may be done without anybody else: an approval, a decided list, or neither: then within one's limit. */
export type Decided = { readonly approvalId?: string; readonly batchId?: string };

export type Adjusted = { readonly id: string; readonly number: string };
/** What came of asking: done at once within one's limit, or waiting for a second person. */
export type AskedOrDone =
  | { readonly state: 'done'; readonly id: string; readonly number: string }
  | { readonly state: 'waiting'; readonly approvalId: string };

type Common =
  | { readonly code: 'amount-not-positive' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'unknown-reason' }
  | { readonly code: 'in-the-future' }
  | { readonly code: 'approval-needed' }
  | { readonly code: 'not-staff' }
  | PeriodClosed;

export type WriteOffRefusal =
  | Common
  | { readonly code: 'item-not-open' }
  | { readonly code: 'more-than-open'; readonly openMinor: bigint }
  | { readonly code: 'before-item'; readonly itemOn: PlainDate }
  | { readonly code: 'over-application' }
  | { readonly code: 'allowance-used-up' };

/** The loss allowance is less than what would be released or used of it. */
export type AllowanceRefusal = Common | { readonly code: 'allowance-used-up' };

export type ReliefRefusal =
  | Common
  | { readonly code: 'unknown-write-off' }
  | { readonly code: 'before-write-off'; readonly writeOffOn: PlainDate }
  | { readonly code: 'more-than-tax'; readonly leftMinor: bigint };

export type ReinstateRefusal =
  | Common
  | { readonly code: 'unknown-write-off' }
  | { readonly code: 'before-write-off'; readonly writeOffOn: PlainDate }
  | { readonly code: 'more-than-written-off'; readonly leftMinor: bigint };

export type SmallRefusal =
  | Common
  | { readonly code: 'nothing-listed' }
  | { readonly code: 'too-many'; readonly most: number };

/** An open debit item as a page shows it before it is written off. Minor units. */
export type ItemToWriteOff = {
  readonly itemId: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  /** Output tax in the whole item. */
  readonly taxMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly dueOn: PlainDate;
};

export type WriteOff = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly itemId: string;
  readonly itemKind: string;
  readonly sourceId: string;
  readonly itemNumber: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** Tax in it: the most relief can be taken for. */
  readonly taxMinor: bigint;
  readonly account: '6100' | '1190';
  readonly reasonLabel: string;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
  readonly approvalId: string | null;
  readonly batchId: string | null;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly reliefs: readonly {
    readonly id: string;
    readonly amountMinor: bigint;
    readonly effectiveOn: PlainDate;
    readonly madeByName: string;
  }[];
  readonly recoveries: readonly {
    readonly id: string;
    readonly amountMinor: bigint;
    readonly taxMinor: bigint;
    readonly effectiveOn: PlainDate;
    readonly madeByName: string;
  }[];
  /** What was not recovered, and the relief that still stands on it. */
  readonly unrecoveredMinor: bigint;
  readonly relievedMinor: bigint;
  /** How much relief can still be taken. */
  readonly reliefLeftMinor: bigint;
};

/** One decision covers at most this many items, so that whoever decides can read them. */
export const SMALL_ITEMS_MAX = 200;

/** A rule of small balances: open debit items of one currency up to an amount, due before a day. */
export type SmallRule = { readonly currency: Currency; readonly upToMinor: bigint; readonly dueBefore: PlainDate };

export type SmallItem = {
  readonly itemId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly dueOn: PlainDate;
  readonly openMinor: bigint;
};

export type SmallDone = {
  readonly batchId: string;
  readonly written: number;
  readonly writtenMinor: bigint;
  /** Left alone because they had changed since they were listed. */
  readonly skipped: readonly { readonly itemId: string; readonly number: string; readonly why: string }[];
};

// --- refunds ---

export type RefundMethod = 'original' | 'bank';
export type RefundStep = 'requested' | 'approved' | 'sent' | 'accepted' | 'paid' | 'failed' | 'cancelled';
export const STEP_WORDS: Readonly<Record<RefundStep, string>> = {
  requested: 'Requested',
  approved: 'Approved',
  sent: 'Sent',
  accepted: 'On its way',
  paid: 'Paid',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** An approved bank account of a customer, with only its end readable. */
export type PayeeAccount = { readonly id: string; readonly holder: string; readonly tail: string };

export type RefundInput = {
  readonly creditItemId: string;
  readonly amountMinor: bigint;
  readonly method: RefundMethod;
  /** For a refund by bank: the approved account it goes to. */
  readonly bankAccountId: string | null;
  readonly reasonCode: string;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
};

export type RefundRefusal =
  | Common
  | { readonly code: 'credit-not-open' }
  | { readonly code: 'not-refundable' }
  /** A cheque may still come back. */
  | { readonly code: 'not-cleared' }
  | { readonly code: 'more-than-left'; readonly leftMinor: bigint }
  | { readonly code: 'no-original-way' }
  | { readonly code: 'no-bank-account' }
  | { readonly code: 'bank-account-changed' }
  | { readonly code: 'before-credit'; readonly creditOn: PlainDate }
  | { readonly code: 'over-application' };

export type RefundStepRefusal =
  | { readonly code: 'unknown-refund' }
  | { readonly code: 'not-now'; readonly step: RefundStep }
  | PeriodClosed;

export type BatchRefusal =
  | Common
  | { readonly code: 'nothing-chosen' }
  | { readonly code: 'changed-meanwhile' }
  | { readonly code: 'no-company-account'; readonly currency: Currency };

/** A credit as a page shows it before it is given back. Minor units. */
export type CreditToRefund = {
  readonly itemId: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly leftMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly refundable: boolean;
  /** By a cheque that the bank has not cleared yet. */
  readonly notCleared: boolean;
  /** The payment it can go back to by card or direct debit; null where only the bank is left. */
  readonly original: { readonly paymentId: string; readonly method: 'card' | 'direct_debit' } | null;
  /** The approved account a refund by bank goes to; null when there is none in this currency. */
  readonly bankAccount: PayeeAccount | null;
  /** Asked for already and waiting for a decision. */
  readonly waitingMinor: bigint;
};

export type RefundEvent = {
  readonly kind: RefundStep;
  readonly effectiveOn: PlainDate;
  readonly happenedAt: Date;
  readonly reason: string;
  readonly madeByName: string;
  readonly processorRef: string | null;
  readonly batchId: string | null;
  readonly creditItemId: string | null;
};

export type Refund = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly creditItemId: string;
  readonly creditKind: string;
  readonly creditSourceId: string;
  readonly creditNumber: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  readonly method: RefundMethod;
  readonly paymentId: string | null;
  /** The processor's payment it goes back to. */
  readonly intentRef: string | null;
  readonly payee: PayeeAccount | null;
  readonly reasonLabel: string;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
  readonly approvalId: string | null;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly step: RefundStep;
  readonly events: readonly RefundEvent[];
};

export type RefundRow = Pick<
  Refund,
  'id' | 'number' | 'customerId' | 'customerName' | 'currency' | 'amountMinor' | 'method' | 'effectiveOn' | 'step'
>;

export type RefundBatch = {
  readonly id: string;
  readonly number: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly executeOn: PlainDate;
  readonly sha256: string;
  readonly approvalId: string | null;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly refunds: readonly RefundRow[];
};

/** What a customer sees of a refund. */
export type CustomerRefund = Pick<
  Refund,
  'id' | 'number' | 'currency' | 'amountMinor' | 'method' | 'effectiveOn' | 'step'
> & {
  readonly paymentId: string | null;
  readonly creditItemId: string;
};
