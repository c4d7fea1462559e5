import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Allocation, allocateOldestFirst } from '../rules/allocate-oldest-first.ts';
import { findExact } from '../rules/find-exact.ts';
import type { ApplyPaymentRefusal, HowToApply } from '../types.ts';

export type PlanPaymentInput = {
  readonly customerId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly how: HowToApply;
};

/**
 * What an amount that is not money yet (a post-dated cheque) is meant to pay: the same choice as applyPayment makes, of what
 * is open and not held now. Minor units; the parts never exceed the amount. Refuses an item that is not open, more than is
 * left of one, and more than the amount. The caller holds the customer's lock.
 */
export async function planPayment(
  db: ReadDb,
  { customerId, currency, amountMinor, how }: PlanPaymentInput,
): Promise<Result<Allocation[], ApplyPaymentRefusal>> {
  if (how.kind === 'none') return ok([]);
  const items = (await openItemsOf(db, { customerId, currency })).filter((item) => item.side === 'debit');
  const open = items.map((item) => ({
    ...{ id: item.id, number: item.number, dueOn: item.dueOn, residualMinor: item.residualMinor },
    openMinor: item.residualMinor - item.heldMinor,
  }));
  if (how.kind === 'oldest-first') return ok(allocateOldestFirst(amountMinor, open));
  if (how.kind === 'exact') {
    const exact = findExact(amountMinor, open);
    return exact ? ok(exact) : refuse({ code: 'nothing-exact' });
  }
  const byId = new Map(open.map((item) => [item.id, item]));
  for (const { itemId, amountMinor: part } of how.allocations) {
    const item = byId.get(itemId);
    if (!item) return refuse({ code: 'item-not-open', itemId });
    if (part <= 0n) return refuse({ code: 'amount-not-positive', itemId });
    if (part > item.openMinor) return refuse({ code: 'more-than-open', itemId, openMinor: item.openMinor });
  }
  if (new Set(how.allocations.map((part) => part.itemId)).size !== how.allocations.length)
    return refuse({ code: 'does-not-fit' });
  const total = how.allocations.reduce((sum, part) => sum + part.amountMinor, 0n);
  return total > amountMinor ? refuse({ code: 'more-than-left', leftMinor: amountMinor }) : ok([...how.allocations]);
}
