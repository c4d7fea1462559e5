import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { decidePromises } from '#app/modules/collections/commands/decide-promises.server.ts';
import { promisesToCheck } from '#app/modules/collections/queries/promises-to-check.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

const CHUNK = 200;

/** Job, every few minutes: counts the money of customers whose promises still run, or whose money moved since they were decided. */
export async function checkPromises(outside: Pick<Outside, 'db'>): Promise<void> {
  const moment = await momentFor(outside);
  for (let after: string | null = null; ; ) {
    const customerIds = await promisesToCheck(outside.db, { after, limit: CHUNK, today: moment.today });
    for (const customerId of customerIds)
      await inTransaction(outside.db, async (tx) => ok(await decidePromises(tx, SYSTEM, { customerId }, moment)));
    after = customerIds.at(-1) ?? null;
    if (customerIds.length < CHUNK) return;
  }
}
