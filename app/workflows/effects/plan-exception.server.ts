import { z } from 'zod';
import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Approval } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { answerPlanRequest } from '#app/modules/payment-plans/commands/answer-plan-request.server.ts';
import { renegotiate } from '#app/modules/payment-plans/commands/renegotiate.server.ts';
import { planRefusalWords, shapeSchema, wishSchema } from '#app/modules/payment-plans/forms.ts';
import type { PlanRefusal } from '#app/modules/payment-plans/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ApprovalEffect } from './effect.server.ts';

const of = { planId: z.uuid(), note: z.string() };
const PAYLOAD = z.discriminatedUnion('what', [
  z.object({ what: z.literal('approve'), ...of }),
  z.object({ what: z.literal('counter'), ...of, counter: wishSchema }),
  z.object({ what: z.literal('renegotiate'), ...of, shape: shapeSchema }),
]);
type Asked = z.output<typeof PAYLOAD>;

const DONE: Readonly<Record<Asked['what'], string>> = {
  approve: 'The plan is agreed.',
  counter: 'The customer was offered the other plan.',
  renegotiate: 'The plan has its new dates.',
};

/** Does with a plan what was approved, over the amounts that were approved; where they changed meanwhile it is refused in words. */
export const planExceptionEffect: ApprovalEffect = async (tx, actor, approval, moment) => {
  const asked = PAYLOAD.safeParse(approval.payload);
  assert(asked.success, `request ${approval.id} asks for a plan`);
  const done = await doAsked(tx, actor, { approval, asked: asked.data }, moment);
  if (done.ok) return ok({ text: DONE[asked.data.what], path: `/staff/plans/${asked.data.planId}` });
  const { locale } = await getCompany(tx);
  return refuse({ text: planRefusalWords(done.refusal, { currency: currency(approval.currency ?? ''), locale }) });
};

type Case = { readonly approval: Approval; readonly asked: Asked };

function doAsked(
  tx: Tx,
  actor: Actor,
  { approval, asked }: Case,
  moment: Moment,
): Promise<Result<unknown, PlanRefusal>> {
  const { planId, note } = asked;
  const approvalId = approval.id;
  if (asked.what === 'renegotiate')
    return renegotiate(tx, actor, { planId, shape: asked.shape, note: note || approval.reason, approvalId }, moment);
  const counter = asked.what === 'counter' ? { counter: asked.counter } : {};
  return answerPlanRequest(tx, actor, { planId, answer: asked.what, ...counter, note, approvalId }, moment);
}
