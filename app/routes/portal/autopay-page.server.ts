import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { mayAgree } from '#app/modules/auth/types.ts';
import { autopayChargesOf } from '#app/modules/autopay/queries/charges.server.ts';
import { plannedCollections } from '#app/modules/autopay/queries/planned-collections.server.ts';
import { autopayPolicy } from '#app/modules/autopay/queries/policy.server.ts';
import { autopayRulesOf, contractsForAutopay } from '#app/modules/autopay/queries/rules.server.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { findSavedMethod, listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { foundOr404 } from './found-or-404.ts';
import { visitOf } from './method-visit.server.ts';

type Asked = Pick<PortalRequest, 'scope' | 'customerId' | 'moment' | 'membership'>;

/** Everything the page of autopay shows: rules, what they take next, methods, what was taken. */
export function readAutopayPage({ scope, customerId, moment, membership }: Asked, url: URL) {
  const { today } = moment;
  return readAsPortal(portalDb(), scope, async (db) => {
    const customer = foundOr404(await getCustomer(db, customerId), 'account');
    const rules = await autopayRulesOf(db, customerId);
    const methods = await listSavedMethods(db, customerId);
    const contracts = await contractsForAutopay(db, customerId);
    const calendar = await getCalendar(db);
    const planned = await plannedCollections(db, { customerIds: [customerId], today, calendar });
    const policy = await autopayPolicy(db, today);
    return {
      today,
      ...{ rules, methods, charges: await autopayChargesOf(db, customerId) },
      named: await methodsNamed(db, customerId, [...methods, ...rules.map(({ methodId }) => ({ id: methodId }))]),
      free: contracts.filter(({ id }) => !rules.some((rule) => rule.contractId === id)),
      leastDays: policy.noticeDays,
      currency: customer.currency,
      next: planned.map(({ rule, planned: one, currency }) => ({
        ...{ ruleId: rule.id, collectOn: one.collectOn, totalMinor: one.totalMinor, currency },
        leftOut: one.leftOut.length,
      })),
      mayPay: mayAgree(membership),
      change: url.searchParams.get('change'),
      setup: (await visitOf(db, url))?.state ?? null,
      undone: undoOf(url),
    };
  });
}

export type AutopayPage = Awaited<ReturnType<typeof readAutopayPage>>;

/** Methods by id, those that were removed and that a rule still names among them. */
async function methodsNamed(db: ReadDb, customerId: string, of: readonly { readonly id: string }[]) {
  const ids = [...new Set(of.map(({ id }) => id))];
  const found = await Promise.all(ids.map((methodId) => findSavedMethod(db, { customerId, methodId })));
  return found.filter((method) => method !== null);
}

function undoOf(url: URL): { readonly intent: 'restore' | 'on'; readonly id: string } | null {
  const removed = url.searchParams.get('removed');
  const off = url.searchParams.get('off');
  if (removed) return { intent: 'restore', id: removed };
  return off ? { intent: 'on', id: off } : null;
}
