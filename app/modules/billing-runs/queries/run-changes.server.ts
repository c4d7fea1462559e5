import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RunChange } from '../types.ts';

/** What changed since a run was previewed, that it used. Empty: the preview holds. */
export async function runChanges(db: ReadDb, { runId }: { runId: string }): Promise<RunChange[]> {
  const { rows } = await sql<RunChange>`select what, how_many::int as count from run_changes(${runId}::uuid)`.execute(
    db,
  );
  return rows;
}
