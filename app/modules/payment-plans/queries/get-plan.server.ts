import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { readWish } from '../forms.ts';
import { standingOf } from '../rules/standing-of.ts';
import type { PlanEvent, PlanItemNow, PlanView } from '../types.ts';
import { envelopeOf, planPolicy, planPolicyVersion } from './plan-policy.server.ts';
import { type StoredPlan, selectPlans, storedPlan, versionMoney } from './read-plans.server.ts';

/** A plan as it stands on a day, by the money that is there. `customerId`: only if it is theirs (the portal says it always). */
export async function getPlan(
  db: ReadDb,
  of: { readonly planId: string; readonly customerId?: string },
  today: PlainDate,
): Promise<PlanView | null> {
  const row = await selectPlans(db)
    .where('p.id', '=', of.planId)
    .$if(of.customerId !== undefined, (query) => query.where('p.customer_id', '=', of.customerId!))
    .executeTakeFirst();
  if (!row) return null;
  const plan = storedPlan(row);
  const wish = readWish(plan.wish);
  assert(wish, `plan ${plan.number} keeps a wish`);
  const agreed = await agreement(db, plan, today);
  const next = agreed.schedule.find((one) => one.state !== 'paid') ?? null;
  const missed = agreed.schedule.filter((one) => one.state === 'missed').length;
  return {
    ...{ id: plan.id, number: plan.number, customerId: plan.customerId, customerName: plan.customerName },
    ...{ customerNumber: plan.customerNumber, currency: plan.currency, state: plan.state, versionNo: plan.versionNo },
    isLate: plan.state === 'active' && missed > 0,
    ...{ agreedOn: plan.agreedOn, wish, breaks: plan.breaks, methodId: plan.methodId, note: plan.note },
    ...{ askedByKind: plan.askedByKind, askedByName: plan.askedByName, askedAt: plan.askedAt },
    ...agreed,
    chargeMinor: plan.chargeMinor ?? 0n,
    next: plan.state === 'active' ? next : null,
    missed: plan.state === 'active' ? missed : 0,
    events: await planEvents(db, plan.id),
  };
}

type Agreement = Pick<
  PlanView,
  'policy' | 'items' | 'schedule' | 'totalMinor' | 'paidMinor' | 'leftMinor' | 'paidBeforeMinor'
>;

async function agreement(db: ReadDb, plan: StoredPlan, today: PlainDate): Promise<Agreement> {
  if (plan.versionId === null || plan.policyVersion === null) {
    const policy = await planPolicy(db, plan.currency, today);
    const nothing = { totalMinor: 0n, paidMinor: 0n, leftMinor: 0n, paidBeforeMinor: 0n };
    return { policy: policy && envelopeOf(policy), items: [], schedule: [], ...nothing };
  }
  const policy = await planPolicyVersion(db, plan.policyVersion);
  const money = (await versionMoney(db, [plan.versionId])).get(plan.versionId);
  assert(policy && money && plan.totalMinor !== null, `plan ${plan.number} has its agreement`);
  return {
    policy: envelopeOf(policy),
    items: await planItems(db, plan.versionId),
    schedule: standingOf(money.instalments, { paidMinor: money.paidMinor, today, terms: policy }),
    totalMinor: plan.totalMinor,
    paidMinor: money.paidMinor,
    leftMinor: plan.totalMinor - money.paidMinor,
    paidBeforeMinor: await paidBefore(db, plan),
  };
}

/** The first agreement's sum less what the present one took over: money, since nothing else leaves a plan. */
async function paidBefore(db: ReadDb, plan: StoredPlan): Promise<bigint> {
  if (plan.versionNo <= 1) return 0n;
  const first = await db
    .selectFrom('plan_versions')
    .select('total_minor')
    .where('plan_id', '=', plan.id)
    .where('version_no', '=', 1)
    .executeTakeFirstOrThrow();
  const paid = first.total_minor - (plan.totalMinor ?? 0n);
  return paid > 0n ? paid : 0n;
}

/** What a version is over, oldest due first: the order in which money for the plan is set against it. */
async function planItems(db: ReadDb, versionId: string): Promise<PlanItemNow[]> {
  const rows = await db
    .selectFrom('plan_items as i')
    .innerJoin('open_items as o', 'o.id', 'i.item_id')
    .leftJoin('invoices as v', 'v.open_item_id', 'o.id')
    .select(['i.item_id', 'i.amount_minor', 'o.kind', 'o.due_on', 'o.residual_minor', 'o.source_id'])
    .select(sql<string>`coalesce(v.number, item_number(o.kind, o.source_id))`.as('number'))
    .select(['v.id as invoice_id', 'v.title'])
    .where('i.version_id', '=', versionId)
    .orderBy('o.due_on')
    .orderBy('number')
    .orderBy('i.item_id')
    .execute();
  return rows.map((row) => ({
    ...{ itemId: row.item_id, kind: row.kind, invoiceId: row.invoice_id, number: row.number, title: row.title ?? '' },
    dueOn: row.due_on as PlainDate,
    residualMinor: row.residual_minor,
    amountMinor: row.amount_minor,
    leftMinor: row.residual_minor < row.amount_minor ? row.residual_minor : row.amount_minor,
  }));
}

/** Everything that happened to a plan, oldest first. */
async function planEvents(db: ReadDb, planId: string): Promise<PlanEvent[]> {
  const rows = await db
    .selectFrom('plan_events')
    .select(['id', 'kind', 'version_no', 'instalment_no', 'wish', 'facts', 'note', 'happened_on', 'happened_at'])
    .select(['by_kind', 'by_name'])
    .where('plan_id', '=', planId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as PlanEvent['kind'], versionNo: row.version_no, instalmentNo: row.instalment_no },
    wish: readWish(row.wish),
    facts: row.facts as Record<string, unknown>,
    ...{ note: row.note, on: row.happened_on as PlainDate, at: row.happened_at },
    ...{ byKind: row.by_kind as PlanEvent['byKind'], byName: row.by_name },
  }));
}
