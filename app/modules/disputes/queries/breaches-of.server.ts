import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A target that was missed, and why, once somebody has said so. */
export type Breach = {
  readonly id: string;
  readonly clock: 'answer' | 'resolve';
  readonly dueAt: Date;
  readonly cause: string | null;
  readonly explainedByName: string | null;
};

/** The missed targets of a dispute, oldest first. */
export async function breachesOf(db: ReadDb, of: { readonly disputeId: string }): Promise<Breach[]> {
  const { rows } = await sql<Breach>`
    select id, clock, due_at as "dueAt", cause, explained_by_name as "explainedByName"
    from dispute_breaches where dispute_id = ${of.disputeId}::uuid order by due_at, id`.execute(db as never);
  return rows;
}
