import type { RefundStep } from '../types.ts';

const AFTER: Readonly<Record<RefundStep, readonly RefundStep[]>> = {
  requested: ['approved'],
  approved: ['sent', 'cancelled'],
  sent: ['accepted', 'paid', 'failed'],
  accepted: ['paid', 'failed'],
  // A card can send money back days after it took it.
  paid: ['failed'],
  failed: [],
  cancelled: [],
};

/** Whether a step may come after another: the same order as `refund_step_follows` in the database. */
export const mayFollow = (now: RefundStep, step: RefundStep): boolean => AFTER[now].includes(step);
