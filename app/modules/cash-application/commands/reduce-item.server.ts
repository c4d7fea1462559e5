import { assert } from '#app/kernel/assert.ts';
import { basePart } from '#app/kernel/exchange.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { closedPeriodOf } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { buildReduction } from '../rules/build-reduction.ts';
import { discountTax, type TaxShare } from '../rules/discount-tax.ts';
import { discountAllowed } from '../rules/discount-terms.ts';
import type { ReductionKind, ReductionRefusal } from '../types.ts';
import { type ReducibleItem, readReducible } from './read-reducible.server.ts';

export type ReduceInput = {
  readonly kind: ReductionKind;
  /** A debit item that was short paid; for a small difference also a credit item with a rest left over. */
  readonly itemId: string;
  /** Minor units of the item's currency. */
  readonly amountMinor: bigint;
  readonly effectiveOn: PlainDate;
  /** Deductions only: one of the deduction codes. */
  readonly code?: string;
  readonly reason: string;
  readonly paymentId?: string;
  /** When the money arrived, which is what a discount's term asks about; effectiveOn where left out. */
  readonly paidOn?: PlainDate;
};

export type Reduced = {
  readonly reductionId: string;
  readonly caseItemId: string | null;
  readonly effectiveOn: PlainDate;
};

/**
 * Settles (part of) an open item without money, by name: early-payment discount with its tax, tax withheld, bank charge,
 * small difference either way, or a deduction that leaves its claim open as an item of its own. Carried at the item's own
 * base, so that no exchange difference arises. The date moves to the item's where it must. Refuses with the item at
 * fault. Locks the customer and the item.
 */
export async function reduceItem(
  tx: Tx,
  actor: Actor,
  input: ReduceInput,
  moment: Moment,
): Promise<Result<Reduced, ReductionRefusal>> {
  const item = await readReducible(tx, input.itemId);
  if (!item) return refuse({ code: 'item-not-open', itemId: input.itemId });
  const wrong = misfit(input, item);
  if (wrong) return refuse(wrong);
  const effectiveOn = later(input.effectiveOn, item.effectiveOn);
  const closed = await closedPeriodOf(tx, ['posting'], effectiveOn);
  if (closed) return refuse(closed);
  const baseMinor = basePart(item.baseLeftMinor, input.amountMinor, item.residualMinor);
  if (input.kind === 'small_difference' && baseMinor > item.toleranceBaseMinor)
    return refuse({ code: 'difference-too-large', itemId: item.id, atMostBaseMinor: item.toleranceBaseMinor });
  const taxes = input.kind === 'discount' && item.taxes.length > 0 ? discountTax(input.amountMinor, item.taxes) : [];
  return store(tx, actor, { input, item, effectiveOn, baseMinor, taxes, moment });
}

/** What the person can mend, in the order of the form. */
function misfit(input: ReduceInput, item: ReducibleItem): ReductionRefusal | null {
  const { itemId, amountMinor } = input;
  if (amountMinor <= 0n) return { code: 'amount-not-positive', itemId };
  if (amountMinor > item.residualMinor) return { code: 'more-than-open', itemId, openMinor: item.residualMinor };
  if (item.side === 'credit' && input.kind !== 'small_difference') return { code: 'item-not-open', itemId };
  if (input.kind === 'deduction' && !input.code) return { code: 'code-needed', itemId };
  if (input.kind !== 'discount') return null;
  if (!item.terms) return { code: 'no-discount-terms', itemId };
  const { untilOn, atMostMinor } = discountAllowed(item, item.terms);
  if ((input.paidOn ?? input.effectiveOn) > untilOn) return { code: 'discount-ended', itemId, untilOn };
  return amountMinor > atMostMinor ? { code: 'discount-too-large', itemId, atMostMinor } : null;
}

type Ready = {
  input: ReduceInput;
  item: ReducibleItem;
  effectiveOn: PlainDate;
  baseMinor: bigint;
  taxes: readonly TaxShare[];
  moment: Moment;
};

async function store(tx: Tx, actor: Actor, ready: Ready): Promise<Result<Reduced, ReductionRefusal>> {
  const { input, item, effectiveOn } = ready;
  const [id, entryId, madeItemId] = [newId<never>() as string, newId<never>() as string, newId<never>() as string];
  const caseItemId = input.kind === 'deduction' ? (newId<never>() as string) : null;
  await postEntries(tx, [
    buildReduction({ id, entryId, madeItemId, caseItemId, ...ready, kind: input.kind, amountMinor: input.amountMinor }),
  ]);
  const settled = await applyItems(tx, actor, {
    applications: [
      {
        customerId: item.customerId,
        creditItemId: item.side === 'debit' ? madeItemId : item.id,
        debitItemId: item.side === 'debit' ? item.id : madeItemId,
        amountMinor: input.amountMinor,
        effectiveOn,
      },
    ],
  });
  if (!settled.ok) {
    assert(settled.refusal.code === 'over-application', 'what is left of a locked item can be settled now');
    return refuse({ code: 'over-application', itemId: item.id });
  }
  await record(tx, actor, { ...ready, id, entryId, madeItemId, caseItemId });
  return ok({ reductionId: id, caseItemId, effectiveOn });
}

type Recorded = Ready & { id: string; entryId: string; madeItemId: string; caseItemId: string | null };

async function record(
  tx: Tx,
  actor: Actor,
  { input, item, effectiveOn, taxes, moment, ...ids }: Recorded,
): Promise<void> {
  const taxMinor = taxes.reduce((total, tax) => total + tax.taxMinor, 0n);
  await tx
    .insertInto('reductions')
    .values({
      id: ids.id,
      kind: input.kind,
      customer_id: item.customerId,
      item_id: item.id,
      payment_id: input.paymentId ?? null,
      currency: item.currency,
      amount_minor: input.amountMinor,
      tax_minor: taxMinor,
      code: input.kind === 'deduction' ? input.code! : null,
      reason: input.reason,
      effective_on: effectiveOn,
      entry_id: ids.entryId,
      made_item_id: ids.madeItemId,
      case_item_id: ids.caseItemId,
      recorded_at: moment.now,
      recorded_by: actor.kind === 'staff' ? actor.id : null,
      recorded_by_name: actor.name,
    })
    .execute();
  if (taxes.length > 0)
    await tx
      .insertInto('reduction_taxes')
      .values(
        taxes.map((tax) => ({
          reduction_id: ids.id,
          tax_code: tax.taxCode,
          customer_id: item.customerId,
          rate_bp: tax.rateBp,
          taxable_minor: tax.taxableMinor,
          tax_minor: tax.taxMinor,
        })),
      )
      .execute();
  await writeAudit(tx, actor, {
    action: `item.${input.kind}`,
    subjectKind: 'open_item',
    subjectId: item.id,
    customerId: item.customerId,
    after: { reductionId: ids.id, amountMinor: input.amountMinor, taxMinor, code: input.code, currency: item.currency },
    reason: input.reason,
  });
}
