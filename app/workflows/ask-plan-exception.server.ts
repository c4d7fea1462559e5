import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import type { ApprovalId, RequestRefusal } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { judgeWish } from '#app/modules/payment-plans/commands/judge-wish.server.ts';
import { lockPlan } from '#app/modules/payment-plans/commands/lock-plan.server.ts';
import { wishOver } from '#app/modules/payment-plans/commands/renegotiate.server.ts';
import { shapeToJson, wishToJson } from '#app/modules/payment-plans/forms.ts';
import type { PlanRefusal, PlanShape, PlanWish } from '#app/modules/payment-plans/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** What a colleague wants done with a plan that is beyond their own limit. */
export type PlanException =
  | { readonly what: 'approve'; readonly note: string }
  | { readonly what: 'counter'; readonly counter: PlanWish; readonly note: string }
  | { readonly what: 'renegotiate'; readonly shape: PlanShape; readonly note: string };

/**
 * Asks a second person for a plan outside the policy, over exactly the amounts as they are now; when they say yes it is done at once
 * (effects/plan-exception). Refuses what could not be agreed even then.
 */
export async function askPlanException(
  tx: Tx,
  actor: Actor,
  input: { readonly planId: string; readonly exception: PlanException; readonly reason: string },
  moment: Moment,
): Promise<Result<{ approvalId: ApprovalId }, PlanRefusal | RequestRefusal>> {
  const { planId, exception } = input;
  const states = exception.what === 'renegotiate' ? (['active'] as const) : (['requested', 'countered'] as const);
  const locked = await lockPlan(tx, { planId, in: states }, moment);
  if (!locked.ok) return locked;
  const plan = locked.value;
  const { customerId, methodId } = plan;
  const agreedOn = plan.events.find((event) => event.kind === 'agreed')?.on;
  const wish =
    exception.what === 'renegotiate'
      ? wishOver(plan, exception.shape)
      : exception.what === 'counter'
        ? exception.counter
        : plan.wish;
  const standing = exception.what === 'renegotiate' && agreedOn ? { standing: { planId, agreedOn } } : {};
  const judged = await judgeWish(tx, { customerId, wish, methodId, ...standing }, moment);
  if (!judged.ok) return judged;
  const { principalMinor, baseMinor } = judged.value;
  const { locale } = await getCompany(tx);
  const amount = formatMoney(money(principalMinor, plan.currency), locale);
  const asked = await requestApproval(
    tx,
    actor,
    {
      ...{ kind: 'plan_exception', subjectKind: 'payment_plan', subjectId: planId, customerId },
      ...{ currency: plan.currency, amountMinor: principalMinor, baseMinor, reason: input.reason },
      summary: `${SUMMARIES[exception.what]} ${plan.number} of ${plan.customerName}: ${amount} in ${wish.count} payments, outside the policy.`,
      payload: payloadOf(planId, exception),
    },
    moment,
  );
  return asked.ok ? ok(asked.value) : refuse(asked.refusal);
}

const SUMMARIES: Readonly<Record<PlanException['what'], string>> = {
  approve: 'Agree payment plan',
  counter: 'Offer another payment plan for',
  renegotiate: 'Renegotiate payment plan',
};

const payloadOf = (planId: string, exception: PlanException) => ({
  ...{ planId, what: exception.what, note: exception.note },
  ...(exception.what === 'counter' ? { counter: wishToJson(exception.counter) } : {}),
  ...(exception.what === 'renegotiate' ? { shape: shapeToJson(exception.shape) } : {}),
});
