import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { findSavedMethod } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { itemsForPlans } from '../queries/eligible-items.server.ts';
import { type CustomerFacts, customerFacts, factsUnder } from '../queries/plan-facts.server.ts';
import { planPolicy } from '../queries/plan-policy.server.ts';
import { chargeOf } from '../rules/charge-of.ts';
import { insideEnvelope } from '../rules/inside-envelope.ts';
import { principalOf, scheduleOf } from '../rules/schedule-of.ts';
import { shapeFault } from '../rules/shape-fault.ts';
import type { Instalment, PlanBreak, PlanCharge, PlanFacts, PlanPolicy, PlanRefusal, PlanWish } from '../types.ts';

/** A wish as it can be agreed: what it costs, when it falls due, and where it lies outside the policy of today. */
export type JudgedWish = {
  readonly wish: PlanWish;
  readonly policy: PlanPolicy;
  readonly customer: CustomerFacts;
  readonly facts: PlanFacts;
  readonly charge: PlanCharge;
  readonly schedule: readonly Instalment[];
  readonly breaks: readonly PlanBreak[];
  readonly principalMinor: bigint;
  /** The items in base currency at the rates they were posted with. */
  readonly baseMinor: bigint;
};

const NO_CHARGE: PlanCharge = { interestMinor: 0n, feeMinor: 0n, taxMinor: 0n, totalMinor: 0n };

export type WishToJudge = {
  readonly customerId: string;
  readonly wish: PlanWish;
  readonly methodId: string | null;
  /** A plan that is renegotiated: its items are held by it, aged on its first day, and charged no second time. */
  readonly standing?: { readonly planId: string; readonly agreedOn: PlanFacts['agedOn'] };
};

/**
 * Looks at a wish under the customer's lock: its shape, each item with what is left of it now, the method, the policy. Refuses what
 * can be neither agreed nor asked for.
 */
export async function judgeWish(
  tx: Tx,
  { customerId, wish, methodId, standing }: WishToJudge,
  { today }: Moment,
): Promise<Result<JudgedWish, PlanRefusal>> {
  const fault = shapeFault(wish, today, standing ? 1 : 2);
  if (fault) return refuse(fault);
  const policy = await planPolicy(tx, wish.currency, today);
  if (!policy) return refuse({ code: 'no-policy' });
  const items = await itemsOf(tx, { customerId, wish, own: standing !== undefined });
  if (!items.ok) return items;
  const method = methodId === null ? null : await findSavedMethod(tx, { customerId, methodId });
  if (methodId !== null && method?.state !== 'active') return refuse({ code: 'unknown-method' });
  const customer = await customerFacts(
    tx,
    { customerId, ...(standing ? { exceptPlanId: standing.planId } : {}) },
    today,
  );
  const aged = standing ? { agedOn: standing.agreedOn } : {};
  const facts = factsUnder(policy, customer, { today, items: items.value, hasMethod: method !== null, ...aged });
  const charge = standing ? NO_CHARGE : chargeOf(policy, wish, { today, taxBp: facts.chargeTaxBp });
  const calendar = await getCalendar(tx);
  const judged = insideEnvelope(policy, wish, facts, calendar, charge);
  return ok({
    ...{ wish, policy, customer, facts, charge, schedule: scheduleOf(wish, charge, calendar) },
    breaks: judged.inside ? [] : judged.breaks,
    principalMinor: principalOf(wish),
    baseMinor: await baseOf(tx, wish),
  });
}

type ChangedItem = Extract<PlanRefusal, { code: 'items-changed' }>['items'][number];

async function itemsOf(
  tx: Tx,
  of: { customerId: string; wish: PlanWish; own: boolean },
): Promise<Result<PlanFacts['items'], PlanRefusal>> {
  const itemIds = of.wish.items.map((item) => item.itemId);
  const standing = await itemsForPlans(tx, { customerId: of.customerId, currency: of.wish.currency, itemIds });
  const now = new Map(standing.map((one) => [one.item.id, one]));
  const changed = of.wish.items.flatMap(({ itemId, amountMinor }): ChangedItem[] => {
    const one = now.get(itemId);
    if (!one) return [{ itemId, because: 'settled' }];
    if (one.because !== null && !(of.own && one.because === 'in-plan')) return [{ itemId, because: one.because }];
    return one.item.residualMinor === amountMinor ? [] : [{ itemId, because: 'amount' }];
  });
  if (changed.length > 0) return refuse({ code: 'items-changed', items: changed });
  return ok(standing.map(({ item }) => ({ itemId: item.id, kind: item.kind, dueOn: item.dueOn })));
}

async function baseOf(tx: Tx, wish: PlanWish): Promise<bigint> {
  const ids = wish.items.map((item) => item.itemId);
  const amounts = wish.items.map((item) => item.amountMinor);
  const { rows } = await sql<{ base: bigint }>`select coalesce(sum(base_part(i.id, i.amount)), 0)::bigint as base
    from unnest(${ids}::uuid[], ${amounts}::bigint[]) as i (id, amount)`.execute(tx);
  return rows[0]?.base ?? 0n;
}
