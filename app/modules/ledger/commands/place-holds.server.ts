import type { HoldId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { HoldKind } from '../types.ts';

export type HoldInput = {
  readonly customerId: string;
  readonly itemId: string;
  readonly kind: HoldKind;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
};

/**
 * Puts holds on (parts of) debit items. Refuses `hold-does-not-fit` when the holds of one kind would exceed the item or
 * the item is no debit. The database locks the items in id order, so that two holds at once cannot both fit.
 */
export async function placeHolds(
  tx: Tx,
  actor: Actor,
  input: { readonly holds: readonly HoldInput[] },
): Promise<Result<HoldId[], { readonly code: 'hold-does-not-fit' }>> {
  if (input.holds.length === 0) return ok([]);
  const rows = input.holds.map((hold) => ({ ...hold, id: newId<HoldId>() }));
  try {
    await tx
      .insertInto('holds')
      .values(
        rows.map((row) => ({
          id: row.id,
          customer_id: row.customerId,
          item_id: row.itemId,
          kind: row.kind,
          amount_minor: row.amountMinor,
          reason: row.reason,
          effective_on: row.effectiveOn,
        })),
      )
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'hold_fits') return refuse({ code: 'hold-does-not-fit' });
    throw error;
  }
  await writeAudit(
    tx,
    actor,
    rows.map((row) => ({
      action: 'item.held',
      subjectKind: 'open_item',
      subjectId: row.itemId,
      customerId: row.customerId,
      after: { holdId: row.id, kind: row.kind, amountMinor: row.amountMinor },
      reason: row.reason,
    })),
  );
  return ok(rows.map((row) => row.id));
}
