import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { readWish } from '../forms.ts';
import { principalOf } from '../rules/schedule-of.ts';
import { standingOf } from '../rules/standing-of.ts';
import type { PlanListView, PlanPolicy, PlanRow, PlanState } from '../types.ts';
import { planPolicyVersion } from './plan-policy.server.ts';
import { type StoredPlan, selectPlans, storedPlan, type VersionMoney, versionMoney } from './read-plans.server.ts';

const STATES: Readonly<Record<PlanListView, readonly PlanState[]>> = {
  active: ['active'],
  late: ['active'],
  requests: ['requested', 'countered'],
  ended: ['declined', 'withdrawn', 'ended', 'settled_early', 'defaulted', 'cancelled'],
};
const PAGE = 50;
/** Whether a plan is late follows from money, not from its row: so many are looked through for a page of late ones. */
const LOOKED_THROUGH = 1_000;

/** Plans of a view, newest first; `after` is the `no` of the last row seen. Of one customer where given. */
export async function listPlans(
  db: ReadDb,
  of: { readonly view?: PlanListView; readonly customerId?: string; readonly after?: bigint; readonly limit?: number },
  today: PlainDate,
): Promise<PlanRow[]> {
  const limit = of.limit ?? PAGE;
  const stored = await selectPlans(db)
    .$if(of.view !== undefined, (query) => query.where('p.state', 'in', [...STATES[of.view!]]))
    .$if(of.customerId !== undefined, (query) => query.where('p.customer_id', '=', of.customerId!))
    .$if(of.after !== undefined, (query) => query.where('p.no', '<', of.after!))
    .orderBy('p.no', 'desc')
    .limit(of.view === 'late' ? LOOKED_THROUGH : limit)
    .execute();
  const plans = stored.map(storedPlan);
  const money = await versionMoney(
    db,
    plans.flatMap((plan) => plan.versionId ?? []),
  );
  const policies = await policiesOf(db, plans);
  const rows = plans.map((plan) => rowOf(plan, { money, policies, today }));
  return of.view === 'late' ? rows.filter((row) => row.isLate).slice(0, limit) : rows;
}

async function policiesOf(db: ReadDb, plans: readonly StoredPlan[]): Promise<Map<bigint, PlanPolicy>> {
  const found = new Map<bigint, PlanPolicy>();
  for (const versionNo of new Set(plans.flatMap((plan) => plan.policyVersion ?? []))) {
    const policy = await planPolicyVersion(db, versionNo);
    if (policy) found.set(versionNo, policy);
  }
  return found;
}

type Read = {
  readonly money: ReadonlyMap<string, VersionMoney>;
  readonly policies: ReadonlyMap<bigint, PlanPolicy>;
  readonly today: PlainDate;
};

function rowOf(plan: StoredPlan, { money, policies, today }: Read): PlanRow {
  const wish = readWish(plan.wish);
  const facts = {
    ...{ id: plan.id, no: plan.no, number: plan.number, customerId: plan.customerId, currency: plan.currency },
    ...{
      customerName: plan.customerName,
      customerNumber: plan.customerNumber,
      state: plan.state,
      askedAt: plan.askedAt,
    },
  };
  const of = plan.versionId === null ? undefined : money.get(plan.versionId);
  const asked = wish ? principalOf(wish) : 0n;
  if (!of || plan.policyVersion === null)
    return { ...facts, isLate: false, totalMinor: asked, leftMinor: asked, nextOn: null, nextMinor: null };
  const terms = policies.get(plan.policyVersion);
  assert(terms && plan.totalMinor !== null, `plan ${plan.number} has its agreement`);
  const schedule = standingOf(of.instalments, { paidMinor: of.paidMinor, today, terms });
  const next = plan.state === 'active' ? schedule.find((one) => one.state !== 'paid') : undefined;
  return {
    ...facts,
    isLate: plan.state === 'active' && schedule.some((one) => one.state === 'missed'),
    totalMinor: plan.totalMinor,
    leftMinor: plan.totalMinor - of.paidMinor,
    nextOn: next?.dueOn ?? null,
    nextMinor: next?.leftMinor ?? null,
  };
}
