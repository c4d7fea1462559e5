import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Allocation, allocateOldestFirst } from '../rules/allocate-oldest-first.ts';
import { findExact } from '../rules/find-exact.ts';
import type { ApplyPaymentRefusal, HowToApply } from '../types.ts';
import { payableItems } from './payable-items.server.ts';

export type PlanPaymentInput = {
  readonly customerId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly how: HowToApply;
};
/** A part of a plan, and whose item it is: the payer's, or of a customer of its group. */
export type PlannedPart = Allocation & { readonly customerId: string };

/**
 * What an amount that is not money yet (a post-dated cheque) is meant to pay: the choice applying would make, of what is
 * open and not held now; by itself it stays with the customer, chosen it may reach the group. Minor units; the parts never
 * exceed the amount. Refuses an item that is not open, more than is left of one, and more than the amount. The caller
 * holds the customer's lock.
 */
export async function planPayment(
  db: ReadDb,
  { customerId, currency, amountMinor, how }: PlanPaymentInput,
): Promise<Result<PlannedPart[], ApplyPaymentRefusal>> {
  if (how.kind === 'none') return ok([]);
  const groups = await payableItems(db, { customerId, currency });
  const items = groups.flatMap((group) =>
    group.items.map((item) => ({
      ...{ id: item.id, number: item.number, dueOn: item.dueOn, customerId: group.customerId },
      openMinor: item.residualMinor - item.lockedMinor,
    })),
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const planned = (parts: readonly Allocation[]) =>
    ok(parts.map((part) => ({ ...part, customerId: byId.get(part.itemId)!.customerId })));
  const own = items.filter((item) => item.customerId === customerId);
  if (how.kind === 'oldest-first') return planned(allocateOldestFirst(amountMinor, own));
  if (how.kind === 'exact') {
    const exact = findExact(amountMinor, own);
    return exact ? planned(exact) : refuse({ code: 'nothing-exact' });
  }
  const wrong = misfit(how.allocations, byId, amountMinor);
  return wrong ? refuse(wrong) : planned(how.allocations);
}

function misfit(
  allocations: readonly Allocation[],
  byId: ReadonlyMap<string, { readonly openMinor: bigint }>,
  amountMinor: bigint,
): ApplyPaymentRefusal | null {
  for (const { itemId, amountMinor: part } of allocations) {
    const item = byId.get(itemId);
    if (!item) return { code: 'item-not-open', itemId };
    if (part <= 0n) return { code: 'amount-not-positive', itemId };
    if (part > item.openMinor) return { code: 'more-than-open', itemId, openMinor: item.openMinor };
  }
  if (new Set(allocations.map((part) => part.itemId)).size !== allocations.length) return { code: 'does-not-fit' };
  const total = allocations.reduce((sum, part) => sum + part.amountMinor, 0n);
  return total > amountMinor ? { code: 'more-than-left', leftMinor: amountMinor } : null;
}
