import { addDays, compareDates } from '#app/kernel/plain-date.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from '#app/kernel/working-days.ts';
import type { PlanEnvelope, PlanFacts, PlanItem, PlanOffer, PlanWish } from '../types.ts';
import { chargeOf } from './charge-of.ts';
import { insideEnvelope } from './inside-envelope.ts';
import { canSplit, principalOf } from './schedule-of.ts';

/** Sensible first days are a week away: time to arrange it, and near enough to be believed. */
const FIRST_AFTER_DAYS = 7;
const BP = 10_000n;

/**
 * Up to three ready wishes inside the policy over these items: as few payments as it takes (two or three), as many as are allowed,
 * and one between. Equal parts, in the slowest rhythm that is offered; a first payment at once where the policy wants one sooner.
 * None where the policy allows none.
 */
export function offersOf(
  policy: PlanEnvelope,
  items: readonly PlanItem[],
  facts: PlanFacts,
  calendar?: WorkingCalendar,
): PlanOffer[] {
  if (items.length === 0) return [];
  const fits = everyCount(policy, items, facts, calendar);
  const short = fits.find(({ wish }) => wish.count >= 3) ?? fits[0];
  const long = fits.at(-1);
  if (!short || !long) return [];
  if (short === long) return [{ kind: 'short', ...short }];
  const offers: PlanOffer[] = [{ kind: 'short', ...short }];
  const between = fits.filter(({ wish }) => wish.count > short.wish.count && wish.count < long.wish.count);
  const middle = between[Math.floor((between.length - 1) / 2)];
  if (middle) offers.push({ kind: 'middle', ...middle });
  return [...offers, { kind: 'long', ...long }];
}

type Fit = Omit<PlanOffer, 'kind'>;

function everyCount(
  policy: PlanEnvelope,
  items: readonly PlanItem[],
  facts: PlanFacts,
  calendar?: WorkingCalendar,
): Fit[] {
  const fits: Fit[] = [];
  for (let count = 2; count <= policy.mostCount; count += 1) {
    const { wish, charge } = offered(policy, items, facts, { count, calendar });
    if (!canSplit(wish, charge.totalMinor)) break;
    // Needing a saved method is no reason against a shape: it is asked for on the way.
    const judged = insideEnvelope(policy, wish, { ...facts, hasMethod: true }, calendar, charge);
    if (judged.inside) fits.push({ wish, charge });
  }
  return fits;
}

type Shape = { readonly count: number; readonly calendar: WorkingCalendar | undefined };

/**
 * The first part is no smaller than the policy wants of the sum with its charge; a larger first part only makes that charge less.
 * It is due on a working day, unless the policy wants it before the next one. Whether it lies inside is judged by others.
 */
export function offered(
  policy: PlanEnvelope,
  items: readonly PlanItem[],
  facts: PlanFacts,
  { count, calendar }: Shape,
): Fit {
  const rhythm =
    (['monthly', 'fortnightly', 'weekly'] as const).find((one) => policy.rhythms.includes(one)) ?? 'monthly';
  const latest = addDays(facts.today, policy.firstWithinDays);
  const soon = addDays(facts.today, FIRST_AFTER_DAYS);
  const wanted = calendar && !isWorkingDay(soon, calendar) ? nextWorkingDay(soon, calendar) : soon;
  const firstOn = compareDates(wanted, latest) > 0 ? latest : wanted;
  const equal: PlanWish = { count, rhythm, firstOn, firstMinor: null, nextOn: null, currency: policy.currency, items };
  const of = { today: facts.today, taxBp: facts.chargeTaxBp };
  const charge = chargeOf(policy, equal, of);
  const total = principalOf(equal) + charge.totalMinor;
  const least = (total * BigInt(policy.firstShareBp) + BP - 1n) / BP;
  if (least * BigInt(count) <= total) return { wish: equal, charge };
  const wish = { ...equal, firstMinor: least };
  return { wish, charge: chargeOf(policy, wish, of) };
}
