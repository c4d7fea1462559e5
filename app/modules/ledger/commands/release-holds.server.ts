import type { PlainDate } from '#app/kernel/plain-date.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type ReleaseInput = {
  readonly holdIds: readonly string[];
  readonly reason: string;
  readonly effectiveOn: PlainDate;
};

/** Ends holds. One that ended before stays as it ended: releasing twice is harmless. Answers how many ended now. */
export async function releaseHolds(tx: Tx, actor: Actor, input: ReleaseInput): Promise<number> {
  if (input.holdIds.length === 0) return 0;
  const holds = await tx
    .selectFrom('holds')
    .select(['id', 'customer_id', 'item_id', 'kind'])
    .where('id', 'in', [...input.holdIds])
    .execute();
  if (holds.length === 0) return 0;
  const released = await tx
    .insertInto('hold_releases')
    .values(
      holds.map((hold) => ({
        hold_id: hold.id,
        customer_id: hold.customer_id,
        reason: input.reason,
        effective_on: input.effectiveOn,
      })),
    )
    .onConflict((conflict) => conflict.column('hold_id').doNothing())
    .returning('hold_id')
    .execute();
  const now = new Set(released.map((row) => row.hold_id));
  await writeAudit(
    tx,
    actor,
    holds
      .filter((hold) => now.has(hold.id))
      .map((hold) => ({
        action: 'item.released',
        subjectKind: 'open_item',
        subjectId: hold.item_id,
        customerId: hold.customer_id,
        before: { holdId: hold.id, kind: hold.kind },
        reason: input.reason,
      })),
  );
  return released.length;
}
