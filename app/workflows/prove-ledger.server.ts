import path from 'node:path';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { askForProof } from '#app/modules/ledger/commands/ask-for-proof.server.ts';
import { noteProofProgress, recordProofRun } from '#app/modules/ledger/commands/record-proof-run.server.ts';
import { proveLaws } from '#app/modules/ledger/queries/prove-laws.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { readOneSnapshot } from '#app/platform/db/one-snapshot.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { readSealHeads } from './keep-seal-head.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/** As long as the checks of a very large ledger may take. */
const SECONDS_MAX = 3_600;

/** Asks for a run and enqueues it. Refuses while one is under way. */
export async function orderProof(
  tx: Tx,
  actor: Actor,
  moment: Moment,
): Promise<Result<{ requestId: string }, { code: 'running-already' }>> {
  const asked = await askForProof(tx, actor, moment);
  if (asked.ok) await enqueue(tx, 'prove-laws', { requestId: asked.value.requestId });
  return asked;
}

/**
 * Job: checks every law and the chain against the heads in the data folder, and keeps what it found. Run again it makes
 * another run, which says the same of the same data.
 */
export async function proveLedger(
  { db, folder }: Pick<Outside, 'db'> & { folder: string },
  requestId: string | null,
): Promise<void> {
  const moment = await momentFor({ db });
  const heads = await readSealHeads(folder);
  const proof = await readOneSnapshot(db, { seconds: SECONDS_MAX }, (reader) =>
    proveLaws(reader, {
      sqlDir: path.resolve('db'),
      heads,
      onLaw: async (_, at) => {
        if (requestId) await inTransaction(db, async (tx) => ok(await noteProofProgress(tx, { requestId, ...at })));
      },
    }),
  );
  await inTransaction(db, async (tx) => ok(await recordProofRun(tx, { proof, requestId }, moment)));
  const broken = proof.laws.filter((law) => law.differences > 0).map((law) => law.law);
  if (broken.length > 0) log.error('the checks found differences', { differences: proof.differences, broken });
}
