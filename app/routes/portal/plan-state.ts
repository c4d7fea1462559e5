import { formatDateWithWeekday } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlanState, PlanView } from '#app/modules/payment-plans/types.ts';
import type { BadgeContent } from '#app/ui/badge.tsx';

/** What a customer calls the state of a plan. */
export const PLAN_STATES: Readonly<Record<PlanState | 'late', BadgeContent & { readonly text: string }>> = {
  asked: { tone: 'info', icon: 'dots', text: 'Being set up' },
  requested: { tone: 'info', icon: 'speech', text: 'We are looking at it' },
  countered: { tone: 'warn', icon: 'speech', text: 'Waits for your answer' },
  active: { tone: 'violet', icon: 'steps', text: 'On time' },
  late: { tone: 'warn', icon: 'clock', text: 'A payment is missing' },
  declined: { tone: 'neutral', icon: 'slash', text: 'Not agreed' },
  withdrawn: { tone: 'neutral', icon: 'back', text: 'Taken back' },
  ended: { tone: 'positive', icon: 'check', text: 'Paid, thank you' },
  settled_early: { tone: 'positive', icon: 'check', text: 'Paid early, thank you' },
  defaulted: { tone: 'neutral', icon: 'slash', text: 'Ended' },
  cancelled: { tone: 'neutral', icon: 'slash', text: 'Ended' },
};

/** The one thing to know about a plan now. */
export function planSentence(plan: PlanView, locale: string): string {
  const { next } = plan;
  if (plan.state === 'requested') return 'We answer by e-mail. Nothing has started, and nothing is taken.';
  if (plan.state === 'countered') return 'We offer you another plan. It starts when you agree to it.';
  if (plan.state === 'declined') return 'We could not agree to it. What you owe stays as it was.';
  if (plan.state === 'defaulted' || plan.state === 'cancelled')
    return 'It has ended, and what is left is due by the dates of the invoices. Write to us if that is hard.';
  if (plan.state !== 'active' || !next) return '';
  const amount = formatMoney(money(next.leftMinor, plan.currency), locale);
  const day = formatDateWithWeekday(next.dueOn, locale);
  if (next.state === 'later') return `The next payment is ${amount} on ${day}.`;
  if (next.state !== 'missed')
    return `${amount} was due on ${day}. Your plan stays on time until ${formatDateWithWeekday(next.graceUntil, locale)}.`;
  return `We have not received ${amount} that was due on ${day}. Pay it now, or ask us for help.`;
}
