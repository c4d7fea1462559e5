import { type Currency, minorDigits } from './money.ts';

/** A unit price with at least the currency's decimals: 38.5 pounds is written 38.50, 0.0425 stays as it is. */
export function priceText(price: string, currency: Currency): string {
  const [whole = '0', fraction = ''] = price.split('.');
  const shown = fraction.padEnd(minorDigits(currency), '0');
  return shown ? `${whole}.${shown}` : whole;
}
