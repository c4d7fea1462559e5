import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { findOpenItem } from '#app/modules/ledger/queries/find-item.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Allocatable, type Allocation, allocateOldestFirst } from '../rules/allocate-oldest-first.ts';
import { findExact } from '../rules/find-exact.ts';
import { type RemittanceProblem, readRemittance } from '../rules/read-remittance.ts';
import type { ApplyPaymentRefusal, HowToApply } from '../types.ts';

export type { RemittanceProblem };

/** An amount on items that a form shows, oldest due first. Minor units. */
export const proposeOldestFirst = (amountMinor: bigint, items: readonly Allocatable[]): Allocation[] =>
  allocateOldestFirst(amountMinor, items);

/** The amounts of a pasted list on items that a form shows; refuses with every line that cannot be used. */
export const proposeFromRemittance = (
  text: string,
  items: Parameters<typeof readRemittance>[1],
  reading: Parameters<typeof readRemittance>[2],
): Result<Allocation[], RemittanceProblem[]> => readRemittance(text, items, reading);

/**
 * The same way of applying a credit, passing some items by: what goes by itself is worked out without them. Refuses a
 * credit of which nothing is open, and `nothing-exact`. The caller holds the customer's lock.
 */
export async function passingBy(
  db: ReadDb,
  { creditItemId, how, itemIds }: { creditItemId: string; how: HowToApply; itemIds: readonly string[] },
): Promise<Result<HowToApply, ApplyPaymentRefusal>> {
  if (itemIds.length === 0 || how.kind === 'chosen' || how.kind === 'none') return ok(how);
  const credit = await findOpenItem(db, creditItemId);
  if (!credit) return refuse({ code: 'unknown-credit' });
  const open = (await openItemsOf(db, { customerId: credit.customerId, currency: credit.currency }))
    .filter((item) => item.side === 'debit' && !itemIds.includes(item.id))
    .map((item) => ({ ...item, openMinor: item.residualMinor - item.lockedMinor }));
  const allocations =
    how.kind === 'exact' ? findExact(credit.residualMinor, open) : allocateOldestFirst(credit.residualMinor, open);
  return allocations ? ok({ kind: 'chosen', allocations }) : refuse({ code: 'nothing-exact' });
}
