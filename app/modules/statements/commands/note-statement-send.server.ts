import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

type SendKey = { readonly runId: string; readonly seqNo: number };
export type SendFate =
  | { readonly state: 'sent'; readonly documentId: string }
  | { readonly state: 'empty' | 'failed'; readonly reason: string };

/**
 * Whether a statement of a run may be made now: its run is going on and nobody else has done it. The row stays locked until
 * the transaction ends, and so does the run's state: who pauses or cancels waits for the one in hand.
 */
export async function takeStatementSend(tx: Tx, { runId, seqNo }: SendKey): Promise<boolean> {
  const { rows: runs } = await sql<{
    state: string;
  }>`select state from statement_runs where id = ${runId}::uuid for share`.execute(tx);
  if (runs[0]?.state !== 'running') return false;
  const { rows } = await sql<{ state: string }>`
    select state from statement_sends where run_id = ${runId}::uuid and seq_no = ${seqNo} for update`.execute(tx);
  return rows[0]?.state === 'waiting';
}

/** Notes what became of a statement. What is done stays done: the database refuses to change it. */
export async function noteStatementSend(
  tx: Tx,
  { runId, seqNo }: SendKey,
  fate: SendFate,
  moment: Moment,
): Promise<void> {
  const [documentId, reason] = fate.state === 'sent' ? [fate.documentId, ''] : [null, fate.reason];
  await sql`update statement_sends set state = ${fate.state}, reason = ${reason}, document_id = ${documentId}::uuid, tries = tries + 1, done_at = ${moment.now}
    where run_id = ${runId}::uuid and seq_no = ${seqNo}`.execute(tx);
}
