import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Proof } from '../types.ts';

const SCHEDULE = 'Every night';

/** Notes how far an asked-for run has come. Nothing depends on it. */
export async function noteProofProgress(tx: Tx, at: { requestId: string; done: number; all: number }): Promise<void> {
  await tx
    .updateTable('proof_requests')
    .set({ laws_done: at.done, laws_all: at.all })
    .where('id', '=', at.requestId)
    .execute();
}

/** Keeps what a run found, for ever, and closes the request it answers, if a person asked. */
export async function recordProofRun(
  tx: Tx,
  run: { readonly proof: Proof; readonly requestId: string | null },
  { now }: Moment,
): Promise<{ runId: string }> {
  const { proof, requestId } = run;
  const asked = requestId
    ? await tx
        .selectFrom('proof_requests')
        .select(['asked_by', 'asked_by_name'])
        .where('id', '=', requestId)
        .executeTakeFirst()
    : undefined;
  const row = await tx
    .insertInto('proof_runs')
    .values({
      ...{ started_at: now, duration_ms: BigInt(proof.milliseconds) },
      ...{ asked_by: asked?.asked_by ?? null, asked_by_name: asked?.asked_by_name ?? SCHEDULE },
      ...{ seal_no: proof.head.sealNo, seal_hash: Buffer.from(proof.head.hash, 'hex') },
      ...{ unsealed_count: proof.unsealed, difference_count: BigInt(proof.differences) },
      laws: JSON.stringify(proof.laws),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (requestId) {
    await tx.updateTable('proof_requests').set({ proof_run_id: row.id }).where('id', '=', requestId).execute();
  }
  return { runId: row.id };
}
