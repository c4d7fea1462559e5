import type { TestDatabase } from '#tests/support/database.ts';

/** Ends the seconds in which the mail of an invoice can be taken back: the clock of the queue is the database's own, and nothing here waits for it. */
export async function endUndoSeconds({ pool }: TestDatabase['owner']): Promise<void> {
  await pool.query(
    `update messages set not_before_at = null; update pgboss.job set start_after = now() where name = 'send-message'`,
  );
}
