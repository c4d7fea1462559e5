import { sweepSignIns as forgetOldSignIns } from '#app/modules/auth/commands/sweep-sign-ins.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/** Every night: forgets ended sessions, old sign-in requests (they hold addresses) and counters of past windows. */
export async function sweepSignIns(world: Pick<Outside, 'db'>): Promise<void> {
  const moment = await momentFor(world);
  await inTransaction(world.db, (tx) => forgetOldSignIns(tx, moment));
}
