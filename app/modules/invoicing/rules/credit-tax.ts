import { allocate, divideHalfUp } from '#app/kernel/money.ts';
import type { PricedTax } from '../types.ts';
import type { Corrected, CorrectedTax } from './corrected.ts';

const BASIS_POINTS = 10_000n;

export const taxLeft = (tax: CorrectedTax): bigint => tax.taxMinor - tax.creditedTaxMinor;

/**
 * Tax of the next credit of a category with this taxable amount: what the taxable amount credited by then carries, rounded
 * once, less what was credited before, never less than nothing. Null when it would go beyond the category's tax.
 */
export function taxFor(tax: CorrectedTax, taxableMinor: bigint): bigint | null {
  const sign = tax.taxMinor < 0n ? -1n : 1n;
  const by = taxUntil(tax, tax.creditedTaxableMinor + taxableMinor) - tax.creditedTaxMinor;
  if (by * sign > taxLeft(tax) * sign) return null;
  return by * sign < 0n ? 0n : by;
}

/** By the rate where the category's own tax is that; else (an imported document) in proportion. */
function taxUntil(tax: CorrectedTax, taxableMinor: bigint): bigint {
  if (taxableMinor === tax.taxableMinor) return tax.taxMinor;
  const rate = BigInt(tax.rateBp);
  if (divideHalfUp(tax.taxableMinor * rate, BASIS_POINTS) === tax.taxMinor)
    return divideHalfUp(taxableMinor * rate, BASIS_POINTS);
  if (tax.taxableMinor === 0n) return 0n;
  const sign = tax.taxableMinor < 0n ? -1n : 1n;
  return divideHalfUp(taxableMinor * tax.taxMinor * sign, tax.taxableMinor * sign);
}

type Shares = { readonly nets: ReadonlyMap<number, bigint>; readonly taxes: readonly PricedTax[] };

/**
 * Spreads a gross amount smaller than what is left over the tax categories and their lines by what is left of each. What
 * reduces the document (discounts) is left alone until the rest is credited.
 */
export function spreadAmount(of: Corrected, grossMinor: bigint): Shares {
  const nets = new Map<number, bigint>();
  const taxes: PricedTax[] = [];
  const left = of.taxes.map((tax) => tax.taxableMinor - tax.creditedTaxableMinor + taxLeft(tax));
  const gross = allocate(grossMinor, left.map(aboveZero));
  for (const [index, tax] of of.taxes.entries()) {
    if (gross[index] === 0n) continue;
    const { netMinor, taxMinor } = splitGross(tax, gross[index]!);
    taxes.push({ taxCode: tax.taxCode, rateBp: tax.rateBp, taxableMinor: netMinor, taxMinor });
    for (const [lineNo, share] of spreadNet(of, tax, netMinor)) nets.set(lineNo, share);
  }
  return { nets, taxes };
}

const aboveZero = (minor: bigint): bigint => (minor > 0n ? minor : 0n);

/**
 * Net and tax that make a gross amount exactly. Gross grows in steps of one or two with net, so an amount may fall between
 * two of them: then the net is one more and the tax one less, which later credits make up for; only the last unit of net
 * is kept back, so that no tax is ever left without its net.
 */
function splitGross(tax: CorrectedTax, grossMinor: bigint): { netMinor: bigint; taxMinor: bigint } {
  const netLeft = tax.taxableMinor - tax.creditedTaxableMinor;
  const isWhole = grossMinor === netLeft + taxLeft(tax);
  if (isWhole) return { netMinor: netLeft, taxMinor: taxLeft(tax) };
  const grossOf = (net: bigint): bigint => net + (taxFor(tax, net) ?? taxLeft(tax));
  let low = 0n;
  let high = netLeft < grossMinor ? netLeft : grossMinor;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (grossOf(middle) <= grossMinor) low = middle;
    else high = middle - 1n;
  }
  const between = grossOf(low) === grossMinor - 1n && low + 1n < netLeft;
  const netMinor = between ? low + 1n : low;
  return { netMinor, taxMinor: grossMinor - netMinor };
}

/** Shares of a category's net amount by what is left of its lines; all of it takes each line whole, discounts too. */
function spreadNet(of: Corrected, tax: CorrectedTax, netMinor: bigint): [number, bigint][] {
  if (netMinor === 0n) return [];
  const lines = of.lines.filter((line) => line.taxCode === tax.taxCode);
  const left = lines.map((line) => line.netMinor - line.creditedMinor);
  const isWhole = netMinor === left.reduce((total, minor) => total + minor, 0n);
  const shares = isWhole ? left : allocate(netMinor, left.map(aboveZero));
  return lines.map((line, index) => [line.lineNo, shares[index]!]);
}
