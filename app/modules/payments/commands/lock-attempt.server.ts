import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getAttempt } from '../queries/get-attempt.server.ts';
import type { Attempt } from '../types.ts';

/** One attempt, locked until the transaction ends: all that happens to it happens one after the other. Worker only. */
export async function lockAttempt(tx: Tx, attemptId: string): Promise<Attempt | null> {
  const locked = await tx
    .selectFrom('payment_attempts')
    .select('id')
    .where('id', '=', attemptId)
    .forUpdate()
    .executeTakeFirst();
  return locked ? getAttempt(tx, { id: locked.id }) : null;
}

export type ItemLeft = { readonly itemId: string; readonly leftMinor: bigint; readonly effectiveOn: PlainDate };

/**
 * What is left of an attempt's items, minor units, the rows locked in id order until the transaction ends, so that the
 * answer is still true when the money is applied. Worker only. The caller has locked the customer.
 */
export async function lockAttemptItems(tx: Tx, attemptId: string): Promise<ItemLeft[]> {
  const rows = await tx
    .selectFrom('open_items as o')
    .innerJoin('payment_attempt_items as i', 'i.item_id', 'o.id')
    .select(['o.id', 'o.residual_minor', 'o.effective_on'])
    .where('i.attempt_id', '=', attemptId)
    .orderBy('o.id')
    .forNoKeyUpdate('o')
    .execute();
  return rows.map((row) => ({
    itemId: row.id,
    leftMinor: row.residual_minor,
    effectiveOn: row.effective_on as PlainDate,
  }));
}
