import type { Sureness } from '#app/kernel/matching/types.ts';
import type { ReductionKind } from '#app/modules/cash-application/types.ts';

/** What is in the books already, before the bank's line came. */
export type ExistingKind = 'payout' | 'deposit' | 'payment_reversal' | 'refund' | 'existing_payment';

/** What a line of the bank is said to be without a customer. The first two post, the others do not. */
export type OwnKind = 'bank_charge' | 'interest' | 'transfer' | 'not_ours';

/** What was short paid on an item, by name; the amount null for all that is left of it after the money. */
export type LineRest = {
  readonly itemId: string;
  readonly kind: ReductionKind;
  readonly code?: string;
  readonly amountMinor: bigint | null;
};

/** One part of what a line is; minor units of the line's currency, above zero into our account. */
export type LinePart =
  | {
      /** New money: one payment by transfer, set against items of the customer or its group. */
      readonly kind: 'items';
      readonly customerId: string;
      readonly amountMinor: bigint;
      readonly allocations: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
      readonly rests: readonly LineRest[];
      readonly leftOver: 'account' | 'small_difference';
    }
  | { readonly kind: 'on-account'; readonly customerId: string; readonly amountMinor: bigint }
  | { readonly kind: 'unidentified'; readonly amountMinor: bigint; readonly note: string }
  /** A receipt nobody could place goes back to its sender; below zero. */
  | { readonly kind: 'given-back'; readonly receiptId: string; readonly amountMinor: bigint; readonly note: string }
  /** Posted before the line came: it is linked and posts nothing. */
  | {
      readonly kind: 'existing';
      readonly subjectKind: ExistingKind;
      readonly subjectId: string;
      readonly amountMinor: bigint;
    }
  /** A payment the bank took back; below zero. Whole, it is reversed with all that rested on it; of less, that part is owed again. */
  | {
      readonly kind: 'returned-payment';
      readonly paymentId: string;
      readonly amountMinor: bigint;
      readonly reason: string;
    }
  | { readonly kind: OwnKind; readonly amountMinor: bigint; readonly note: string };

export type ExplainInput = {
  readonly lineId: string;
  readonly parts: readonly LinePart[];
  readonly how?: 'person' | 'automatic' | 'rule';
  readonly evidence?: {
    readonly evidenceClass: string;
    readonly sureness: Sureness;
    /** The suggestion as it was shown, in words a later reader understands. */
    readonly suggestion: unknown;
  };
};
