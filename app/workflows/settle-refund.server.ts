import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type StepInput, stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { getRefund } from '#app/modules/adjustments/queries/get-refund.server.ts';
import type { Refund, RefundStep } from '#app/modules/adjustments/types.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Refund as ProcessorRefund } from '#app/platform/stripe/stripe-objects.ts';
import { type RefundNews, tellRefund } from './tell-refund.server.ts';

/** The name under which our refund's id travels with the processor's. */
export const REFUND_MARK = 'refund_id';

export type RefundMisfit = { readonly code: 'does-not-fit'; readonly note: string };

/**
 * Brings a refund to what the processor says about it now. Called with the same facts any number of times, or with older
 * facts after newer ones, it leads to the same end: a refund only moves forward and each step is taken once. The customer
 * is told. Facts that do not fit ours touch nothing and are for a person. Locks the customer.
 */
export async function settleRefund(
  tx: Tx,
  refundId: string,
  facts: ProcessorRefund,
  moment: Moment,
): Promise<Result<{ changed: boolean }, RefundMisfit>> {
  const known = await getRefund(tx, { id: refundId });
  if (!known) return refuse({ code: 'does-not-fit', note: `It names a refund that does not exist: ${refundId}.` });
  await lockCustomers(tx, [known.customerId]);
  const refund = (await getRefund(tx, { id: refundId }))!;
  const note = misfitOf(refund, facts);
  if (note) return refuse({ code: 'does-not-fit', note });
  const steps = stepsTo(refund.step, facts);
  for (const step of steps) {
    const done = await stepRefund(tx, SYSTEM, { refundId, ...step }, moment);
    assert(done.ok, `step ${step.step} of refund ${refundId} follows under lock`);
  }
  const news = newsOf(steps.at(-1)?.step);
  if (news) await tellRefund(tx, refundId, news, moment);
  return ok({ changed: steps.length > 0 });
}

function misfitOf(refund: Refund, facts: ProcessorRefund): string | null {
  if (refund.method !== 'original') return `Refund ${refund.number} goes by bank, not through the processor.`;
  if (facts.paymentIntentId !== refund.intentRef) return `Refund ${refund.number} is of another payment.`;
  if (facts.currency !== refund.currency || facts.amountMinor !== refund.amountMinor)
    return `Refund ${refund.number} is ${refund.amountMinor} minor units of ${refund.currency}, the processor's is ${facts.amountMinor} of ${facts.currency}.`;
  const ref = refund.events.find((event) => event.processorRef !== null)?.processorRef;
  return ref && ref !== facts.id ? `Refund ${refund.number} is ${ref} at the processor, not ${facts.id}.` : null;
}

type Next = Omit<StepInput, 'refundId'>;

/** The steps that lead from where a refund stands to what the processor says; none where it says nothing new. */
function stepsTo(from: RefundStep, facts: ProcessorRefund): Next[] {
  const order: readonly RefundStep[] = ['approved', 'sent', 'accepted', 'paid'];
  const at = order.indexOf(from);
  if (at < 0) return [];
  const upTo = (last: RefundStep): Next[] =>
    order
      .slice(at + 1, order.indexOf(last) + 1)
      .map((step) => (step === 'accepted' ? { step, processorRef: facts.id } : { step: step as Next['step'] }));
  switch (facts.status) {
    case 'succeeded':
      return upTo('paid');
    case 'failed':
    case 'canceled':
      return [...upTo('accepted'), { step: 'failed', reason: failureWords(facts) }];
    default:
      return upTo('accepted');
  }
}

function newsOf(step: RefundStep | undefined): RefundNews | null {
  if (step === 'accepted') return 'refund_sent';
  if (step === 'paid') return 'refund_paid';
  return step === 'failed' ? 'refund_failed' : null;
}

const FAILURES: Readonly<Record<string, string>> = {
  lost_or_stolen_card: 'The card was reported lost or stolen.',
  expired_or_canceled_card: 'The card was closed or has expired.',
  charge_for_pending_refund_disputed: 'The payment was disputed meanwhile.',
  insufficient_funds: 'The processor had not enough money of ours.',
  declined: 'The bank of the customer declined it.',
  merchant_request: 'It was stopped at the processor.',
};

const failureWords = (facts: ProcessorRefund): string =>
  FAILURES[facts.failureReason ?? ''] ?? 'The bank of the customer sent it back.';
