import { divideHalfUp } from '#app/kernel/money.ts';

/** The base amount of a part, at the rate of the whole; rounded once, half away from zero. Minor units. */
export const baseOfPart = (
  whole: { readonly amountMinor: bigint; readonly baseMinor: bigint },
  partMinor: bigint,
): bigint => divideHalfUp(whole.baseMinor * partMinor, whole.amountMinor);
