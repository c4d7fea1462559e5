import { multiplyToMinor } from '#app/kernel/decimal.ts';
import { type Currency, divideHalfUp, MINOR_MAX, minorDigits } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { InvoiceLineInput, PricedInvoice, PricedLine, PricedTax } from '../types.ts';

const BASIS_POINTS = 10_000n;

export type PriceRefusal =
  | { code: 'no-lines' }
  | { code: 'unknown-tax-code'; line: number }
  | { code: 'total-out-of-range' };

/**
 * Amounts of a document in minor units. Each line is quantity × unit price, rounded once, half away from zero; tax is
 * computed once per tax category on the sum of its lines (EN 16931 BR-CO-17): 3 × 10.03 at 6 % is 1.81, not 1.80.
 * `rates` maps tax codes to basis points.
 */
export function priceInvoice(
  input: { currency: Currency; lines: readonly InvoiceLineInput[] },
  rates: ReadonlyMap<string, number>,
): Result<PricedInvoice, PriceRefusal> {
  if (input.lines.length === 0) return refuse({ code: 'no-lines' });
  const digits = minorDigits(input.currency);
  const lines: PricedLine[] = [];
  const taxable = new Map<string, bigint>();
  for (const [index, line] of input.lines.entries()) {
    const taxRateBp = rates.get(line.taxCode);
    if (taxRateBp === undefined) return refuse({ code: 'unknown-tax-code', line: index + 1 });
    const netMinor = multiplyToMinor(line.quantity, line.unitPrice, digits);
    lines.push({ ...line, netMinor, taxRateBp });
    taxable.set(line.taxCode, (taxable.get(line.taxCode) ?? 0n) + netMinor);
  }
  const taxes: PricedTax[] = [...taxable].map(([taxCode, taxableMinor]) => {
    const rateBp = rates.get(taxCode)!;
    return { taxCode, rateBp, taxableMinor, taxMinor: divideHalfUp(taxableMinor * BigInt(rateBp), BASIS_POINTS) };
  });
  const netMinor = lines.reduce((total, line) => total + line.netMinor, 0n);
  const taxMinor = taxes.reduce((total, tax) => total + tax.taxMinor, 0n);
  const grossMinor = netMinor + taxMinor;
  const sizes = [grossMinor, ...lines.map((line) => line.netMinor)];
  if (sizes.some((size) => size > MINOR_MAX || size < -MINOR_MAX)) return refuse({ code: 'total-out-of-range' });
  return ok({ lines, taxes, netMinor, taxMinor, grossMinor });
}
