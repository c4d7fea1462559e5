import type { Cycle } from '#app/kernel/billing-periods.ts';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Terms } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PeriodShare, PriceStep } from '#app/kernel/pricing/price-scheme.ts';
import type { PeriodClosed } from '#app/modules/ledger/types.ts';

export const RUN_STATES = ['drafting', 'previewed', 'reviewed', 'issuing', 'paused', 'cancelled', 'issued'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const DRAFT_STATES = ['ready', 'blocked', 'left_out', 'issued'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/**
 * Why a draft is left out. `zero`: nothing in it costs anything, so its usage is settled at nothing when the run is issued.
 * `negative`: it comes to nothing or less but has amounts, which are carried into the next run. `by_hand`: somebody left it
 * out. `billed_meanwhile`: another run has billed something of it.
 */
export type LeftOutWhy = 'zero' | 'negative' | 'by_hand' | 'billed_meanwhile';

/**
 * Whom a run is for; empty: everybody. With `usageIds` it bills these records alone: other unbilled usage is as if it were not
 * known yet, and nothing is billed that is no usage.
 */
export type RunFilter = {
  readonly customerIds?: readonly string[];
  readonly productIds?: readonly string[];
  readonly usageIds?: readonly string[];
};

export type BillingRun = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly cutOffOn: PlainDate;
  readonly documentOn: PlainDate;
  readonly cycles: readonly Cycle[];
  readonly filter: RunFilter;
  readonly state: RunState;
  readonly reviewNeeded: boolean;
  /** Counts up each time the preview is made anew. */
  readonly previewNo: number;
  /** The last issued run of the same cycles, which this one is compared with. */
  readonly lastRunId: string | null;
  readonly lastRunNumber: string | null;
  /** Over the drafts that will be issued; null while drafting. */
  readonly digest: string | null;
  readonly draftCount: number;
  readonly issuedCount: number;
  readonly preparedById: string | null;
  readonly preparedByName: string;
  readonly preparedAt: Date;
  readonly previewedAt: Date | null;
  readonly reviewedByName: string | null;
  readonly reviewedAt: Date | null;
  /** What the reviewer wrote, also when the run was sent back. */
  readonly reviewNote: string;
  readonly issuedByName: string | null;
  readonly issueStartedAt: Date | null;
  /** Who paused or cancelled it, when and why. */
  readonly stoppedByName: string | null;
  readonly stoppedAt: Date | null;
  readonly stopReason: string;
  readonly finishedAt: Date | null;
};

/** How many drafts of a run are in which state, and what waits on them. */
export type RunCounts = {
  readonly ready: number;
  readonly blocked: number;
  readonly leftOut: number;
  readonly issued: number;
  readonly zero: number;
  readonly negative: number;
  readonly warned: number;
};

/** How far a run is. `done` of `of` are customers while drafting and drafts while issuing. */
export type RunProgress = {
  readonly state: RunState;
  readonly stage: 'preview' | 'issue' | 'none';
  readonly done: number;
  readonly of: number;
  /** Per second since the stage began, or went on after a pause; null before anything is done. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  readonly counts: RunCounts;
};

export type RunDraftRow = {
  readonly id: string;
  readonly seqNo: number;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly contractId: string | null;
  readonly contractNumber: string | null;
  readonly title: string;
  readonly currency: Currency;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  /** What the due date follows from; null where nothing was agreed. */
  readonly terms: Terms | null;
  readonly serviceFromOn: PlainDate;
  readonly serviceToOn: PlainDate;
  readonly poNumber: string;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  /** Of the last draft issued for the same customer and group; null: there was none. */
  readonly lastGrossMinor: bigint | null;
  readonly state: DraftState;
  readonly leftOutWhy: LeftOutWhy | null;
  readonly leftOutNote: string;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly blocks: number;
  readonly warnings: number;
};

/** What a segment of days cost at one price. `price` null: nobody said what it costs. Amounts are text of minor units. */
export type ExplainedSegment = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly quantity: Decimal;
  readonly price: {
    readonly source: 'contract' | 'list';
    readonly sourceName: string;
    readonly versionNo: number;
    readonly id: string;
  } | null;
  readonly share?: PeriodShare;
  readonly steps: readonly (Omit<PriceStep, 'amountMinor'> & { readonly amountMinor: string })[];
  readonly netMinor: string;
};

/** How the amount of a line came about: its segments, less what the same days were billed before. */
export type LineExplanation = {
  readonly quantity: Decimal;
  readonly unit: string;
  readonly segments: readonly ExplainedSegment[];
  readonly billedBeforeMinor: string;
  readonly netMinor: string;
};

export type RunDraftLine = {
  readonly lineNo: number;
  readonly contractLineId: string;
  readonly productId: string;
  readonly productName: string;
  readonly description: string;
  readonly periodFromOn: PlainDate;
  readonly periodToOn: PlainDate;
  readonly quantity: Decimal;
  readonly unit: string;
  readonly unitPrice: Decimal;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly taxCode: string;
  readonly taxRateBp: number;
  readonly accountCode: string;
  readonly explanation: LineExplanation;
  readonly usageCount: number;
};

export type RunFinding = {
  readonly id: string;
  readonly draftId: string | null;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly lineNo: number | null;
  readonly code: string;
  readonly severity: 'block' | 'warn';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly overrideReason: string | null;
  readonly overrideByName: string | null;
  readonly overrideAt: Date | null;
};

export type RunDraft = RunDraftRow & {
  readonly runId: string;
  readonly lines: readonly RunDraftLine[];
  readonly findings: readonly RunFinding[];
};

/** One product and currency of a run beside the run before. Null: that run had none of it, or there was no such run. */
export type RunTotal = {
  readonly productId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly currency: Currency;
  readonly drafts: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly lastDrafts: number | null;
  readonly lastNetMinor: bigint | null;
  readonly lastTaxMinor: bigint | null;
  readonly lastGrossMinor: bigint | null;
};

/** What changed since a preview, that it used. `common`: taxes or exchange rates. */
export type RunChange = { readonly what: 'customers' | 'prices' | 'products' | 'common'; readonly count: number };

export type StartPreviewInput = {
  readonly name: string;
  readonly cutOffOn: PlainDate;
  readonly documentOn: PlainDate;
  readonly cycles: readonly Cycle[];
  readonly filter: RunFilter;
  readonly reviewNeeded: boolean;
};

export type StartPreviewRefusal = PeriodClosed | { readonly code: 'no-name' } | { readonly code: 'no-cycles' };

/** A run that is not in the state for it. `state` is where it is. */
export type NotNow = { readonly code: 'unknown-run' } | { readonly code: 'not-now'; readonly state: RunState };

export type IssueRunRefusal =
  | NotNow
  | PeriodClosed
  /** A second person has to look at it first. */
  | { readonly code: 'not-reviewed' }
  /** Something it used has changed: make the preview anew. */
  | { readonly code: 'stale'; readonly changes: readonly RunChange[] }
  | { readonly code: 'nothing-to-issue' };

export type ReviewRunRefusal =
  | NotNow
  /** Who prepared a run does not review it. */
  | { readonly code: 'own-run' }
  | { readonly code: 'note-missing' };

export type DraftRefusal =
  | NotNow
  | { readonly code: 'unknown-draft' }
  | { readonly code: 'unknown-finding' }
  | { readonly code: 'already-let-through' }
  | { readonly code: 'reason-missing' };

/** What a pause or a cancellation leaves: so many issued stay issued, so many are not. */
export type RunStopped = { readonly issued: number; readonly notIssued: number; readonly state: RunState };
