import { money } from '#app/kernel/money.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { planOfEvent } from '#app/modules/payment-plans/queries/plan-version.server.ts';
import type { PlanEvent, PlanEventKind, PlanView } from '#app/modules/payment-plans/types.ts';
import type { PlanNews } from '#emails/payment-plan.ts';
import { type Composer, common, type Letterhead, letter, nothing, type Rendering } from './letter-parts.server.ts';

export const PLAN_NEWS: Readonly<Partial<Record<PlanEventKind, PlanNews>>> = {
  ...{ agreed: 'agreed', renegotiated: 'renegotiated', moved: 'moved', requested: 'received' },
  ...{ countered: 'countered', declined: 'declined', coming: 'coming', late: 'late', missed: 'missed' },
  ...{ reopened: 'reopened', ended: 'ended', settled_early: 'ended', defaulted: 'defaulted', cancelled: 'cancelled' },
};

/** Ask for money or say that it comes: not said any more when it is there by the time the mail leaves. */
const OVERTAKEN_BY_MONEY: ReadonlySet<PlanNews> = new Set(['coming', 'late', 'missed', 'reopened']);

/** Writes the mail about an event of a plan from what is true when it leaves. */
export async function planLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const { eventId } = message.details;
  const of = eventId ? await planOfEvent(outside.db, eventId) : null;
  const plan = of && (await getPlan(outside.db, of, letterhead.moment.today));
  const event = plan?.events.find(({ id }) => id === eventId);
  const news = event && PLAN_NEWS[event.kind];
  if (!plan || !event || !news) return nothing('The payment plan does not exist.');
  const next = plan.schedule.find(({ no }) => no === event.instalmentNo) ?? plan.next;
  const isOver = event.versionNo !== null && event.versionNo !== plan.versionNo;
  const isPaid = plan.state !== 'active' || next?.state === 'paid' || isOver;
  if (!outside.isPreview && OVERTAKEN_BY_MONEY.has(news) && isPaid)
    return nothing('The payment arrived, or the plan changed, before this message left.');
  return letter('paymentPlan', {
    ...common(message, letterhead),
    ...{ news, number: plan.number, link: `${outside.baseUrl}/plans/${plan.id}` },
    total: money(totalOf(plan, event), plan.currency),
    left: money(plan.leftMinor, plan.currency),
    next: next ? { amount: money(next.leftMinor, plan.currency), on: next.dueOn } : null,
    graceUntil: next?.graceUntil ?? null,
    taken: plan.methodId !== null,
    ...{ by: event.byName, note: event.byKind === 'staff' ? event.note : '' },
  });
}

/** Of a plan that is not agreed what was asked for or offered. */
const totalOf = (plan: PlanView, event: PlanEvent): bigint =>
  plan.schedule.length > 0
    ? plan.totalMinor
    : (event.wish ?? plan.wish).items.reduce((sum, item) => sum + item.amountMinor, 0n);
