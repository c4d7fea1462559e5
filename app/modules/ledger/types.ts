import { formatDate, formatMonth } from '#app/kernel/format-date.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export type EntryKind =
  | 'opening_balance'
  | 'invoice'
  | 'debit_note'
  | 'credit_note'
  | 'payment'
  | 'payment_reversal'
  | 'transfer'
  | 'discount'
  | 'withholding'
  | 'bank_charge'
  | 'small_difference'
  | 'deduction'
  | 'revenue_release'
  | 'loss_allowance'
  | 'write_off'
  | 'tax_relief'
  | 'recovery'
  | 'refund'
  | 'refund_paid'
  | 'refund_failed'
  | 'refund_cancelled'
  | 'processor_fee'
  | 'payout'
  | 'chargeback_fee'
  | 'chargeback'
  | 'chargeback_won'
  | 'exchange'
  | 'revaluation'
  | 'revaluation_reversal'
  | 'currency_clearing'
  | 'deposit'
  | 'bank_interest'
  | 'unidentified_receipt'
  | 'receipt_identified'
  | 'receipt_returned';

/** One line: debit above zero, credit below, in minor units of the line's currency and of base. */
export type LineInput = {
  readonly account: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  /** Receivables lines only: whose account, which open item it makes, and when that is due. */
  readonly receivable?: { readonly customerId: string; readonly itemId: string; readonly dueOn: PlainDate };
};

export type EntryInput = {
  readonly id: string;
  readonly kind: EntryKind;
  /** The invoice, payment … that the entry belongs to. */
  readonly sourceId: string;
  readonly effectiveOn: PlainDate;
  readonly valueOn?: PlainDate;
  readonly memo: string;
  readonly lines: readonly LineInput[];
};

export type HoldKind = 'disputed' | 'in_plan' | 'in_flight' | 'legal';

export type OpenItem = {
  readonly id: string;
  readonly side: 'debit' | 'credit';
  readonly kind: EntryKind;
  readonly sourceId: string;
  /** The document's or payment's number. */
  readonly number: string;
  readonly title: string;
  readonly poNumber: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly residualMinor: bigint;
  /** Part of the residual under standing holds; never above the residual. */
  readonly heldMinor: bigint;
  /** Of that, what no money is set against by itself: disputed, in flight, legal. What is in a plan is not chased, but paid. */
  readonly lockedMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly dueOn: PlainDate;
};

/** Posting periods lock what the ledger is dated, tax periods what tax points are dated. */
export const PERIOD_KINDS = ['posting', 'tax'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A date lies in a closed month. `periodOn` is the first of that month; take `firstOpenOn` instead, or ask to reopen it. */
export type PeriodClosed = {
  readonly code: 'period-closed';
  readonly periodOn: PlainDate;
  readonly kind: PeriodKind;
  readonly firstOpenOn: PlainDate;
};

/** "June 2026 is closed. The first open day is 1 Jul 2026." */
export const periodClosedText = ({ kind, periodOn, firstOpenOn }: PeriodClosed, locale: string): string =>
  `${formatMonth(periodOn, locale)} is closed${kind === 'tax' ? ' for tax' : ''}. The first open day is ${formatDate(firstOpenOn, locale)}.`;

/**
 * Why a month was not closed or opened. `already`: it is so already. `earlier-open`: an earlier month stands reopened; close
 * that first. `not-begun`: the month lies ahead. `busy`: postings were under way for too long; try again in a minute.
 * `not-approved`: opening needs an approved request for this very month, used once.
 */
export type PeriodRefusal =
  | { readonly code: 'already' }
  | { readonly code: 'earlier-open'; readonly periodOn: PlainDate }
  | { readonly code: 'not-begun' }
  | { readonly code: 'busy' }
  | { readonly code: 'not-approved' };

export type ApplicationRefusal =
  | PeriodClosed
  | { readonly code: 'over-application' }
  | { readonly code: 'does-not-fit' }
  | { readonly code: 'already-reversed' };

/**
 * One customer and currency of an aged report, minor units. `total` is debits less credits; `disputed` is what of the debits, due or
 * not, was in question then and is not asked for.
 */
export type AgeingRow = {
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly notDueMinor: bigint;
  readonly d1to30Minor: bigint;
  readonly d31to60Minor: bigint;
  readonly d61to90Minor: bigint;
  readonly over90Minor: bigint;
  readonly creditsMinor: bigint;
  readonly totalMinor: bigint;
  readonly disputedMinor: bigint;
};

/**
 * What a figure of customers' accounts shows: `all` the balance by its postings, the others what is open of some items.
 * `taken-off` are credits below zero, as they stand where they lower a sum.
 */
export const FIGURE_PARTS = [
  'all',
  'open',
  'debits',
  'credits',
  'taken-off',
  'due',
  'later',
  'late',
  'not-due',
  '1-30',
  '31-60',
  '61-90',
  'over-90',
] as const;
export type FigurePart = (typeof FIGURE_PARTS)[number];

type ItemSource = { readonly kind: EntryKind; readonly sourceId: string; readonly number: string };

/** A posting on a customer's account, or an application to it, as part of a figure. Minor units, signed as the figure is. */
export type ItemPosting = ItemSource & {
  readonly id: string;
  readonly itemId: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly title: string;
  /** Set against what, or taken back from it; null for the posting itself. */
  readonly application: (ItemSource & { readonly isUndone: boolean }) | null;
  readonly on: PlainDate;
  readonly amountMinor: bigint;
  readonly runningMinor: bigint;
};

/** A ledger line as part of a figure of the trial balance. */
export type AccountPosting = {
  readonly id: string;
  readonly kind: string;
  /** The document or payment behind it; null where there is none. */
  readonly sourceId: string | null;
  readonly number: string;
  readonly memo: string;
  readonly customerNumber: string | null;
  readonly on: PlainDate;
  readonly amountMinor: bigint;
  readonly runningMinor: bigint;
};

/** Some of the rows that make a figure; `totalMinor` and `count` are of all of them. */
export type PostingsPage<Row> = {
  readonly rows: readonly Row[];
  readonly totalMinor: bigint;
  readonly count: number;
  /** Ordinal to go on after; null at the end. */
  readonly next: number | null;
};

/** One account and currency of the trial balance; debit above zero. `baseMinor` is in base currency. */
export type TrialBalanceRow = {
  readonly accountCode: string;
  readonly accountName: string;
  readonly currency: Currency;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly balanceMinor: bigint;
  readonly baseMinor: bigint;
};

/** A point of knowledge: "as known at seal S" is what transactions below `beforeXid` wrote (`xid < beforeXid::xid8`). */
export type Seal = {
  readonly sealNo: bigint;
  readonly beforeXid: string;
  /** True time, not the movable clock of a demo. */
  readonly sealedAt: Date;
};

export type NoSuchSeal = { readonly code: 'no-such-seal'; readonly asked: string; readonly newestNo: bigint };

/**
 * The end of the chain as it is written down outside the database, so that a cut or rewritten chain shows. `chain` names
 * the database: the hash of its seal 0. Hashes are lower-case hex.
 */
export type SealHead = {
  readonly chain: string;
  readonly sealNo: bigint;
  readonly hash: string;
  readonly sealedAt: Date;
};

/** One law as checked: the first rows that break it, by column, and how many there are in all. */
export type LawResult = {
  readonly law: string;
  readonly title: string;
  readonly differences: number;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly milliseconds: number;
};

/** All laws as checked in one snapshot of the database. */
export type Proof = {
  readonly laws: readonly LawResult[];
  readonly differences: number;
  readonly head: SealHead;
  /** Rows no seal holds yet, all families together. */
  readonly unsealed: bigint;
  readonly milliseconds: number;
};

/** A figure of customers' accounts as its address says it. */
export type FigureAddress = {
  readonly customerId?: string;
  readonly currency: Currency;
  readonly part: FigurePart;
  readonly itemId?: string;
  readonly fromOn?: PlainDate;
  readonly untilId?: string;
  readonly asOf?: PlainDate;
  readonly lateOn?: PlainDate;
  readonly sealNo?: bigint;
};

/** A run of the checks somebody asked for, and how far it has come; `laws` is 0 until it begins. */
export type ProofRequest = {
  readonly id: string;
  readonly askedByName: string;
  readonly done: number;
  readonly laws: number;
};
