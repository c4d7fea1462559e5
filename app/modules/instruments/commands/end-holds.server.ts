import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** What a post-dated cheque is meant to pay may be chased again, or is paid now. Answers the parts, in minor units. */
export async function endHolds(
  tx: Tx,
  actor: Actor,
  input: { readonly instrumentId: string; readonly reason: string; readonly effectiveOn: PlainDate },
): Promise<{ itemId: string; amountMinor: bigint }[]> {
  const parts = await tx
    .selectFrom('instrument_items')
    .select(['item_id', 'amount_minor', 'hold_id'])
    .where('instrument_id', '=', input.instrumentId)
    .orderBy('item_id')
    .execute();
  await releaseHolds(tx, actor, { ...input, holdIds: parts.map((part) => part.hold_id) });
  return parts.map((part) => ({ itemId: part.item_id, amountMinor: part.amount_minor }));
}
