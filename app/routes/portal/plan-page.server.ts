import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { mayPay } from '#app/modules/auth/queries/may-pay.server.ts';
import { type Person, peopleOfScope } from '#app/modules/auth/queries/people-of-customer.server.ts';
import { planChoices } from '#app/modules/payment-plans/queries/plan-choices.server.ts';
import { type PlanSketch, planSketch } from '#app/modules/payment-plans/ui/plan-sketch.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { SavedMethod } from '#app/modules/payments/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import { visitOf } from './method-visit.server.ts';
import { planAddress } from './plan-address.ts';

/** A saved method as the customer knows it: "Visa ending 4242". */
export function methodName({ kind, brand, last4 }: Pick<SavedMethod, 'kind' | 'brand' | 'last4'>): string {
  const name = kind === 'card' ? `${brand.charAt(0).toUpperCase()}${brand.slice(1)}` || 'Card' : 'Bank account';
  return `${name} ending ${last4}`;
}

/** What can be chosen, and the plan that the address says: every date and amount of it. */
export async function planPage(
  asker: Pick<PortalRequest, 'scope' | 'customerId' | 'moment' | 'company' | 'membership' | 'user'>,
  url: URL,
) {
  const { scope, customerId, moment, company, membership, user } = asker;
  const read = await readAsPortal(portalDb(), scope, async (db) => {
    const [all, saved, visit, people] = await Promise.all([
      planChoices(db, customerId, moment.today),
      listSavedMethods(db, customerId),
      visitOf(db, url),
      // Whoever has no limit agrees to anything, and asks nobody.
      membership.limit === null ? [] : peopleOfScope(db),
    ]);
    return { all, methods: saved.filter(({ state }) => state === 'active'), visit, people };
  });
  const first = read.all.find(({ policy }) => policy !== null) ?? read.all[0];
  const said = planAddress(url, first?.currency ?? company.baseCurrency);
  const choices = read.all.find(({ currency }) => currency === said.currency) ?? first ?? null;
  const method = read.methods.find(({ id }) => id === said.methodId) ?? null;
  const policy = choices?.policy ?? null;
  const canChoose = choices && choices.items.length + choices.notEligible.filter(({ canAsk }) => canAsk).length > 0;
  const sketch =
    canChoose && policy ? planSketch({ ...choices, policy }, { ...said.fields, hasMethod: method !== null }) : null;
  return {
    ...{ choices, sketch, today: moment.today, company: company.name, help: company.help, errors: said.errors },
    currencies: read.all.map((one): Currency => one.currency),
    methods: read.methods.map((one) => ({ id: one.id, name: methodName(one) })),
    method: method && { id: method.id, name: methodName(method) },
    ...{ key: newId<never>() as string, visit: read.visit, baseUrl: checkoutPorts().baseUrl },
    above: sketch ? aboveLimit(sketch, { membership, people: read.people.filter(({ id }) => id !== user.id) }) : null,
  };
}

export type PlanPage = Awaited<ReturnType<typeof planPage>>;

/** What somebody may agree to alone, where the plan is more than that, and who of their colleagues may. */
function aboveLimit(
  { wish, schedule }: PlanSketch,
  { membership, people }: { membership: PortalRequest['membership']; people: readonly Person[] },
) {
  const totalMinor = schedule.reduce((sum, one) => sum + one.amountMinor, 0n);
  if (membership.limit === null || mayPay(membership, totalMinor, wish.currency) === 'yes') return null;
  const may = people.filter((one) => mayPay(one, totalMinor, wish.currency) === 'yes');
  return { limit: membership.limit, colleagues: may.map(({ name, email }) => ({ name, email })) };
}
