import { sql } from 'kysely';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { openDays } from '../queries/periods.server.ts';
import type { ApplicationRefusal } from '../types.ts';
import { refuseApplication } from './apply-items.server.ts';

export type ReverseInput = {
  readonly applicationIds: readonly string[];
  readonly effectiveOn: PlainDate;
  readonly reason: string;
  /** Dates in a closed month become the first open day after it, instead of a refusal. */
  readonly whenClosed?: 'move';
};

/**
 * Undoes applications by dated negative rows; both items stand open again by the amount. A reversal dated before its
 * application takes the application's date; the answer names the last day used. Refuses `period-closed`, `already-reversed` and `does-not-fit` (an id that is none, or a
 * reversal). The database locks the items.
 */
export async function reverseApplications(
  tx: Tx,
  actor: Actor,
  input: ReverseInput,
): Promise<Result<{ reversedMinor: bigint; effectiveOn: PlainDate }, ApplicationRefusal>> {
  const originals = await tx
    .selectFrom('applications')
    .select(['id', 'customer_id', 'credit_item_id', 'debit_item_id', 'amount_minor', 'effective_on'])
    .where('id', 'in', [...input.applicationIds])
    .where('reverses_id', 'is', null)
    .execute();
  if (originals.length === 0 || originals.length !== new Set(input.applicationIds).size)
    return refuse({ code: 'does-not-fit' });
  const dates = originals.map((original) => later(original.effective_on as PlainDate, input.effectiveOn));
  const moved = input.whenClosed === 'move' ? await openDays(tx, ['posting'], dates) : null;
  const days = dates.map((date) => moved?.get(date) ?? date);
  try {
    const undone = originals.map((original, index) => ({
      id: newId(),
      reverses_id: original.id,
      effective_on: days[index]!,
    }));
    await sql`/*prepared*/ select unapply_items(${JSON.stringify(undone)}::jsonb)`.execute(tx);
  } catch (error) {
    return refuseApplication(error);
  }
  await writeAudit(
    tx,
    actor,
    originals.map((original) => ({
      action: 'item.unapplied',
      subjectKind: 'open_item',
      subjectId: original.debit_item_id,
      customerId: original.customer_id,
      before: { applicationId: original.id, creditItemId: original.credit_item_id, amountMinor: original.amount_minor },
      reason: input.reason,
    })),
  );
  return ok({
    reversedMinor: originals.reduce((total, original) => total + original.amount_minor, 0n),
    effectiveOn: days.reduce(later),
  });
}
