import type { ApprovalState } from '#app/modules/approvals/types.ts';

export const ADJUSTMENT_VIEWS = ['mine', 'waiting', 'approved', 'sent-back'] as const;
export type AdjustmentView = (typeof ADJUSTMENT_VIEWS)[number];

/** Requests that give back or give up money. */
export const ADJUSTMENT_KINDS = ['credit_note', 'waiver', 'refund', 'write_off'] as const;

const STATES: Readonly<Record<Exclude<AdjustmentView, 'mine'>, ApprovalState>> = {
  ...{ waiting: 'waiting', approved: 'approved', 'sent-back': 'refused' },
};

/** Which requests a view shows. */
export const narrowed = (view: AdjustmentView, userId: string): { requestedBy: string } | { state: ApprovalState } =>
  view === 'mine' ? { requestedBy: userId } : { state: STATES[view] };
