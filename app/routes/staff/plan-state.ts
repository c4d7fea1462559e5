import type { PlanEventKind, PlanListView, PlanState } from '#app/modules/payment-plans/types.ts';
import type { BadgeContent } from '#app/ui/badge.tsx';

export const PLAN_VIEWS: readonly PlanListView[] = ['requests', 'active', 'late', 'ended'];

export const VIEW_NAMES: Readonly<Record<PlanListView, string>> = {
  ...{ requests: 'Requests', active: 'Active', late: 'Late', ended: 'Ended' },
};
export const VIEW_EMPTY: Readonly<Record<PlanListView, string>> = {
  requests: 'No customer waits for an answer.',
  active: 'No plan runs now.',
  late: 'Every plan is on time.',
  ended: 'No plan has ended yet.',
};

export const STAFF_STATES: Readonly<Record<PlanState | 'late', BadgeContent & { readonly text: string }>> = {
  asked: { tone: 'info', icon: 'dots', text: 'Being set up' },
  requested: { tone: 'warn', icon: 'speech', text: 'Requested' },
  countered: { tone: 'info', icon: 'speech', text: 'Offered back' },
  active: { tone: 'violet', icon: 'steps', text: 'In plan, on time' },
  late: { tone: 'danger', icon: 'clock-late', text: 'In plan, late' },
  declined: { tone: 'neutral', icon: 'slash', text: 'Declined' },
  withdrawn: { tone: 'neutral', icon: 'back', text: 'Withdrawn' },
  ended: { tone: 'positive', icon: 'check', text: 'Kept' },
  settled_early: { tone: 'positive', icon: 'check', text: 'Settled early' },
  defaulted: { tone: 'danger', icon: 'slash', text: 'Defaulted' },
  cancelled: { tone: 'neutral', icon: 'cross', text: 'Cancelled' },
};

/** What happened, with the number of the payment where it is of one. */
export function eventWords(kind: PlanEventKind, no: number | null): string {
  return (EVENTS[kind] ?? kind).replace('{no}', String(no ?? ''));
}

const EVENTS: Readonly<Record<PlanEventKind, string>> = {
  ...{ asked: 'Asked for', requested: 'Became a request: outside the policy', countered: 'Another plan offered' },
  ...{ declined: 'Declined', withdrawn: 'Taken back', agreed: 'Agreed', coming: 'Payment {no} is coming' },
  ...{ charged: 'Payment {no} tried at the saved method', late: 'Payment {no} did not come on its day' },
  ...{ missed: 'Payment {no} missed', met: 'Payment {no} met', cured: 'Payment {no} made good' },
  ...{
    reopened: 'Money of payment {no} came back',
    moved: 'Date of payment {no} moved',
    method: 'Way of paying changed',
  },
  ...{ help: 'The customer asks for help', renegotiated: 'Renegotiated', settled_early: 'Settled early' },
  ...{ ended: 'Paid in full', defaulted: 'Defaulted: what is left is due again', cancelled: 'Cancelled' },
};
