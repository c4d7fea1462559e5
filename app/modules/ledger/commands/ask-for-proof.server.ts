import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** A run that was asked for so long ago was lost with its worker; asking again takes it up. */
const LOST_AFTER_MS = 30 * 60_000;

/**
 * Asks for a run of all checks; the caller enqueues its job in the same transaction. One at a time: refuses while one that
 * was asked for is under way. No audit record: the run that comes of it says who asked.
 */
export async function askForProof(
  tx: Tx,
  actor: Actor,
  { now }: Moment,
): Promise<Result<{ requestId: string }, { code: 'running-already' }>> {
  const made = await tx
    .insertInto('proof_requests')
    .values({ asked_by: actor.kind === 'staff' ? actor.id : null, asked_by_name: actor.name, asked_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return ok({ requestId: made.id });
  const open = await tx
    .selectFrom('proof_requests')
    .select(['id', 'asked_at'])
    .where('proof_run_id', 'is', null)
    .executeTakeFirst();
  const isLost = open && now.getTime() - open.asked_at.getTime() > LOST_AFTER_MS;
  return isLost ? ok({ requestId: open.id }) : refuse({ code: 'running-already' });
}
