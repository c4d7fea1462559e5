import { allocate, divideHalfUp } from '#app/kernel/money.ts';

export type TaxShare = {
  readonly taxCode: string;
  readonly rateBp: number;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
};

/**
 * Takes a gross discount out of a document's tax categories: spread by their gross amounts, and within each the tax in
 * the proportion the document declared it, rounded once, half away from zero. The shares' taxable and tax amounts sum to
 * the discount. Minor units; categories of nothing get nothing.
 */
export function discountTax(discountMinor: bigint, taxes: readonly TaxShare[]): TaxShare[] {
  const gross = taxes.map((tax) => tax.taxableMinor + tax.taxMinor);
  const parts = allocate(discountMinor, gross);
  return taxes.flatMap((tax, index) => {
    const part = parts[index]!;
    if (part === 0n) return [];
    const taxMinor = divideHalfUp(part * tax.taxMinor, gross[index]!);
    return [{ ...tax, taxableMinor: part - taxMinor, taxMinor }];
  });
}
