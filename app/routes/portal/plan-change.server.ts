import { z } from 'zod';
import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { mayPay } from '#app/modules/auth/queries/may-pay.server.ts';
import { planRefusalWords } from '#app/modules/payment-plans/forms.ts';
import { planHoldIds } from '#app/modules/payment-plans/queries/plan-holds.server.ts';
import { planPayment } from '#app/modules/payment-plans/queries/to-collect.server.ts';
import type { PlanAct, PlanView } from '#app/modules/payment-plans/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { type FormRefusal, formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { changePlan } from '#app/workflows/ask-plan.server.ts';
import { payOnline } from '#app/workflows/pay-online.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import { troubleOf } from './pay-trouble.ts';

const form = z.object({
  intent: z.enum(['pay-next', 'pay-all', 'move', 'help', 'accept', 'withdraw', 'method']),
  key: z.string().min(8).max(200),
  /** What the button said would be paid, in minor units. */
  amount: z
    .string()
    .regex(/^\d{0,18}$/)
    .default(''),
  no: z.coerce.number().int().min(0).max(60).default(0),
  toOn: z.string().max(40).default(''),
  note: z.string().trim().max(1_000, 'Use 1,000 characters or fewer.').default(''),
  method: z.union([z.uuid(), z.literal('')]).default(''),
  agree: z.literal('yes').optional(),
});
type Posted = z.output<typeof form>;

/** Where to go next, with a sentence for the next page where there is one to say. */
export type PlanDone = { readonly goTo: string; readonly said: string | null };

const SAID: Readonly<Record<Exclude<PlanAct, 'start'>, string>> = {
  accept: 'Your plan has started.',
  withdraw: 'Taken back. Nothing starts.',
  move: 'The date is moved.',
  method: 'Saved: how this plan is paid.',
  help: 'Sent. We answer by e-mail.',
};

/** Does what one of the forms of a plan's page says: pay, or ask the worker for a change and wait a moment for it. */
export async function changeShownPlan(
  asker: PortalRequest,
  plan: PlanView,
  request: Request,
): Promise<Result<PlanDone, FormRefusal>> {
  const read = await parseForm(request, form);
  if (!read.ok) return read;
  const { intent } = read.value;
  if (intent === 'pay-next' || intent === 'pay-all') return pay(asker, plan, read.value);
  return change(asker, plan, { ...read.value, intent });
}

/** What is agreed to by it, rather than only changed or taken back: the whole plan. */
const AGREES: readonly PlanAct[] = ['accept', 'method'];

async function change(
  { scope, customerId, actor, moment, company, membership }: PortalRequest,
  plan: PlanView,
  posted: Posted & { readonly intent: Exclude<PlanAct, 'start'> },
): Promise<Result<PlanDone, FormRefusal>> {
  const { intent: act, key, note, no } = posted;
  const toOn = parsePlainDate(posted.toOn);
  const values = { note };
  const wording = { currency: plan.currency, locale: company.locale };
  if (act === 'move' && !toOn.ok) return refuse(formRefusal({ fieldErrors: { toOn: ['Choose a day.'] } }));
  if (act === 'help' && note === '')
    return refuse(formRefusal({ fieldErrors: { note: ['Write a sentence about what would help.'] } }));
  if (act === 'accept' && !posted.agree)
    return refuse(formRefusal({ fieldErrors: { agree: ['Tick the box to agree to these payments.'] } }));
  const totalMinor = plan.schedule.length > 0 ? plan.totalMinor : wishedMinor(plan);
  if (AGREES.includes(act) && mayPay(membership, totalMinor, plan.currency) !== 'yes')
    return refuse(formRefusal({ formErrors: [planRefusalWords({ code: 'above-limit' }, wording)], values }));
  const about = {
    ...{ customerId, planId: plan.id, act, key, note, methodId: posted.method === '' ? null : posted.method },
    ...(act === 'move' && toOn.ok ? { instalmentNo: no, toOn: toOn.value } : {}),
  };
  const asked = await changePlan({ db: portalDb(), scope }, actor, about, moment);
  const refused = !asked.ok ? asked.refusal : asked.value.state === 'refused' ? asked.value.refusal : null;
  if (refused) {
    const words = planRefusalWords(refused, wording);
    return refuse(
      act === 'move' ? formRefusal({ fieldErrors: { toOn: [words] } }) : formRefusal({ formErrors: [words], values }),
    );
  }
  if (asked.ok && asked.value.state === 'waiting')
    return ok({ goTo: `/plans/asked/${encodeURIComponent(key)}`, said: null });
  const goTo = act === 'accept' ? `/plans/${plan.id}?just=agreed` : `/plans/${plan.id}`;
  return ok({ goTo, said: act === 'accept' ? null : SAID[act] });
}

const wishedMinor = ({ wish }: PlanView): bigint => wish.items.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** Brings the customer to the page where they pay this instalment, or all that is left: the amount that stood in the button. */
async function pay(asker: PortalRequest, plan: PlanView, posted: Posted): Promise<Result<PlanDone, FormRefusal>> {
  const { scope, customerId, actor, moment, user } = asker;
  const amountMinor = posted.intent === 'pay-all' ? plan.leftMinor : (plan.next?.leftMinor ?? 0n);
  if (amountMinor.toString() !== posted.amount || amountMinor === 0n)
    return refuse(
      formRefusal({ formErrors: ['The amount has changed. Look at it again. You have not been charged.'] }),
    );
  const of = { planId: plan.id, customerId, amountMinor };
  const read = await readAsPortal(portalDb(), scope, async (db) => ({
    items: await planPayment(db, of, moment.today),
    ownHoldIds: await planHoldIds(db, plan.id),
  }));
  const input = {
    ...{ key: posted.key, keyOwnerId: customerId, customerId, currency: plan.currency, amountMinor },
    ...{ items: read.items, notifyEmail: user.email, plan: { planId: plan.id, ownHoldIds: read.ownHoldIds } },
  };
  const order = { actor, input, surcharge: null, credit: [] };
  const paid = await payOnline(checkoutPorts(), (work) => writeAsPortal(portalDb(), scope, work), order, moment);
  if (paid.ok) return ok({ goTo: paid.value.goTo, said: null });
  const { title, text, attempt } = troubleOf(paid.refusal);
  // The page of the payment in the way asks about it, goes on with it or cancels it.
  if (attempt) return ok({ goTo: attempt.href, said: null });
  return refuse(formRefusal({ formErrors: [`${title}. ${text}`] }));
}
