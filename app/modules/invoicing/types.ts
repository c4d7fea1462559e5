import type { Decimal } from '#app/kernel/decimal.ts';
import type { Currency, Money } from '#app/kernel/money.ts';
import type { Terms } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ApprovalRule } from '#app/modules/approvals/types.ts';
import type { TaxExemption } from '#app/modules/company/types.ts';
import type { PeriodClosed } from '#app/modules/ledger/types.ts';

export type InvoiceLineInput = {
  readonly description: string;
  readonly quantity: Decimal;
  readonly unit: string;
  /** Major units of the invoice's currency, up to six decimals. */
  readonly unitPrice: Decimal;
  readonly taxCode: string;
  readonly accountCode: string;
  /** First and last day over which the line is earned, both or neither: until then it stands on 2400. */
  readonly deferFromOn?: PlainDate;
  readonly deferToOn?: PlainDate;
};

export type InvoiceInput = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly serviceFromOn?: PlainDate | null;
  readonly serviceToOn?: PlainDate | null;
  readonly poNumber: string;
  readonly note: string;
  /** What the customer reads first: "Fly ash, week 45". */
  readonly title: string;
  /** For the legacy series only: the number the document already has. */
  readonly legacyNumber?: string;
  /** An invoice only: the invoice, credited in full, in whose place this one comes. */
  readonly replacesId?: string | null;
  /** A debit note only: why, and the invoice it corrects where there is one. */
  readonly reasonCode?: string | null;
  readonly correctsId?: string | null;
  readonly lines: readonly InvoiceLineInput[];
};

export type PricedLine = InvoiceLineInput & { readonly netMinor: bigint; readonly taxRateBp: number };
export type PricedTax = {
  readonly taxCode: string;
  readonly rateBp: number;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
};
export type PricedInvoice = {
  readonly lines: readonly PricedLine[];
  readonly taxes: readonly PricedTax[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
};

/** Why a document is not issued, with the line (from 1) where there is one. Nothing is numbered or stored. */
export type IssueRefusal =
  | (PeriodClosed & { readonly index: number })
  | { readonly code: 'no-lines' | 'unknown-customer' | 'due-before-document' | 'po-missing'; readonly index: number }
  | { readonly code: 'total-out-of-range' | 'total-not-positive'; readonly index: number }
  /** A deferral does not fit when it ends before it begins or lasts longer than twenty years. */
  | {
      readonly code: 'unknown-tax-code' | 'unknown-account' | 'deferral-does-not-fit';
      readonly index: number;
      readonly line: number;
    }
  | { readonly code: 'no-exchange-rate'; readonly index: number; readonly currency: string }
  | { readonly code: 'number-taken'; readonly index: number; readonly number: string }
  /** Another document replaces it already, or it is not credited in full. */
  | { readonly code: 'replacement-does-not-fit'; readonly index: number }
  /** What a debit note corrects is of another customer or currency, or younger; or the reason is not for debit notes. */
  | { readonly code: 'correction-does-not-fit'; readonly index: number };

export type IssuedInvoice = {
  readonly id: string;
  readonly number: string;
  readonly openItemId: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly grossMinor: bigint;
};

export type Settlement = {
  readonly applicationId: string;
  readonly kind: 'payment' | 'credit_note' | 'payment_reversal' | 'invoice' | 'debit_note' | 'other';
  readonly sourceId: string;
  readonly number: string;
  readonly method: string;
  readonly effectiveOn: PlainDate;
  /** When a payment counted for the customer, where that is not the day it counts in the books. */
  readonly valueOn: PlainDate | null;
  /** Above zero reduces what is left; an undone application appears again below zero. */
  readonly amountMinor: bigint;
  readonly undone: boolean;
  readonly leftMinor: bigint;
};

export type InvoiceHeld = { readonly kind: string; readonly amountMinor: bigint; readonly reason: string };

/** An issued document as every page, PDF, mail and file of it reads it. */
export type Invoice = {
  readonly id: string;
  readonly kind: 'invoice' | 'debit_note' | 'credit_note';
  readonly number: string;
  readonly title: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly billTo: BillTo;
  readonly currency: Currency;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  /** The terms it was issued under; null where none were agreed for it. */
  readonly terms: Terms | null;
  /** Whether it is due as they say, or on a day somebody set. */
  readonly dueByHand: boolean;
  readonly serviceFromOn: PlainDate | null;
  readonly serviceToOn: PlainDate | null;
  readonly poNumber: string;
  readonly note: string;
  readonly lines: readonly (PricedLine & {
    readonly lineNo: number;
    readonly taxName: string;
    readonly taxLetter: string;
    /** Of a credit note: the line it takes from. */
    readonly correctsLineNo: number | null;
  })[];
  /** `letter` is the tax category of EN 16931: S, Z, E …; `exemption` why nothing is charged, where its category says so. */
  readonly taxes: readonly (PricedTax & {
    readonly name: string;
    readonly letter: string;
    readonly exemption: TaxExemption;
  })[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly openItemId: string | null;
  /** Left to pay; of a credit note nothing is. */
  readonly leftMinor: bigint;
  /** Of a credit note: what is not yet set against anything. */
  readonly creditLeftMinor: bigint;
  /** Why it corrects, in our words and in the customer's. */
  readonly reason: { readonly code: string; readonly label: string; readonly customerLabel: string } | null;
  readonly corrects: NamedDocument | null;
  /** The invoice in whose place this one came, and the one that came in place of this; another customer's only for staff. */
  readonly replaces: NamedDocument | null;
  readonly replacedBy: NamedDocument | null;
  /** Credit and debit notes of this document, oldest first. */
  readonly corrections: readonly Correction[];
  readonly settlements: readonly Settlement[];
  readonly holds: readonly InvoiceHeld[];
  readonly issuedAt: Date;
  readonly issuedByName: string;
};

export type NamedDocument = {
  readonly id: string;
  readonly number: string;
  readonly documentOn: PlainDate;
  readonly customerId: string;
};
export type Correction = NamedDocument & { readonly kind: 'debit_note' | 'credit_note'; readonly grossMinor: bigint };

export type BillTo = {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly country: string;
  readonly taxNumber: string;
  readonly language: string;
};

type SentView = 'to_send' | 'sent' | 'not_delivered';
export type InvoiceView = 'all' | 'credit_notes' | 'to_pay' | 'overdue' | 'part_paid' | 'paid' | 'disputed' | SentView;

export type InvoiceListRow = {
  readonly id: string;
  readonly kind: Invoice['kind'];
  readonly number: string;
  readonly title: string;
  readonly poNumber: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly grossMinor: bigint;
  readonly leftMinor: bigint;
  /** Of a credit note: what is not yet set against anything. */
  readonly creditLeftMinor: bigint;
  readonly heldMinor: bigint;
  readonly disputedMinor: bigint;
  readonly inFlightMinor: bigint;
  /** State of the newest invoice message, '' when none was made. */
  readonly deliveryState: string;
};

/** What one document of an imported file does: `issue` stores it, `exists` finds it stored already. */
export type ImportedInvoice = {
  readonly row: number;
  readonly number: string;
  readonly customerNumber: string;
  readonly total: Money;
  readonly outcome: 'issue' | 'exists';
};

/** A line of the grid as it is typed. */
export type LineText = Record<keyof InvoiceLineInput, string>;

/** What is credited of a line: a quantity, a net amount with the sign of the line, or with neither all that is left of it. */
export type LineChoice = { readonly lineNo: number; readonly quantity?: Decimal; readonly netMinor?: bigint };
export type CreditChoice =
  | { readonly kind: 'whole' }
  | { readonly kind: 'lines'; readonly lines: readonly LineChoice[] }
  | { readonly kind: 'amount'; readonly grossMinor: bigint };

/** `deferred` is the part of a line that was not earned yet and is taken from 2400; the rest comes out of revenue. */
export type CreditLine = PricedLine & {
  readonly correctsLineNo: number;
  readonly deferred?: { readonly minor: bigint; readonly baseMinor: bigint };
};
export type CreditPosting = { readonly account: string; readonly amountMinor: bigint; readonly baseMinor: bigint };
/** The amounts of a credit note, all above zero where the document's are; `postings` are the debits of its entry. */
export type CreditAmounts = Omit<PricedInvoice, 'lines'> & {
  readonly lines: readonly CreditLine[];
  readonly grossBaseMinor: bigint;
  readonly postings: readonly CreditPosting[];
};

export type CreditAmountsRefusal =
  | { readonly code: 'nothing-left' | 'nothing-chosen' | 'leaves-lines-over' }
  | { readonly code: 'amount-not-positive'; readonly line?: number }
  | { readonly code: 'unknown-line'; readonly line: number }
  | { readonly code: 'more-than-quantity-left'; readonly line: number; readonly left: Decimal }
  | { readonly code: 'more-than-line-left'; readonly line: number; readonly leftMinor: bigint }
  | { readonly code: 'more-than-tax-left'; readonly taxCode: string }
  | { readonly code: 'more-than-left'; readonly leftMinor: bigint };

/** How much of a credit is set against what it corrects at once; the rest stays on the account for later or elsewhere. */
export type ApplyCredit =
  | { readonly kind: 'corrected-first'; readonly amountMinor?: bigint }
  | { readonly kind: 'later' };

export type CreditNoteInput = {
  readonly invoiceId: string;
  readonly choice: CreditChoice;
  readonly reasonCode: string;
  /** What the customer reads beside the reason. */
  readonly note: string;
  readonly documentOn: PlainDate;
  readonly apply: ApplyCredit;
  /** The approved request this credit note carries out, with the amounts it was approved for. */
  readonly approved?: { readonly approvalId: string; readonly grossMinor: bigint; readonly baseMinor: bigint };
};

/** What a credit note does: its amounts, what it settles at once and what stays on the account. */
export type CreditPlan = {
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly amounts: CreditAmounts;
  /** Left to pay on the corrected document before it. */
  readonly leftMinor: bigint;
  readonly appliedMinor: bigint;
  readonly onAccountMinor: bigint;
};

export type CreditNoteRefusal =
  | CreditAmountsRefusal
  | PeriodClosed
  | { readonly code: 'unknown-invoice' | 'not-creditable' | 'changed-meanwhile' }
  /** A credit note is not credited: a debit note takes it back. Only interest and late fees are waived. */
  | { readonly code: 'unknown-reason' | 'not-waivable' | 'in-the-future' }
  | { readonly code: 'before-document'; readonly documentOn: PlainDate }
  /** More was to be set against the document than is left of it, or than the credit is. */
  | { readonly code: 'more-than-open'; readonly openMinor: bigint }
  | {
      readonly code: 'needs-approval';
      readonly kind: 'credit_note' | 'waiver';
      readonly rule: ApprovalRule;
      readonly plan: CreditPlan;
    }
  /** What was approved is no longer what it would be, because something else was credited meanwhile. */
  | { readonly code: 'changed-since-approval'; readonly plan: CreditPlan };

export type IssuedCreditNote = IssuedInvoice & {
  readonly plan: CreditPlan;
  readonly applicationIds: readonly string[];
};

/** Why a document may be corrected; `forKinds` says on which it may stand. */
export type CreditReason = {
  readonly code: string;
  readonly label: string;
  readonly customerLabel: string;
  readonly forKinds: readonly string[];
};
