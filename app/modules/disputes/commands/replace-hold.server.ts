import type { Actor } from '#app/modules/audit/types.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { holdContested } from './hold-contested.server.ts';
import type { LockedDispute } from './lock-dispute.server.ts';

/** Holds another amount for a dispute, in one transaction: nothing of it can be asked for in between. */
export async function replaceHold(
  tx: Tx,
  actor: Actor,
  dispute: LockedDispute,
  amountMinor: bigint,
  moment: Moment,
): Promise<void> {
  const { customerId, itemId, reasonCode: reason, holdId } = dispute;
  if (holdId) await releaseHolds(tx, actor, { holdIds: [holdId], reason: 'another amount', effectiveOn: moment.today });
  const placed = await holdContested(tx, actor, { customerId, itemId, amountMinor, reason }, moment);
  await tx
    .updateTable('disputes')
    .set({ hold_id: placed, amount_minor: amountMinor })
    .where('id', '=', dispute.id)
    .execute();
}
