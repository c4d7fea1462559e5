import { sql } from 'kysely';
import type { Db } from '#app/platform/db/pools.server.ts';

/**
 * Calls `draw` until everything committed in this database is drawn. Once is not always enough: test files run side by side
 * on one server, and a transaction that is open in another database holds the horizon for the moment it lasts.
 */
export async function drawUntilDone(db: Db, draw: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await draw();
    const { rows } = await sql<{ left: boolean }>`select exists (
      select from timeline_sources s where s.xid >= (select upto_xid from timeline_gatherings)) as left`.execute(db);
    if (!rows[0]!.left) return;
  }
}
