import { divideHalfUp } from '../money.ts';
import { addDays, type PlainDate } from '../plain-date.ts';
import type { AmountHow, OpenItem } from './types.ts';

export type AmountExplained = { readonly how: AmountHow; readonly differenceMinor: bigint };

/** A discount is still taken this many days after it ended: the money was on its way. */
const DISCOUNT_GRACE_DAYS = 5;
/** Discounts people take without having agreed to any, in hundredths of a percent. */
const USUAL_DISCOUNTS_BP = [200n, 300n];
/** The most a bank keeps of a transfer, and never more than a quarter of it. */
const CHARGE_MAX_MINOR = 2_500n;
const FULL_BP = 10_000n;

/**
 * Why an amount that arrived for an item is what it is: all of it, an instalment, all but a discount, a withheld tax or a
 * bank's charge, or some part. Minor units, both above zero. `differenceMinor` is what stays open (below zero: too much).
 */
export function explainAmount(
  item: OpenItem,
  {
    openMinor,
    receivedMinor,
    on,
    withholdsBp = [],
  }: { openMinor: bigint; receivedMinor: bigint; on: PlainDate; withholdsBp?: readonly number[] },
): AmountExplained {
  const differenceMinor = openMinor - receivedMinor;
  const how = (word: AmountHow): AmountExplained => ({ how: word, differenceMinor });
  if (differenceMinor === 0n) return how('equal');
  if (differenceMinor < 0n) return how('more');
  if (item.instalmentsMinor?.includes(receivedMinor)) return how('instalment');
  const wholeMinor = abs(item.amountMinor ?? item.residualMinor);
  const share = (bp: bigint) => divideHalfUp(wholeMinor * bp, FULL_BP);
  const { discount } = item;
  if (
    discount &&
    differenceMinor === share(BigInt(discount.bp)) &&
    on <= addDays(discount.untilOn, DISCOUNT_GRACE_DAYS)
  )
    return how('discount');
  if (withholdsBp.some((bp) => differenceMinor === share(BigInt(bp)))) return how('withheld');
  if (USUAL_DISCOUNTS_BP.some((bp) => differenceMinor === share(bp))) return how('usual-discount');
  return how(isCharge(differenceMinor, openMinor) ? 'charge' : 'part');
}

export const isCharge = (differenceMinor: bigint, openMinor: bigint): boolean =>
  differenceMinor > 0n && differenceMinor <= CHARGE_MAX_MINOR && differenceMinor * 4n <= openMinor;

export const abs = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
