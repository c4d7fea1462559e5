import { compareDates, type PlainDate } from '#app/kernel/plain-date.ts';
import type { PlanCollection, PlanItem, PlanView } from '../types.ts';
import { spreadOver } from './standing-of.ts';

/**
 * What a plan with a method takes on a day: its oldest instalment that is not whole, once its day has come, once for that day.
 * After a missed instalment nothing more is taken; nor past the grace. Null: nothing.
 */
export function collectionOf(plan: PlanView, today: PlainDate): PlanCollection | null {
  const { next } = plan;
  if (plan.state !== 'active' || plan.methodId === null || !next) return null;
  if (compareDates(today, next.dueOn) < 0 || next.state === 'missed') return null;
  const tried = plan.events.some(
    (event) =>
      event.kind === 'charged' &&
      event.versionNo === plan.versionNo &&
      event.instalmentNo === next.no &&
      event.facts.dueOn === next.dueOn,
  );
  if (tried) return null;
  return {
    instalmentNo: next.no,
    amountMinor: next.leftMinor,
    items: spreadOver(plan.items, next.leftMinor),
    once: `plan:${plan.id}:${plan.versionNo}:${next.no}:${next.dueOn}`,
  };
}

/** What paying so much of a plan pays: the parts of its items, oldest due first. No more than is left. Minor units. */
export const planItemsToPay = (plan: Pick<PlanView, 'items'>, amountMinor: bigint): PlanItem[] =>
  spreadOver(plan.items, amountMinor);
