import { type Decimal, decimal, fromMicros, multiplyToMinor, toMicros } from '#app/kernel/decimal.ts';
import { type Currency, divideHalfUp, minorDigits, minorToDecimal } from '#app/kernel/money.ts';
import type { PriceVersion } from '#app/kernel/pricing/price-scheme.ts';

export type ShownLine = { readonly quantity: Decimal; readonly unit: string; readonly unitPrice: Decimal };

/** The largest unit price the column and a decimal hold. */
const UNIT_PRICE_MICROS_MAX = 10n ** 18n;

/**
 * Quantity and unit price as the invoice shows them, so that their product, rounded once, is the amount: at the agreed price
 * where that is so, else at the average price of six decimals, else the amount once.
 */
export function showLine(
  { quantity, unit, version }: { quantity: Decimal; unit: string; version: PriceVersion | null },
  netMinor: bigint,
  currency: Currency,
): ShownLine {
  const digits = minorDigits(currency);
  const makes = (price: Decimal) => multiplyToMinor(quantity, price, digits) === netMinor;
  if (version?.scheme.kind === 'per_unit' && makes(version.scheme.unitPrice))
    return { quantity, unit, unitPrice: version.scheme.unitPrice };
  const micros = toMicros(quantity);
  if (micros !== 0n && version?.scheme.kind !== 'fixed' && version?.scheme.kind !== 'percentage') {
    const size = micros < 0n ? -micros : micros;
    const average = divideHalfUp((micros < 0n ? -netMinor : netMinor) * 10n ** 12n, size * 10n ** BigInt(digits));
    if (average < UNIT_PRICE_MICROS_MAX && average > -UNIT_PRICE_MICROS_MAX && makes(fromMicros(average)))
      return { quantity, unit, unitPrice: fromMicros(average) };
  }
  return { quantity: decimal('1'), unit: '', unitPrice: decimal(minorToDecimal(netMinor, currency)) };
}
