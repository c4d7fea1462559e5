import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What a mail to a colleague says of a dispute: its number, whether it is over, and what is due next. */
export type Work = {
  readonly id: string;
  readonly number: string;
  readonly isOver: boolean;
  readonly dueAt: Date | null;
};

export async function workOf(db: ReadDb, of: { readonly disputeId: string }): Promise<Work | null> {
  const { rows } = await sql<Work>`
    select id, number, closed_at is not null as "isOver", coalesce(answer_due_at, resolve_due_at) as "dueAt"
    from disputes where id = ${of.disputeId}::uuid`.execute(db as never);
  return rows[0] ?? null;
}
