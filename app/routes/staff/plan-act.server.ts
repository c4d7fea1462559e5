import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { answerPlanRequest } from '#app/modules/payment-plans/commands/answer-plan-request.server.ts';
import { cancelPlan } from '#app/modules/payment-plans/commands/cancel-plan.server.ts';
import { renegotiate } from '#app/modules/payment-plans/commands/renegotiate.server.ts';
import { planRefusalWords } from '#app/modules/payment-plans/forms.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import type { PlanRefusal, PlanView } from '#app/modules/payment-plans/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { askPlanException, type PlanException } from '#app/workflows/ask-plan-exception.server.ts';
import { readShapeFields, wishOf } from './plan-page.server.ts';

type Decider = { readonly actor: Actor; readonly moment: Moment; readonly locale: string };
type Posted = { readonly intent: string; of(name: string): string };

const SAID: Readonly<Record<string, string>> = {
  approve: 'Agreed. The customer hears of it with the agreement and the dates.',
  counter: 'Offered. The customer hears of it and can agree or decline.',
  decline: 'Declined. The customer reads why.',
  renegotiate: 'The new dates hold. The customer gets the new agreement.',
  cancel: 'The plan is cancelled; what is left is due by the dates of the invoices.',
};

/**
 * What a colleague decides about a plan. Beyond their own limit a second person is asked in the same step, over exactly this
 * plan. Answers the sentence for the next page.
 */
export async function decidePlan(
  { actor, moment, locale }: Decider,
  planId: string,
  posted: Posted,
): Promise<Result<string, FormRefusal>> {
  const plan = await getPlan(staffDb(), { planId }, moment.today);
  if (!plan) return refuse(formRefusal({ formErrors: ['This plan does not exist.'] }));
  const { intent } = posted;
  const note = posted.of(`note-${intent}`).trim();
  const values = { [`note-${intent}`]: note };
  if (note.length > 1_000)
    return refuse(formRefusal({ fieldErrors: { [`note-${intent}`]: ['Use 1,000 characters or fewer.'] }, values }));
  const read = intent === 'counter' || intent === 'renegotiate' ? readShapeFields(posted.of, plan.currency) : null;
  if (read && !read.shape) return refuse(formRefusal({ fieldErrors: read.errors, values }));
  const shape = read?.shape ?? null;
  const done = await inTransaction(staffDb(), async (tx): Promise<Result<unknown, PlanRefusal>> => {
    if (intent === 'cancel') return cancelPlan(tx, actor, { planId, note }, moment);
    if (intent === 'renegotiate' && shape) return renegotiate(tx, actor, { planId, shape, note }, moment);
    if (intent === 'counter' && shape)
      return answerPlanRequest(tx, actor, { planId, answer: intent, counter: wishOf(plan, shape), note }, moment);
    if (intent === 'approve' || intent === 'decline')
      return answerPlanRequest(tx, actor, { planId, answer: intent, note }, moment);
    return refuse({ code: 'no-counter' });
  });
  if (done.ok) return ok(SAID[intent] ?? 'Done.');
  if (done.refusal.code === 'needs-approval')
    return askSecond({ actor, moment, locale }, plan, exceptionOf(intent, plan, shape, note));
  const words = planRefusalWords(done.refusal, { currency: plan.currency, locale });
  return refuse(
    done.refusal.code === 'note-missing'
      ? formRefusal({
          fieldErrors: { [`note-${intent}`]: ['Write a sentence that says why: the customer reads it.'] },
          values,
        })
      : formRefusal({ formErrors: [words], values }),
  );
}

type Shape = ReturnType<typeof readShapeFields>['shape'];

function exceptionOf(intent: string, plan: PlanView, shape: Shape, note: string): PlanException {
  if (intent === 'renegotiate' && shape) return { what: 'renegotiate', shape, note };
  if (intent === 'counter' && shape) return { what: 'counter', counter: wishOf(plan, shape), note };
  return { what: 'approve', note };
}

async function askSecond(
  { actor, moment }: Decider,
  plan: PlanView,
  exception: PlanException,
): Promise<Result<string, FormRefusal>> {
  const reason = exception.note || `${plan.number} lies outside the policy`;
  const asked = await inTransaction(staffDb(), (tx) =>
    askPlanException(tx, actor, { planId: plan.id, exception, reason }, moment),
  );
  if (asked.ok) return ok('This is above your own limit: a second colleague was asked. It is done when they say yes.');
  return refuse(
    formRefusal({
      formErrors: [
        'This is above your own limit, and a second colleague could not be asked: one may be asked already.',
      ],
    }),
  );
}
