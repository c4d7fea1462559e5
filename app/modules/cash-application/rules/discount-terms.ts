import { divideHalfUp } from '#app/kernel/money.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';

export type DiscountTerms = { readonly discountBp: number; readonly discountDays: number };

/** The last day and the most an item's discount may be: hundredths of a percent of its gross amount in minor units. */
export const discountAllowed = (
  item: { readonly amountMinor: bigint; readonly effectiveOn: PlainDate },
  terms: DiscountTerms,
): { readonly untilOn: PlainDate; readonly atMostMinor: bigint } => ({
  untilOn: addDays(item.effectiveOn, terms.discountDays),
  atMostMinor: divideHalfUp(item.amountMinor * BigInt(terms.discountBp), 10_000n),
});
