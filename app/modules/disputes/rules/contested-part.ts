import { type Decimal, multiplyToMinor, toMicros } from '#app/kernel/decimal.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { DisputeRefusal, LineClaim } from '../types.ts';

/** A line as billed and what was credited of it, minor units before tax. */
export type BilledLine = {
  readonly lineNo: number;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly netMinor: bigint;
  readonly creditedMinor: bigint;
  readonly taxRateBp: number;
};
export type ContestedPart = { readonly netMinor: bigint; readonly amountMinor: bigint };

const TAX_WHOLE_BP = 10_000n;

/**
 * What a claim contests of a line: what was billed less what should have been, before tax and with it (the tax of the line's
 * rate, half away from zero). `wholeMinor` is the most it can be: what is left of the line. `digits` of the currency.
 */
export function contestedPart(
  line: BilledLine,
  claim: LineClaim,
  digits: number,
): Result<ContestedPart, DisputeRefusal> {
  const { lineNo } = line;
  const leftMinor = line.netMinor - line.creditedMinor;
  if (line.netMinor <= 0n) return refuse({ code: 'claims-nothing', lineNo });
  if (leftMinor <= 0n) return refuse({ code: 'settled', lineNo, because: 'credited', offer: 'refund_claim' });
  const netMinor = claimedOff(line, claim, digits);
  if (netMinor <= 0n)
    return refuse(
      claim.what === 'amount' ? { code: 'amount-not-positive', lineNo } : { code: 'claims-nothing', lineNo },
    );
  if (netMinor > leftMinor) return refuse({ code: 'above-line', lineNo, leftMinor });
  return ok({ netMinor, amountMinor: withTax(netMinor, line.taxRateBp) });
}

function claimedOff(line: BilledLine, claim: LineClaim, digits: number): bigint {
  switch (claim.what) {
    case 'line':
      return line.netMinor - line.creditedMinor;
    case 'amount':
      return claim.netMinor;
    case 'quantity':
      if (toMicros(claim.quantity) < 0n) return 0n;
      return line.netMinor - multiplyToMinor(claim.quantity, line.unitPrice, digits);
    case 'price':
      if (toMicros(claim.unitPrice) < 0n) return 0n;
      return line.netMinor - multiplyToMinor(line.quantity, claim.unitPrice, digits);
    case 'about':
      return 0n;
  }
}

/** An amount before tax with the tax of its rate, rounded half up; the amount is above zero. */
export const withTax = (netMinor: bigint, rateBp: number): bigint =>
  netMinor + (netMinor * BigInt(rateBp) * 2n + TAX_WHOLE_BP) / (TAX_WHOLE_BP * 2n);
