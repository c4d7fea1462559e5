import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { LawResult, ProofRequest } from '../types.ts';

export type ProofRunSummary = {
  readonly id: string;
  readonly startedAt: Date;
  readonly askedByName: string;
  readonly milliseconds: number;
  readonly sealNo: bigint;
  readonly unsealed: bigint;
  readonly differences: bigint;
};
export type KeptProofRun = ProofRunSummary & { readonly sealHash: string; readonly laws: readonly LawResult[] };

const RUNS_SHOWN = 15;
const SUMMARY = [
  'id',
  'started_at',
  'asked_by_name',
  'duration_ms',
  'seal_no',
  'unsealed_count',
  'difference_count',
] as const;

/** The last runs of the checks, newest first. */
export async function recentProofRuns(db: ReadDb): Promise<ProofRunSummary[]> {
  const rows = await db
    .selectFrom('proof_runs')
    .select(SUMMARY)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(RUNS_SHOWN)
    .execute();
  return rows.map(toSummary);
}

/** One run with all its laws: the one named, or the newest. */
export async function proofRun(db: ReadDb, id: string | null): Promise<KeptProofRun | undefined> {
  let query = db.selectFrom('proof_runs').select([...SUMMARY, 'seal_hash', 'laws']);
  if (id) query = query.where('id', '=', id);
  const row = await query.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (!row) return undefined;
  return {
    ...toSummary(row),
    sealHash: row.seal_hash.toString('hex'),
    laws: row.laws as unknown as readonly LawResult[],
  };
}

/** The run that was asked for and is not done yet. */
export async function openProofRequest(db: ReadDb): Promise<ProofRequest | undefined> {
  const row = await db
    .selectFrom('proof_requests')
    .select(['id', 'asked_by_name', 'laws_done', 'laws_all'])
    .where('proof_run_id', 'is', null)
    .executeTakeFirst();
  return row && { id: row.id, askedByName: row.asked_by_name, done: row.laws_done, laws: row.laws_all };
}

type Row = {
  id: string;
  started_at: Date;
  asked_by_name: string;
  duration_ms: bigint;
  seal_no: bigint;
  unsealed_count: bigint;
  difference_count: bigint;
};

const toSummary = (row: Row): ProofRunSummary => ({
  id: row.id,
  startedAt: row.started_at,
  askedByName: row.asked_by_name,
  milliseconds: Number(row.duration_ms),
  sealNo: row.seal_no,
  unsealed: row.unsealed_count,
  differences: row.difference_count,
});
