import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { PlanCharge, PlanEnvelope, PlanWish } from '../types.ts';
import { principalOf, scheduleOf } from './schedule-of.ts';

const BP = 10_000n;
const DAYS_OF_YEAR = 365n;

const half = (numerator: bigint, denominator: bigint): bigint => (2n * numerator + denominator) / (2n * denominator);

/**
 * Interest and fee of a wish under a policy. Interest is simple, on what is still owed of the items, by actual days of a year of
 * 365 (the day count "Actual/365 (Fixed)" of the 2006 ISDA Definitions, section 4.16(d)), told on the schedule the items alone
 * would have, and rounded once, half up. Tax on both is rounded once. None after a renegotiation: what was agreed is agreed.
 */
export function chargeOf(
  policy: Pick<PlanEnvelope, 'interestBp' | 'feeMinor'>,
  wish: PlanWish,
  of: { readonly today: PlainDate; readonly taxBp: number },
): PlanCharge {
  const interestMinor = policy.interestBp === 0 ? 0n : interestOf(BigInt(policy.interestBp), wish, of.today);
  const netMinor = interestMinor + policy.feeMinor;
  const taxMinor = half(netMinor * BigInt(of.taxBp), BP);
  return { interestMinor, feeMinor: policy.feeMinor, taxMinor, totalMinor: netMinor + taxMinor };
}

function interestOf(bp: bigint, wish: PlanWish, today: PlainDate): bigint {
  let left = principalOf(wish);
  // A first payment that is more than the items themselves leaves nothing to pay interest on.
  if (wish.firstMinor !== null && left - wish.firstMinor < BigInt(wish.count - 1)) return 0n;
  let from = today;
  let moneyDays = 0n;
  for (const { dueOn, amountMinor } of scheduleOf(wish)) {
    moneyDays += left * BigInt(daysBetween(from, dueOn));
    left -= amountMinor;
    from = dueOn;
  }
  return half(moneyDays * bp, BP * DAYS_OF_YEAR);
}
