import { assert } from '#app/kernel/assert.ts';
import { type Currency, currency, divideHalfUp, minorDigits } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

/*
 * Stripe counts some currencies otherwise than ISO 4217 (docs.stripe.com/currencies, "Zero-decimal currencies" and
 * "Special cases"): ISK and UGX travel with two decimals that must be 00, MGA without any, and three-decimal amounts must
 * end in 0.
 */
const STRIPE_DIGITS_DIFFER: ReadonlyMap<string, number> = new Map([
  ['ISK', 2],
  ['UGX', 2],
  ['MGA', 0],
]);
const NOT_TAKEN_BY_STRIPE: ReadonlySet<string> = new Set(['IQD', 'LYD', 'IRR', 'KPW', 'SYP', 'CUP']);
/** Eight digits: the most one payment may carry in any currency. */
const STRIPE_AMOUNT_MAX = 99_999_999n;

export type AmountRefusal = 'currency-not-taken' | 'not-a-payable-step' | 'out-of-range';

const stripeDigits = (code: Currency): number => STRIPE_DIGITS_DIFFER.get(code) ?? minorDigits(code);

/**
 * Minor units (ISO 4217) to the integer Stripe expects. Refuses what Stripe cannot carry: a currency it does not take, an
 * amount between its steps (KWD 1.234: the third decimal must be 0), zero, a negative amount, or more than eight digits.
 */
export function toStripeAmount(minor: bigint, code: Currency): Result<number, AmountRefusal> {
  if (NOT_TAKEN_BY_STRIPE.has(code)) return refuse('currency-not-taken');
  const shift = stripeDigits(code) - minorDigits(code);
  const scale = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && minor % scale !== 0n) return refuse('not-a-payable-step');
  if (minorDigits(code) === 3 && minor % 10n !== 0n) return refuse('not-a-payable-step');
  const amount = shift < 0 ? minor / scale : minor * scale;
  if (amount <= 0n || amount > STRIPE_AMOUNT_MAX) return refuse('out-of-range');
  return ok(Number(amount));
}

/** Stripe's integer to minor units (ISO 4217). A part of a minor unit that we cannot hold (fees in ISK) is rounded half up. */
export function fromStripeAmount(amount: number, code: Currency): bigint {
  assert(Number.isSafeInteger(amount), `Stripe amount ${amount} is not a whole number`);
  const shift = minorDigits(code) - stripeDigits(code);
  const scale = 10n ** BigInt(Math.abs(shift));
  return shift >= 0 ? BigInt(amount) * scale : divideHalfUp(BigInt(amount), scale);
}

/** Stripe's lower-case code as ours. A code the product does not know is a bug of configuration, not of the payer. */
export const fromStripeCurrency = (code: string): Currency => currency(code);
