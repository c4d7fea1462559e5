import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A note that names somebody, until they have put it aside. */
export type Mention = {
  readonly messageId: string;
  readonly disputeId: string;
  readonly number: string;
  readonly byName: string;
  readonly at: Date;
  /** The first words of the note. */
  readonly excerpt: string;
};

const SHOWN_MAX = 50;
const EXCERPT = 140;

/** What colleagues ask this person about and was not put aside yet, oldest first; at most fifty. */
export async function listMentions(db: ReadDb, of: { readonly userId: string }): Promise<Mention[]> {
  const { rows } = await sql<Mention>`
    select n.message_id as "messageId", n.dispute_id as "disputeId", d.number, m.author_name as "byName", m.written_at as at,
      left(m.body, ${EXCERPT}) as excerpt
    from dispute_mentions n join dispute_messages m on m.id = n.message_id join disputes d on d.id = n.dispute_id
    where n.user_id = ${of.userId}::uuid and n.seen_at is null order by m.written_at, m.id limit ${SHOWN_MAX}`.execute(
    db as never,
  );
  return rows;
}
