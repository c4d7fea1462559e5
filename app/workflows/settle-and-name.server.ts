import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyAcrossGroup } from '#app/modules/cash-application/commands/apply-across-group.server.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { reduceItem } from '#app/modules/cash-application/commands/reduce-item.server.ts';
import { passingBy } from '#app/modules/cash-application/queries/propose-split.server.ts';
import type {
  ApplyAcrossRefusal,
  HowToApply,
  ReductionKind,
  ReductionRefusal,
} from '#app/modules/cash-application/types.ts';
import { findOpenItem } from '#app/modules/ledger/queries/find-item.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { noticePlans } from './look-at-plan.server.ts';

/** What was short paid on an item, by name. Minor units; null is all that is left of it after the money. */
export type NamedRest = {
  readonly itemId: string;
  readonly kind: ReductionKind;
  readonly code?: string;
  readonly amountMinor: bigint | null;
};

export type SettleInput = {
  readonly creditItemId: string;
  readonly paymentId?: string;
  readonly how: HowToApply;
  readonly rests: readonly NamedRest[];
  /** What becomes of money that pays nothing: kept on the account, or cleared where it is small enough. */
  readonly leftOver: 'account' | 'small_difference';
  readonly effectiveOn: PlainDate;
  /** When the money arrived, which is what a discount's term asks about. */
  readonly paidOn?: PlainDate;
  readonly reason: string;
};

export type Settled = { readonly appliedMinor: bigint; readonly leftMinor: bigint; readonly clearedMinor: bigint };

export type SettleRefusal =
  | ApplyAcrossRefusal
  | { readonly code: 'rest-refused'; readonly rest: NamedRest; readonly refusal: ReductionRefusal }
  | { readonly code: 'left-refused'; readonly leftMinor: bigint; readonly refusal: ReductionRefusal };

/**
 * Sets a credit against open items, of its customer or of its group, and names what was paid short and what is left
 * over, in one transaction. Differences with an amount come first, so that oldest-first does not spend money on them;
 * those without one take what the money leaves. Refuses with the item at fault; the caller then rolls back.
 */
export async function settleAndName(
  tx: Tx,
  actor: Actor,
  input: SettleInput,
  moment: Moment,
): Promise<Result<Settled, SettleRefusal>> {
  // Read while it is open: used up it is found no more.
  const credit = await findOpenItem(tx, input.creditItemId);
  const sized = input.rests.filter((rest) => rest.amountMinor !== null);
  const unsized = input.rests.filter((rest) => rest.amountMinor === null);
  const before = await nameRests(tx, actor, { ...input, rests: sized }, moment);
  if (!before.ok) return before;
  // The claims that deductions leave open now are disputed: money that goes by itself passes them by.
  const how = await passingBy(tx, { ...input, itemIds: before.value });
  if (!how.ok) return how;
  const applied = await applyAnywhere(tx, actor, { ...input, how: how.value }, moment);
  if (!applied.ok) return applied;
  const after = await nameRests(tx, actor, { ...input, rests: unsized }, moment);
  if (!after.ok) return after;
  if (credit) await noticePlans(tx, credit.customerId);
  const leftMinor = await leftOf(tx, input.creditItemId);
  if (leftMinor === 0n || input.leftOver === 'account')
    return ok({ appliedMinor: applied.value, leftMinor, clearedMinor: 0n });
  const cleared = await reduceItem(tx, actor, { ...shared(input), ...smallDifference(input, leftMinor) }, moment);
  if (!cleared.ok) return refuse({ code: 'left-refused', leftMinor, refusal: cleared.refusal });
  return ok({ appliedMinor: applied.value, leftMinor: 0n, clearedMinor: leftMinor });
}

const smallDifference = (input: SettleInput, amountMinor: bigint) => ({
  kind: 'small_difference' as const,
  itemId: input.creditItemId,
  amountMinor,
});

const shared = ({ effectiveOn, paidOn, reason, paymentId }: SettleInput) => ({
  effectiveOn,
  reason,
  ...(paidOn ? { paidOn } : {}),
  ...(paymentId ? { paymentId } : {}),
});

/** Money that was given to items of other customers goes over by transfer. */
async function applyAnywhere(
  tx: Tx,
  actor: Actor,
  input: SettleInput,
  moment: Moment,
): Promise<Result<bigint, ApplyAcrossRefusal>> {
  const { creditItemId, how, effectiveOn, reason } = input;
  if (how.kind === 'chosen') {
    const across = { creditItemId, allocations: how.allocations, effectiveOn, reason };
    const done = await applyAcrossGroup(tx, actor, across, moment);
    return done.ok ? ok(done.value.appliedMinor) : done;
  }
  const done = await applyPayment(tx, actor, { creditItemId, how, effectiveOn });
  return done.ok ? ok(done.value.appliedMinor) : done;
}

/** Names each; answers the claims that deductions left open. */
async function nameRests(
  tx: Tx,
  actor: Actor,
  input: SettleInput,
  moment: Moment,
): Promise<Result<string[], SettleRefusal>> {
  const claims: string[] = [];
  for (const rest of input.rests) {
    const amountMinor = rest.amountMinor ?? (await leftOf(tx, rest.itemId));
    const named = { kind: rest.kind, itemId: rest.itemId, amountMinor, ...(rest.code ? { code: rest.code } : {}) };
    const done =
      amountMinor === 0n && rest.amountMinor === null
        ? refuse({ code: 'item-not-open' as const, itemId: rest.itemId })
        : await reduceItem(tx, actor, { ...shared(input), ...named }, moment);
    if (!done.ok) return refuse({ code: 'rest-refused', rest, refusal: done.refusal });
    if (done.value.caseItemId) claims.push(done.value.caseItemId);
  }
  return ok(claims);
}

const leftOf = async (tx: Tx, itemId: string): Promise<bigint> => (await findOpenItem(tx, itemId))?.residualMinor ?? 0n;
