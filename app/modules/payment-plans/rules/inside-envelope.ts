import { addDays, compareDates, daysBetween } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import type { EnvelopeAnswer, Instalment, PlanBreak, PlanCharge, PlanEnvelope, PlanFacts, PlanWish } from '../types.ts';
import { chargeOf } from './charge-of.ts';
import { principalOf, scheduleOf, stepsAfter } from './schedule-of.ts';

const BP = 10_000n;

/**
 * Whether a wish lies inside what the policy lets a customer agree alone, with each way in which it does not. The database
 * judges what is agreed by the same rules again (`plan_breaks`). Totals are told of the items, before interest and fee; parts of
 * what is paid. The wish must be one that can be split (`canSplit`).
 */
export function insideEnvelope(
  policy: PlanEnvelope,
  wish: PlanWish,
  facts: PlanFacts,
  calendar?: WorkingCalendar,
  charge: PlanCharge = chargeOf(policy, wish, { today: facts.today, taxBp: facts.chargeTaxBp }),
): EnvelopeAnswer {
  const schedule = scheduleOf(wish, charge, calendar);
  const breaks = [
    ...ofItems(policy, wish, facts),
    ...ofShape(policy, wish, facts, schedule),
    ...ofCustomer(policy, facts),
  ];
  return breaks.length === 0 ? { inside: true } : { inside: false, breaks };
}

function* ofItems(policy: PlanEnvelope, wish: PlanWish, facts: PlanFacts): Generator<PlanBreak> {
  const principal = principalOf(wish);
  if (principal < policy.minTotalMinor) yield { code: 'total-too-small', leastMinor: policy.minTotalMinor };
  if (principal > policy.maxTotalMinor) yield { code: 'total-too-large', mostMinor: policy.maxTotalMinor };
  const old = facts.items.filter((item) => daysBetween(item.dueOn, facts.agedOn) > policy.oldestDays);
  if (old.length > 0) yield { code: 'too-old', mostDays: policy.oldestDays, itemIds: old.map((item) => item.itemId) };
  const excluded = facts.items.filter((item) => policy.excludedKinds.includes(item.kind));
  if (excluded.length > 0) yield { code: 'kind-excluded', itemIds: excluded.map((item) => item.itemId) };
}

function* ofShape(
  policy: PlanEnvelope,
  wish: PlanWish,
  { today }: PlanFacts,
  schedule: readonly Instalment[],
): Generator<PlanBreak> {
  if (wish.count > policy.mostCount) yield { code: 'too-many-payments', most: policy.mostCount };
  if (!policy.rhythms.includes(wish.rhythm)) yield { code: 'rhythm-not-offered', rhythms: policy.rhythms };
  const totalMinor = schedule.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  const leastFirst = (totalMinor * BigInt(policy.firstShareBp) + BP - 1n) / BP;
  if (schedule[0]!.amountMinor < leastFirst) yield { code: 'first-too-small', leastMinor: leastFirst };
  const latestFirst = addDays(today, policy.firstWithinDays);
  if (compareDates(wish.firstOn, latestFirst) > 0) yield { code: 'first-too-late', latestOn: latestFirst };
  const latestNext = stepsAfter(wish.firstOn, wish.rhythm, 1);
  if (wish.nextOn !== null && compareDates(wish.nextOn, latestNext) > 0)
    yield { code: 'gap-too-long', latestOn: latestNext };
  if (schedule.some(({ amountMinor }) => amountMinor < policy.minInstalmentMinor))
    yield { code: 'payment-too-small', leastMinor: policy.minInstalmentMinor };
  const latest = addDays(today, policy.longestDays);
  if (compareDates(schedule.at(-1)!.dueOn, latest) > 0) yield { code: 'too-long', latestOn: latest };
}

function* ofCustomer(policy: PlanEnvelope, facts: PlanFacts): Generator<PlanBreak> {
  if (!policy.isOpen) yield { code: 'not-open' };
  if (policy.needsMethod && !facts.hasMethod) yield { code: 'method-needed' };
  if (!facts.riskAllowed) yield { code: 'risk-class' };
  if (!facts.defaultForgotten) yield { code: 'defaulted-before' };
}
