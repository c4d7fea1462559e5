import type { RefundMethod, RefundStep } from '../types.ts';

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

/**
 * Whether a step may come after another: the same order as `refund_step_follows` in the database. By bank a refund is sent
 * with a file and with nothing else; only the processor accepts.
 */
export function mayFollow(
  now: RefundStep,
  step: RefundStep,
  by: { readonly method: RefundMethod; readonly withFile: boolean },
): boolean {
  if (!AFTER[now].includes(step)) return false;
  if (step === 'accepted') return by.method === 'original';
  return step !== 'sent' || (by.method === 'bank') === by.withFile;
}
