import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A complaint went up a rung. `isCurrent`: for the time it waits now. */
export type ComplaintStep = {
  readonly position: number;
  readonly rung: string;
  readonly role: string;
  readonly why: string;
  readonly at: Date;
  readonly byName: string;
  readonly isCurrent: boolean;
};

/** Every step of a complaint up the ladder, oldest first. */
export async function complaintSteps(db: ReadDb, of: { readonly disputeId: string }): Promise<ComplaintStep[]> {
  const { rows } = await sql<ComplaintStep>`
    select s.position, s.rung, s.role, s.why, s.stepped_at as at, s.by_name as "byName", s.waiting_since_at = d.last_word_at as "isCurrent"
    from complaint_steps s join disputes d on d.id = s.dispute_id
    where s.dispute_id = ${of.disputeId}::uuid order by s.stepped_at, s.position`.execute(db as never);
  return rows;
}
