import type { Decimal } from '#app/kernel/decimal.ts';
import type { Id } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export type DisputeId = Id<'dispute'>;
export type HandoverId = Id<'dispute-handover'>;

/** `dispute` contests what is open, `refund_claim` what was paid; a question or a complaint contests no amount. */
export const DISPUTE_KINDS = ['dispute', 'question', 'complaint', 'refund_claim'] as const;
export type DisputeKind = (typeof DISPUTE_KINDS)[number];

export const DISPUTE_STATES = [
  'new',
  'looked_at',
  'waiting_customer',
  'waiting_department',
  'waiting_approval',
  'decided',
  'closed',
  'reopened',
] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];
export type WaitsFor = 'us' | 'customer' | 'colleague' | 'department' | 'approval';
export type DisputeOutcome = 'agreed' | 'part' | 'refused' | 'rebilled' | 'withdrawn' | 'answered' | 'merged';
export type Decision = 'agreed' | 'part' | 'refused' | 'rebilled';
export type Severity = 'low' | 'normal' | 'high';

/** What is claimed of a line: all of it, a smaller quantity, a lower price (major units), or an amount before tax of it. */
export type LineClaim = { readonly lineNo: number } & (
  | { readonly what: 'line' | 'about' }
  | { readonly what: 'quantity'; readonly quantity: Decimal }
  | { readonly what: 'price'; readonly unitPrice: Decimal }
  | { readonly what: 'amount'; readonly netMinor: bigint }
);
/** `whole`: all that is left of the document and not contested yet; `amount`: with tax. A question names lines as `about`. */
export type Claim =
  | { readonly kind: 'whole' }
  | { readonly kind: 'amount'; readonly amountMinor: bigint }
  | { readonly kind: 'lines'; readonly lines: readonly LineClaim[] };

/** A file that was looked at and is in the store already. */
export type StoredDisputeFile = {
  readonly name: string;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';
  readonly sha256: string;
  readonly sizeBytes: number;
};
export const DISPUTE_FILES_MAX = 10;

export type RaiseInput = {
  readonly customerId: string;
  readonly invoiceId: string | null;
  readonly kind: DisputeKind;
  readonly reasonCode: string;
  /** Null for a question or complaint about no line. */
  readonly claim: Claim | null;
  readonly words: string;
  /** What the customer wants done about it. */
  readonly expects: string;
  readonly files: readonly StoredDisputeFile[];
  /** Who is told; '' for the customer's contacts. */
  readonly notifyEmail: string;
  readonly severity?: Severity;
  /** The deduction it grew out of. */
  readonly caseId?: string | null;
  /** How the words came, where it was not through the portal. */
  readonly via?: DisputeMessage['via'];
};

/**
 * Why nothing was done. `settled`: the line or document is paid or credited; `offer` says as what it can be raised.
 * `above-line`, `above-document`: more than is left to contest (minor units: of a line before tax, of a document with tax).
 * `already-disputed`: the same part is contested by another; write there.
 */
export type DisputeRefusal =
  | { readonly code: 'unknown-customer' | 'unknown-invoice' | 'unknown-reason' | 'unknown-dispute' | 'unknown-person' }
  | { readonly code: 'words-missing' | 'words-too-long' | 'too-many-files' | 'nothing-chosen' | 'not-disputable' }
  | { readonly code: 'unknown-line' | 'claims-nothing'; readonly lineNo: number }
  | { readonly code: 'amount-not-positive'; readonly lineNo: number | null }
  | { readonly code: 'above-line'; readonly lineNo: number; readonly leftMinor: bigint }
  | { readonly code: 'above-document'; readonly leftMinor: bigint }
  | {
      readonly code: 'already-disputed';
      readonly lineNo: number | null;
      readonly disputeId: string;
      readonly number: string;
    }
  | {
      readonly code: 'settled';
      readonly lineNo: number | null;
      readonly because: 'paid' | 'credited';
      readonly offer: 'refund_claim' | 'question';
    }
  | { readonly code: 'closed'; readonly number: string; readonly outcome: DisputeOutcome }
  | { readonly code: 'not-closed' | 'not-a-complaint' | 'not-contested' | 'other-invoice' | 'same-dispute' }
  | { readonly code: 'waits-for-approval'; readonly approvalId: string }
  | {
      readonly code:
        | 'in-the-past'
        | 'handover-over'
        | 'unknown-handover'
        | 'unknown-queue'
        | 'all-lines'
        | 'top-of-ladder';
    }
  | { readonly code: 'form-changed' };

export type DisputeLine = {
  readonly id: string;
  readonly lineNo: number | null;
  readonly description: string | null;
  readonly what: 'whole' | LineClaim['what'];
  readonly billedQuantity: Decimal | null;
  readonly billedUnitPrice: Decimal | null;
  readonly billedNetMinor: bigint | null;
  /** As the customer claims them. */
  readonly quantity: Decimal | null;
  readonly unitPrice: Decimal | null;
  readonly netMinor: bigint | null;
  /** With tax. */
  readonly amountMinor: bigint;
  readonly isContested: boolean;
};
export type DisputeStage = {
  readonly position: number;
  readonly toState: DisputeState;
  readonly waitsFor: WaitsFor | null;
  readonly why: string;
  readonly at: Date;
  readonly byName: string;
};
export type DisputeFile = StoredDisputeFile & {
  readonly id: string;
  readonly messageId: string;
  readonly visibility: Visibility;
};
export type Visibility = 'customer' | 'internal';
export type AuthorKind = 'customer' | 'link' | 'staff' | 'department' | 'system';
export type DisputeMessage = {
  readonly id: string;
  readonly visibility: Visibility;
  readonly authorKind: AuthorKind;
  readonly authorName: string;
  readonly body: string;
  readonly via: 'portal' | 'mail' | 'staff' | 'department_link' | 'system';
  readonly at: Date;
  readonly files: readonly DisputeFile[];
};
export type DisputeDecision = {
  readonly decision: Decision;
  readonly agreedMinor: bigint;
  readonly creditNoteId: string | null;
  readonly creditNoteNumber: string | null;
  readonly words: string;
  readonly at: Date;
};
export type DisputeHandover = {
  readonly id: string;
  readonly toName: string;
  readonly toQueue: string | null;
  readonly toUser: string | null;
  readonly question: string;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly answeredAt: Date | null;
  readonly recalledAt: Date | null;
};

/** A row of lists. Staff's fields are '' or null where the reader is a customer. */
export type DisputeRow = {
  readonly id: DisputeId;
  readonly number: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly kind: DisputeKind;
  readonly reasonCode: string;
  readonly reasonLabel: string;
  readonly amountMinor: bigint | null;
  readonly currency: Currency | null;
  readonly state: DisputeState;
  readonly waitsFor: WaitsFor | null;
  readonly raisedAt: Date;
  readonly queue: string;
  readonly ownerUser: string | null;
  readonly ownerName: string | null;
  readonly promisedOn: PlainDate | null;
  readonly answerDueAt: Date | null;
  readonly resolveDueAt: Date | null;
  readonly breachedAt: Date | null;
  readonly severity: Severity | null;
  readonly lastWordBy: 'customer' | 'us';
  readonly lastWordAt: Date;
  readonly outcome: DisputeOutcome | null;
  readonly agreedMinor: bigint | null;
  readonly closedAt: Date | null;
};

export type DisputeView = DisputeRow & {
  readonly itemId: string | null;
  readonly expects: string;
  readonly raisedByKind: 'customer' | 'link' | 'staff';
  readonly raisedByName: string;
  readonly notifyEmail: string;
  readonly creditNoteId: string | null;
  readonly rebillInvoiceId: string | null;
  readonly mergedInto: string | null;
  readonly splitFrom: string | null;
  readonly caseId: string | null;
  readonly approvalId: string | null;
  readonly lines: readonly DisputeLine[];
  readonly stages: readonly DisputeStage[];
  readonly messages: readonly DisputeMessage[];
  readonly decisions: readonly DisputeDecision[];
  readonly handovers: readonly DisputeHandover[];
};

export const QUEUE_VIEWS = [
  'mine',
  'unassigned',
  'due_today',
  'waiting_customer',
  'waiting_colleague',
  'waiting_approval',
  'all',
  'closed',
] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

export type DisputeReason = {
  readonly code: string;
  readonly label: string;
  /** In the reader's language, English where there is none. */
  readonly customerLabel: string;
  readonly kinds: readonly DisputeKind[];
};
export type DisputeQueue = {
  readonly code: string;
  readonly name: string;
  readonly isDepartment: boolean;
  readonly email: string;
};

/** What became of what a customer wrote down. */
export type DisputeAskOutcome =
  | { readonly state: 'waiting'; readonly isLookedAt: boolean }
  | { readonly state: 'done'; readonly disputeId: DisputeId }
  | { readonly state: 'refused'; readonly refusal: DisputeRefusal };
