import type { Sureness } from '#app/kernel/matching/types.ts';
import type { LineStale } from '#app/modules/banking/types.ts';
import type { RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { ReturnChequeRefusal } from './return-cheque.server.ts';
import type { NamedRest, SettleRefusal } from './settle-and-name.server.ts';
import type { TakeBackRefusal } from './take-back-payment.server.ts';

/** What is in the books already, before the bank's line came. */
export type ExistingKind = 'payout' | 'deposit' | 'payment_reversal' | 'refund' | 'existing_payment';

/** What a line of the bank is said to be without a customer. The first two post, the others do not. */
export type OwnKind = 'bank_charge' | 'interest' | 'transfer' | 'not_ours';

/** One part of what a line is; minor units of the line's currency, above zero into our account. */
export type LinePart =
  | {
      /** New money: one payment by transfer, set against items of the customer or its group. */
      readonly kind: 'items';
      readonly customerId: string;
      readonly amountMinor: bigint;
      readonly allocations: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
      readonly rests: readonly NamedRest[];
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
  /** A payment the bank took back; below zero. Reverses it with all that rested on it. */
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

export type ExplainRefusal =
  | LineStale
  | { readonly code: 'no-parts' }
  | { readonly code: 'does-not-add-up'; readonly missingMinor: bigint }
  | { readonly code: 'wrong-sign'; readonly no: number }
  | { readonly code: 'note-missing'; readonly no: number }
  | { readonly code: 'part-refused'; readonly no: number; readonly refusal: PartRefusal };

export type PartRefusal =
  | RecordPaymentRefusal
  | SettleRefusal
  | TakeBackRefusal
  | ReturnChequeRefusal
  | { readonly code: 'unknown-subject' }
  /** Another line stands for it already. */
  | { readonly code: 'linked-already' }
  | { readonly code: 'not-its-amount' }
  /** Its money does not lie on our account: it is at the processor, or in hand. */
  | { readonly code: 'not-in-the-bank' }
  | { readonly code: 'other-currency' }
  | { readonly code: 'credit-not-used'; readonly itemId: string }
  | { readonly code: 'nothing-left'; readonly leftMinor: bigint };

export type UndoRefusal =
  | LineStale
  | { readonly code: 'reason-missing' }
  /** What it posted was gone on with: what must be undone first. */
  | { readonly code: 'stands'; readonly what: string };
