import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import {
  cancelRun,
  issueRun,
  issueRunChunk,
  pauseReasonIn,
  pauseRun,
  resumeRun,
} from '#app/modules/billing-runs/commands/issue-run.server.ts';
import { previewRun } from '#app/modules/billing-runs/commands/preview-run.server.ts';
import { refreshPreview } from '#app/modules/billing-runs/commands/refresh-preview.server.ts';
import { startPreview } from '#app/modules/billing-runs/commands/start-preview.server.ts';
import type {
  IssueRunRefusal,
  NotNow,
  RunStopped,
  StartPreviewInput,
  StartPreviewRefusal,
} from '#app/modules/billing-runs/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue, enqueueMany } from '#app/platform/jobs/jobs.server.ts';

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

type Worker = { readonly db: Db };

/** Job: makes the drafts of a run, from where it stands. Run again it finds nothing to do. */
export const makePreview = ({ db }: Worker, runId: string): Promise<void> => previewRun(db, { runId });

/**
 * Job: issues a run chunk by chunk, each a transaction with the jobs that make and deliver its documents: invoices without
 * their jobs cannot exist. Stops where the run is no longer issuing; run again it goes on after the last chunk. A month
 * closed meanwhile pauses the run with the reason.
 */
export async function issueChunks({ db }: Worker, runId: string, size?: number): Promise<void> {
  const { timeZone, locale } = await getCompany(db);
  for (;;) {
    const moment = momentIn(timeZone);
    try {
      const chunk = await inTransaction(db, async (tx) => {
        const done = await issueRunChunk(tx, { runId, ...(size ? { size } : {}) }, moment);
        await enqueueMany(
          tx,
          'produce-invoice',
          done.issued.map((invoiceId) => ({ invoiceId, deliver: 'yes' })),
        );
        return ok(done);
      });
      if (!chunk.ok || chunk.value.state !== 'issuing') return;
    } catch (error) {
      const reason = pauseReasonIn(error, locale);
      if (!reason) throw error;
      await inTransaction(db, (tx) => pauseRun(tx, SYSTEM, { runId, reason }, moment));
      return;
    }
  }
}
