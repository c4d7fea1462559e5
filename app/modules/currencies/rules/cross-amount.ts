import { divideHalfUp } from '#app/kernel/money.ts';

const RATE_DECIMALS = 10;

const scaled = (rate: string): bigint => {
  const [whole = '0', fraction = ''] = rate.split('.');
  return BigInt(whole + fraction.padEnd(RATE_DECIMALS, '0').slice(0, RATE_DECIMALS));
};

type Side = {
  /** Units of base currency for one unit, decimal text of up to ten decimals; above zero. */
  readonly rate: string;
  readonly digits: number;
};

/** What an amount is worth in another currency by the two rates into base: minor units, rounded once, half away from zero. */
export const crossMinor = (minor: bigint, from: Side, to: Side): bigint =>
  divideHalfUp(minor * scaled(from.rate) * 10n ** BigInt(to.digits), scaled(to.rate) * 10n ** BigInt(from.digits));
