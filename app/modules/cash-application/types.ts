import type { PeriodClosed } from '#app/modules/ledger/types.ts';

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
  | { readonly code: 'over-application' };

export type TransferRefusal =
  | { readonly code: 'unknown-credit' }
  | { readonly code: 'same-customer' }
  | { readonly code: 'not-in-group'; readonly name: string }
  | { readonly code: 'amount-not-positive'; readonly itemId: string }
  | { readonly code: 'more-than-left'; readonly leftMinor: bigint };

export type ApplyAcrossRefusal = ApplyPaymentRefusal | TransferRefusal;
