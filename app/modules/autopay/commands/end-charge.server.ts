import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { SkippedBecause } from '../types.ts';

export type ChargeEnd =
  | { readonly state: 'collected'; readonly collectedMinor: bigint }
  | { readonly state: 'failed'; readonly failureCode: string }
  | { readonly state: 'skipped'; readonly because: SkippedBecause };

/** Ends a collection: its items are free for another. The caller holds its lock. */
export async function endCharge(
  tx: Tx,
  { chargeId, end }: { readonly chargeId: string; readonly end: ChargeEnd },
  { now }: Pick<Moment, 'now'>,
): Promise<void> {
  await tx
    .updateTable('autopay_charges')
    .set({
      ...{ state: end.state, next_try_on: null, changed_at: now },
      ...(end.state === 'collected' && { collected_minor: end.collectedMinor, failure_code: null }),
      ...(end.state === 'failed' && { failure_code: end.failureCode }),
      ...(end.state === 'skipped' && { skipped_because: end.because }),
    })
    .where('id', '=', chargeId)
    .execute();
  await tx
    .updateTable('autopay_charge_items')
    .set({ live: false })
    .where('charge_id', '=', chargeId)
    .where('live', '=', true)
    .execute();
}
