import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Allocation } from '../rules/allocate-oldest-first.ts';
import type { ApplyAcrossRefusal } from '../types.ts';
import { applyPayment } from './apply-payment.server.ts';
import { lockCredit } from './read-debit-items.server.ts';
import { transferCredit } from './transfer-credit.server.ts';

export type AcrossGroupInput = {
  readonly creditItemId: string;
  /** Items of any customers of the credit's group, minor units of the credit's currency. */
  readonly allocations: readonly Allocation[];
  readonly effectiveOn: PlainDate;
  readonly reason: string;
};

export type AppliedAcross = {
  readonly appliedMinor: bigint;
  /** What went to each other customer, minor units. */
  readonly transfers: readonly { readonly customerId: string; readonly amountMinor: bigint }[];
};

/**
 * Sets one credit against items of several customers of its group: what belongs to others is transferred to each in one
 * pair and applied there, the rest is applied where the credit stands. All or nothing. Refuses as applyPayment and
 * transferCredit do, with the item at fault. Locks the customers as it comes to them, in id order.
 */
export async function applyAcrossGroup(
  tx: Tx,
  actor: Actor,
  input: AcrossGroupInput,
  moment: Moment,
): Promise<Result<AppliedAcross, ApplyAcrossRefusal>> {
  const credit = await lockCredit(tx, input.creditItemId);
  if (credit?.side !== 'credit') return refuse({ code: 'unknown-credit' });
  const byCustomer = await groupByCustomer(tx, input.allocations);
  if (!byCustomer.ok) return byCustomer;
  const transfers: { customerId: string; amountMinor: bigint }[] = [];
  for (const [customerId, allocations] of byCustomer.value) {
    const amountMinor = allocations.reduce((total, one) => total + one.amountMinor, 0n);
    const from = await creditFor(tx, actor, { ...input, customerId, amountMinor, standsAt: credit.customerId }, moment);
    if (!from.ok) return from;
    const applied = await applyPayment(tx, actor, {
      creditItemId: from.value,
      how: { kind: 'chosen', allocations },
      effectiveOn: input.effectiveOn,
    });
    if (!applied.ok) return applied;
    if (customerId !== credit.customerId) transfers.push({ customerId, amountMinor });
  }
  return ok({ appliedMinor: input.allocations.reduce((total, one) => total + one.amountMinor, 0n), transfers });
}

type Share = AcrossGroupInput & { customerId: string; amountMinor: bigint; standsAt: string };

/** The credit itself where it stands, or its share moved to another customer. */
async function creditFor(
  tx: Tx,
  actor: Actor,
  share: Share,
  moment: Moment,
): Promise<Result<string, ApplyAcrossRefusal>> {
  if (share.customerId === share.standsAt) return ok(share.creditItemId);
  const moved = await transferCredit(tx, actor, { ...share, toCustomerId: share.customerId }, moment);
  return moved.ok ? ok(moved.value.creditItemId) : moved;
}

async function groupByCustomer(
  tx: Tx,
  allocations: readonly Allocation[],
): Promise<Result<[string, Allocation[]][], ApplyAcrossRefusal>> {
  const rows = await tx
    .selectFrom('open_items')
    .select(['id', 'customer_id'])
    .where('id', 'in', allocations.length > 0 ? allocations.map((one) => one.itemId) : [NO_ID])
    .execute();
  const owner = new Map(rows.map((row) => [row.id, row.customer_id]));
  const groups = new Map<string, Allocation[]>();
  for (const one of allocations) {
    const customerId = owner.get(one.itemId);
    if (!customerId) return refuse({ code: 'item-not-open', itemId: one.itemId });
    groups.set(customerId, [...(groups.get(customerId) ?? []), one]);
  }
  return ok([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
