import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { planChoices } from '#app/modules/payment-plans/queries/plan-choices.server.ts';
import type { PlanView } from '#app/modules/payment-plans/types.ts';
import { calendarOf, judgedSketch } from '#app/modules/payment-plans/ui/plan-sketch.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { foundOr404 } from './found-or-404.ts';
import { methodName } from './plan-page.server.ts';

/** One plan of the signed-in customer as it stands now; another customer's is not found. */
export async function planIn(
  { scope, customerId, moment }: Pick<PortalRequest, 'scope' | 'customerId' | 'moment'>,
  id: string | undefined,
): Promise<PlanView> {
  const planId = parseId<never>(id) as string | null;
  const plan = planId
    ? await readAsPortal(portalDb(), scope, (db) => getPlan(db, { planId, customerId }, moment.today))
    : null;
  return foundOr404(plan, 'payment plan');
}

/** Everything the page of a plan shows. What is asked for or offered has its dates reckoned as they would be agreed today. */
export async function planShown(asker: PortalRequest, id: string | undefined) {
  const { scope, customerId, moment, company, membership } = asker;
  const plan = await planIn(asker, id);
  const read = await readAsPortal(portalDb(), scope, async (db) => ({
    methods: await listSavedMethods(db, customerId),
    choices: isOpenWish(plan)
      ? (await planChoices(db, customerId, moment.today)).find(({ currency }) => currency === plan.currency)
      : undefined,
  }));
  const own = read.methods.find((method) => method.id === plan.methodId);
  const { choices } = read;
  const sketch = plan.policy && choices ? wished(plan, { ...choices, policy: plan.policy }) : null;
  return {
    ...{ plan, sketch, today: moment.today, company: company.name, zone: company.timeZone, help: company.help },
    mayPay: mayPortal(membership.role, 'pay'),
    method: own ? methodName(own) : null,
    methods: read.methods
      .filter(({ state }) => state === 'active')
      .map((one) => ({ id: one.id, name: methodName(one) })),
    numbers: isOpenWish(plan) ? numbersOf(plan, choices) : plan.items.map(({ number }) => number),
    key: newId<never>() as string,
  };
}

export type PlanShown = Awaited<ReturnType<typeof planShown>>;

const isOpenWish = ({ state }: PlanView): boolean => state === 'requested' || state === 'countered';

type Choices = NonNullable<Awaited<ReturnType<typeof planChoices>>[number]>;

function wished(plan: PlanView, choices: Choices & { policy: NonNullable<PlanView['policy']> }) {
  const chosen = new Set(plan.wish.items.map(({ itemId }) => itemId));
  const known = [...choices.items, ...choices.notEligible].filter(({ itemId }) => chosen.has(itemId));
  const facts = { ...choices.facts, hasMethod: plan.methodId !== null, items: known };
  return judgedSketch({ policy: choices.policy, facts, calendar: calendarOf(choices.calendar) }, plan.wish);
}

function numbersOf(plan: PlanView, choices: Choices | undefined): string[] {
  const known = new Map(
    [...(choices?.items ?? []), ...(choices?.notEligible ?? [])].map((one) => [one.itemId, one.number]),
  );
  return plan.wish.items.flatMap(({ itemId }) => known.get(itemId) ?? []);
}
