import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What a colleague asks somebody: a note that names them, until they put it aside, or a dispute handed over, until they answer. */
export type Mention = {
  readonly id: string;
  /** Null: handed over. */
  readonly messageId: string | null;
  readonly disputeId: string;
  readonly number: string;
  readonly byName: string;
  readonly at: Date;
  /** Handed over alone: by when it is answered. */
  readonly dueAt: Date | null;
  /** Its first words. */
  readonly excerpt: string;
};

const SHOWN_MAX = 50;
const EXCERPT = 140;

/** What colleagues ask this person about and is not done yet, oldest first; at most fifty. */
export async function listMentions(db: ReadDb, of: { readonly userId: string }): Promise<Mention[]> {
  const { rows } = await sql<Mention>`
    select * from (
      select n.message_id as id, n.message_id as "messageId", n.dispute_id as "disputeId", d.number, m.author_name as "byName",
        m.written_at as at, null::timestamptz as "dueAt", left(m.body, ${EXCERPT}) as excerpt
      from dispute_mentions n join dispute_messages m on m.id = n.message_id join disputes d on d.id = n.dispute_id
      where n.user_id = ${of.userId}::uuid and n.seen_at is null
      union all
      select h.id, null, h.dispute_id, d.number, h.asked_by_name, h.asked_at, h.due_at, left(h.question, ${EXCERPT})
      from dispute_handovers h join disputes d on d.id = h.dispute_id
      where h.to_user = ${of.userId}::uuid and h.answered_at is null and h.recalled_at is null) asked
    order by at, id limit ${SHOWN_MAX}`.execute(db as never);
  return rows;
}
