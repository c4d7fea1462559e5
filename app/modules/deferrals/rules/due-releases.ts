import { deferredBase, releaseSchedule } from '#app/kernel/deferral.ts';
import { endOfMonth, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Deferral, Release } from '../types.ts';

/**
 * The months of a deferred line that have ended by a day and are not released yet, oldest first. Minor units; a month whose
 * part rounds to nothing has no release. Base follows the currency amount, cumulatively.
 */
export function dueReleases(of: Deferral, throughOn: PlainDate): Release[] {
  if (of.leftMinor === 0n) return [];
  const worth = { amount: of.amountMinor, base: of.baseMinor };
  const releases: Release[] = [];
  let goneMinor = of.amountMinor - of.leftMinor;
  for (const { monthOn, amountMinor } of plannedReleases(of)) {
    const earnedOn = later(endOfMonth(monthOn), of.documentOn);
    if (earnedOn > throughOn) break;
    const baseMinor = deferredBase(goneMinor + amountMinor, worth) - deferredBase(goneMinor, worth);
    goneMinor += amountMinor;
    releases.push({ deferral: of, monthOn, amountMinor, baseMinor, earnedOn });
  }
  return releases;
}

/** Every month still to be released, due or not. */
export const plannedReleases = (of: Pick<Deferral, 'planFromOn' | 'planMinor' | 'toOn' | 'nextMonthOn'>) =>
  releaseSchedule({ amountMinor: of.planMinor, fromOn: of.planFromOn, toOn: of.toOn }).filter(
    ({ monthOn, amountMinor }) => monthOn >= of.nextMonthOn && amountMinor !== 0n,
  );
