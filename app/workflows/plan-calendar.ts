import { calendarFile, type DayEvent } from '#app/kernel/calendar-file.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlanView } from '#app/modules/payment-plans/types.ts';

/** A payment keeps its id over renegotiations, so that a calendar moves it instead of showing it twice. */
const uidOf = (plan: PlanView, no: number): string => `${plan.id}-${no}@payment-plan`;

/**
 * The dates of a plan for a calendar: one whole day a payment. Each change of the plan (moved, renegotiated, ended) makes a higher
 * sequence; payments of an earlier agreement that are no longer to come are cancelled.
 */
export function planCalendar(
  plan: PlanView,
  of: { readonly company: string; readonly locale: string; readonly link: string; readonly madeAt: Date },
): string {
  const sequence = plan.events.filter(({ kind }) => CHANGES.has(kind)).length;
  const said = (minor: bigint) => formatMoney(money(minor, plan.currency), of.locale);
  const description = `${plan.number}, ${of.company}\n${of.link}`;
  const days: DayEvent[] = plan.schedule.map((one) => ({
    ...{ uid: uidOf(plan, one.no), on: one.dueOn, sequence, description },
    summary: `${of.company}: ${said(one.amountMinor)}`,
    isCancelled: plan.state !== 'active' && one.state !== 'paid',
  }));
  const last = days.at(-1);
  const most = Math.max(0, ...plan.events.map((event) => event.wish?.count ?? 0));
  for (let no = days.length + 1; last && no <= most; no += 1)
    days.push({ ...last, uid: uidOf(plan, no), summary: `${of.company}: ${plan.number}`, isCancelled: true });
  return calendarFile({ name: `${of.company} ${plan.number}`, producer: 'Tallystick', madeAt: of.madeAt }, days);
}

const CHANGES: ReadonlySet<string> = new Set([
  'renegotiated',
  'moved',
  'ended',
  'settled_early',
  'defaulted',
  'cancelled',
]);
