import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { openDays } from '#app/modules/ledger/queries/periods.server.ts';
import type { ApplicationRefusal } from '#app/modules/ledger/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type Allocation, allocateOldestFirst } from '../rules/allocate-oldest-first.ts';
import { findExact } from '../rules/find-exact.ts';
import type { Applied, ApplyPaymentRefusal, HowToApply } from '../types.ts';
import { type DebitItem, lockCredit, readDebitItems } from './read-debit-items.server.ts';

export type ApplyPaymentInput = {
  readonly creditItemId: string;
  readonly how: HowToApply;
  readonly effectiveOn: PlainDate;
  /** What the outside world did is not refused for its date: it counts on the first open day after a closed one. */
  readonly whenClosed?: 'move';
};

/**
 * Sets a credit item (payment, credit note) against debit items of the same customer and currency: oldest due first,
 * exactly, or as chosen. The date moves to the later of both items where it must. Never beyond what is left on either
 * side. Refuses with the item at fault, and a date in a closed month unless it moves. Locks the customer; the database
 * then locks the items by id.
 */
export async function applyPayment(
  tx: Tx,
  actor: Actor,
  input: ApplyPaymentInput,
): Promise<Result<Applied, ApplyPaymentRefusal>> {
  const credit = await lockCredit(tx, input.creditItemId);
  if (credit?.side !== 'credit') return refuse({ code: 'unknown-credit' });
  const { residualMinor, debits } = await readDebitItems(tx, credit, input.how.kind !== 'none');
  const chosen = choose(input.how, residualMinor, debits);
  if (!chosen.ok) return chosen;
  const byId = new Map(debits.map((item) => [item.id, item]));
  const applications = chosen.value.map((allocation) => ({
    customerId: credit.customerId,
    creditItemId: credit.id,
    debitItemId: allocation.itemId,
    amountMinor: allocation.amountMinor,
    effectiveOn: latest(input.effectiveOn, credit.effectiveOn, byId.get(allocation.itemId)!.effectiveOn),
  }));
  const applied = await applyItems(tx, actor, {
    applications: input.whenClosed === 'move' ? await moveDates(tx, applications) : applications,
  });
  if (!applied.ok) return refuse(asOurs(applied.refusal));
  const appliedMinor = chosen.value.reduce((total, allocation) => total + allocation.amountMinor, 0n);
  return ok({ appliedMinor, leftMinor: residualMinor - appliedMinor, applicationIds: applied.value });
}

function asOurs(refusal: ApplicationRefusal): ApplyPaymentRefusal {
  if (refusal.code === 'period-closed') return refusal;
  return { code: refusal.code === 'over-application' ? 'over-application' : 'does-not-fit' };
}

async function moveDates<Dated extends { readonly effectiveOn: PlainDate }>(tx: Tx, rows: readonly Dated[]) {
  const dates = rows.map((row) => row.effectiveOn);
  const days = await openDays(tx, ['posting'], dates);
  return rows.map((row) => ({ ...row, effectiveOn: days.get(row.effectiveOn)! }));
}

const latest = (...dates: PlainDate[]): PlainDate => dates.reduce((a, b) => (a > b ? a : b));

function choose(
  how: HowToApply,
  leftMinor: bigint,
  debits: readonly DebitItem[],
): Result<Allocation[], ApplyPaymentRefusal> {
  switch (how.kind) {
    case 'none':
      return ok([]);
    case 'oldest-first':
      return ok(allocateOldestFirst(leftMinor, debits));
    case 'exact': {
      const exact = findExact(leftMinor, debits);
      return exact ? ok(exact) : refuse({ code: 'nothing-exact' });
    }
    case 'chosen':
      return checkChosen(how.allocations, leftMinor, debits);
  }
}

/** A person's choice may include held parts; it may not exceed what is left on either side. */
function checkChosen(
  allocations: readonly Allocation[],
  leftMinor: bigint,
  debits: readonly DebitItem[],
): Result<Allocation[], ApplyPaymentRefusal> {
  const byId = new Map(debits.map((item) => [item.id, item]));
  const total = allocations.reduce((sum, allocation) => sum + allocation.amountMinor, 0n);
  for (const { itemId, amountMinor } of allocations) {
    const item = byId.get(itemId);
    if (!item) return refuse({ code: 'item-not-open', itemId });
    if (amountMinor <= 0n) return refuse({ code: 'amount-not-positive', itemId });
    if (amountMinor > item.residualMinor)
      return refuse({ code: 'more-than-open', itemId, openMinor: item.residualMinor });
  }
  if (new Set(allocations.map((allocation) => allocation.itemId)).size !== allocations.length)
    return refuse({ code: 'does-not-fit' });
  return total > leftMinor ? refuse({ code: 'more-than-left', leftMinor }) : ok([...allocations]);
}
