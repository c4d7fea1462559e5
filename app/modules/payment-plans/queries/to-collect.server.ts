import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { collectionOf, planItemsToPay } from '../rules/collection-of.ts';
import type { PlanCollection, PlanItem, PlanView } from '../types.ts';
import { getPlan } from './get-plan.server.ts';

/** A plan with what it takes from its method on a day; null where it takes nothing. */
export async function planToCollect(
  db: ReadDb,
  planId: string,
  today: PlainDate,
): Promise<{ plan: PlanView; collection: PlanCollection } | null> {
  const plan = await getPlan(db, { planId }, today);
  const collection = plan && collectionOf(plan, today);
  return plan && collection ? { plan, collection } : null;
}

/** What paying so much of a plan by hand pays, for the pay page: parts of its items, oldest due first; no more than is left. */
export async function planPayment(
  db: ReadDb,
  of: { readonly planId: string; readonly customerId: string; readonly amountMinor: bigint },
  today: PlainDate,
): Promise<PlanItem[]> {
  const plan = await getPlan(db, { planId: of.planId, customerId: of.customerId }, today);
  return plan?.state === 'active' ? planItemsToPay(plan, of.amountMinor) : [];
}
