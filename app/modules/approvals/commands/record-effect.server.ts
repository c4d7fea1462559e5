import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ApprovalId } from '../types.ts';

/** Keeps what an approved request did, in the transaction of its decision. JSON; amounts as text of minor units. */
export async function recordEffect(tx: Tx, approvalId: ApprovalId, effect: unknown): Promise<void> {
  await tx
    .insertInto('approval_effects')
    .values({ approval_id: approvalId, effect: JSON.stringify(effect) })
    .execute();
}
