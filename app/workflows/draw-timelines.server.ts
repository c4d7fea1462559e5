import { ok } from '#app/kernel/result.ts';
import { gatherTimeline } from '#app/modules/activity/commands/gather-timeline.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/** A chunk is one transaction; a pass is so many, so that the first one over old books leaves room for other work. */
const CHUNK_ROWS = 2_000;
const CHUNKS_MAX = 20;

/** Job, every minute: draws what happened onto the timelines. What is not drawn yet is read where it lies, so nothing waits for it. */
export async function drawTimelines(outside: Pick<Outside, 'db'>): Promise<void> {
  const moment = await momentFor(outside);
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk += 1) {
    const drawn = await inTransaction(outside.db, async (tx) =>
      ok(await gatherTimeline(tx, { rowsMax: CHUNK_ROWS }, moment)),
    );
    if (!drawn.ok || !drawn.value.more) return;
  }
}
