import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import {
  cancelRun,
  issueRun,
  numberRunChunk,
  type PostedChunk,
  pauseReasonIn,
  pauseRun,
  postRunChunk,
  resumeRun,
} from '#app/modules/billing-runs/commands/issue-run.server.ts';
import { previewRun } from '#app/modules/billing-runs/commands/preview-run.server.ts';
import { refreshPreview } from '#app/modules/billing-runs/commands/refresh-preview.server.ts';
import { startPreview } from '#app/modules/billing-runs/commands/start-preview.server.ts';
import type {
  IssueRunRefusal,
  NotNow,
  RunState,
  RunStopped,
  StartPreviewInput,
  StartPreviewRefusal,
} from '#app/modules/billing-runs/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue, enqueueMany } from '#app/platform/jobs/jobs.server.ts';
import type { WorkerDb } from './outside.server.ts';

/** Opens a billing run and promises its preview in the same transaction. Refuses what startPreview refuses. */
export async function previewBilling(
  tx: Tx,
  actor: Actor,
  input: StartPreviewInput,
  moment: Moment,
): Promise<Result<{ runId: string; number: string }, StartPreviewRefusal>> {
  const started = await startPreview(tx, actor, input, moment);
  if (started.ok) await enqueue(tx, 'preview-run', { runId: started.value.runId });
  return started;
}

/** Makes a run's preview anew. */
export async function previewBillingAnew(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string },
  moment: Moment,
): Promise<Result<void, NotNow>> {
  const begun = await refreshPreview(tx, actor, input, moment);
  if (begun.ok) await enqueue(tx, 'preview-run', input);
  return begun;
}

/** Lets a run issue, or go on after a pause, and promises the job that does it. */
export async function issueBilling(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string },
  moment: Moment,
): Promise<Result<void, IssueRunRefusal>> {
  const begun = await issueRun(tx, actor, input, moment);
  if (begun.ok) await enqueue(tx, 'issue-run', input);
  return begun;
}

export async function resumeBilling(
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string },
  moment: Moment,
): Promise<Result<void, IssueRunRefusal>> {
  const begun = await resumeRun(tx, actor, input, moment);
  if (begun.ok) await enqueue(tx, 'issue-run', input);
  return begun;
}

/** Pauses or ends a run after the chunk that is under way; answers what was issued and what is not. */
export const stopBilling = (
  tx: Tx,
  actor: Actor,
  input: { readonly runId: string; readonly how: 'pause' | 'cancel'; readonly reason: string },
  moment: Moment,
): Promise<Result<RunStopped, NotNow>> => (input.how === 'pause' ? pauseRun : cancelRun)(tx, actor, input, moment);

type Worker = { readonly db: WorkerDb };

/** Job: makes the drafts of a run, from where it stands. Run again it finds nothing to do. */
export const makePreview = ({ db }: Worker, runId: string, size?: number): Promise<void> =>
  previewRun(db, { runId, size });

/**
 * Job: issues a run chunk by chunk, each a transaction with the jobs that make and deliver its documents: invoices without
 * their jobs cannot exist. One chunk is posted while the one before it is numbered; numbers are taken in the order of the
 * drafts. Stops where the run is no longer issuing; run again it goes on after the last chunk. A month closed meanwhile
 * pauses the run with the reason.
 */
export async function issueChunks({ db }: Worker, runId: string, size?: number): Promise<void> {
  const { timeZone, locale } = await getCompany(db);
  const moment = () => momentIn(timeZone);
  let before: Promise<ChunkEnd> = Promise.resolve(ok('issuing' as const));
  let afterSeq = 0;
  try {
    for (;;) {
      const chunk = issueChunk(db, { runId, afterSeq, size, before, moment });
      // Whoever fails is heard when its turn is awaited; until then nobody listens.
      chunk.ended.catch(() => undefined);
      const posted = await Promise.race([chunk.posted, chunk.ended.then(() => null)]);
      const earlier = await before;
      before = chunk.ended;
      if (!earlier.ok || posted?.lastSeq == null) break;
      afterSeq = posted.lastSeq;
    }
    await before;
  } catch (error) {
    await before.catch(() => undefined);
    const reason = pauseReasonIn(error, locale);
    if (!reason) throw error;
    await inTransaction(db, (tx) => pauseRun(tx, SYSTEM, { runId, reason }, moment()));
  }
}

type ChunkEnd = Result<'issuing' | 'issued', RunState>;
type ChunkTask = {
  readonly runId: string;
  readonly afterSeq: number;
  readonly size: number | undefined;
  readonly before: Promise<ChunkEnd>;
  readonly moment: () => Moment;
};

/** One chunk: `posted` when its first half is done, `ended` when it is committed or rolled back. */
function issueChunk(db: WorkerDb, task: ChunkTask): { posted: Promise<PostedChunk>; ended: Promise<ChunkEnd> } {
  const { promise: posted, resolve } = Promise.withResolvers<PostedChunk>();
  const ended = inTransaction<'issuing' | 'issued', RunState>(db, async (tx) => {
    const chunk = await postRunChunk(tx, task);
    resolve(chunk);
    const earlier = await task.before;
    if (!earlier.ok) return earlier;
    const state = await numberRunChunk(tx, { runId: task.runId, ready: chunk.ready }, task.moment());
    if (state !== 'issuing' && state !== 'issued') return refuse(state);
    await enqueueMany(
      tx,
      'produce-invoice',
      chunk.ready.map((invoiceId) => ({ invoiceId, deliver: 'yes' })),
    );
    return ok(state);
  });
  return { posted, ended };
}
