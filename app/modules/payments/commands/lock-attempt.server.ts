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
