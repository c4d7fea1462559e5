import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EntryKind, PeriodClosed } from '#app/modules/ledger/types.ts';

/** How money is to be set against open items. Amounts in minor units of the credit item's currency. */
export type HowToApply =
  | { readonly kind: 'oldest-first' }
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'chosen';
      readonly allocations: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
    }
  | { readonly kind: 'none' };

export type Applied = {
  readonly appliedMinor: bigint;
  readonly leftMinor: bigint;
  readonly applicationIds: readonly string[];
};

export type ApplyPaymentRefusal =
  | PeriodClosed
  | { readonly code: 'unknown-credit' }
  | { readonly code: 'nothing-exact' }
  | { readonly code: 'more-than-left'; readonly leftMinor: bigint }
  | { readonly code: 'more-than-open'; readonly itemId: string; readonly openMinor: bigint }
  | { readonly code: 'item-not-open'; readonly itemId: string }
  | { readonly code: 'amount-not-positive'; readonly itemId: string }
  | { readonly code: 'over-application' }
  | { readonly code: 'does-not-fit' };

export type UnapplyRefusal =
  | { readonly code: 'already-undone' }
  | { readonly code: 'unknown-application' }
  | { readonly code: 'payment-reversed' }
  | { readonly code: 'written-off' }
  | { readonly code: 'refunded' }
  | { readonly code: 'transferred' }
  | { readonly code: 'converted' }
  | { readonly code: 'named-difference' }
  | { readonly code: 'over-application' };

export type TransferRefusal =
  | { readonly code: 'unknown-credit' }
  | { readonly code: 'same-customer' }
  | { readonly code: 'not-in-group'; readonly name: string }
  | { readonly code: 'amount-not-positive'; readonly itemId: string }
  | { readonly code: 'more-than-left'; readonly leftMinor: bigint }
  /** Enough is left now, but not on that day: later something was undone. */
  | { readonly code: 'over-application' }
  | PeriodClosed;

export type ApplyAcrossRefusal = ApplyPaymentRefusal | TransferRefusal;

export const REDUCTION_KINDS = ['discount', 'withholding', 'bank_charge', 'small_difference', 'deduction'] as const;
export type ReductionKind = (typeof REDUCTION_KINDS)[number];

export type ReductionRefusal =
  | { readonly code: 'item-not-open'; readonly itemId: string }
  | { readonly code: 'amount-not-positive'; readonly itemId: string }
  | { readonly code: 'more-than-open'; readonly itemId: string; readonly openMinor: bigint }
  | { readonly code: 'no-discount-terms'; readonly itemId: string }
  | { readonly code: 'discount-ended'; readonly itemId: string; readonly untilOn: PlainDate }
  | { readonly code: 'discount-too-large'; readonly itemId: string; readonly atMostMinor: bigint }
  | { readonly code: 'difference-too-large'; readonly itemId: string; readonly atMostBaseMinor: bigint }
  | { readonly code: 'code-needed'; readonly itemId: string }
  /** Enough is open now, but not on that day: later something was undone. */
  | { readonly code: 'over-application'; readonly itemId: string }
  | PeriodClosed;

export type CaseEventRefusal =
  | { readonly code: 'unknown-case' }
  | { readonly code: 'ends-by-money' }
  | { readonly code: 'ended-already' }
  | { readonly code: 'number-needed' }
  | { readonly code: 'reason-needed' };

/** What a customer wants done with unused credit. */
export const CREDIT_WISHES = ['apply', 'refund'] as const;
export type CreditWish = (typeof CREDIT_WISHES)[number];

/** asked-already: one request at a time for each credit. note-missing: which invoice it is for was not said. */
export type CreditRequestRefusal =
  | { readonly code: 'no-credit' | 'asked-already' | 'note-missing' }
  | { readonly code: 'answer-missing' | 'answered-already' };

// --- credit a customer uses themselves ---

/** So much of a credit for a debit, in minor units. */
export type CreditPart = { readonly creditItemId: string; readonly debitItemId: string; readonly amountMinor: bigint };

/** Credit a customer may use now, oldest first. */
export type OfferedCredit = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly number: string;
  readonly effectiveOn: PlainDate;
  readonly leftMinor: bigint;
};

/**
 * Why no credit was set aside. `promised`: a payment that is not decided yet, or another press, uses the customer's credit in
 * this currency. `changed`: less is left of a credit or of what it should go to.
 */
export type CreditUseRefusal = { readonly code: 'promised' } | { readonly code: 'changed' };
