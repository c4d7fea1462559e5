import { mayStaff, type StaffUser } from '#app/modules/auth/types.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import {
  countRunFindings,
  listRunDrafts,
  listRunFindings,
} from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { runChanges } from '#app/modules/billing-runs/queries/run-changes.server.ts';
import {
  biggestChanges,
  largestDrafts,
  runHistogram,
} from '#app/modules/billing-runs/queries/run-comparison.server.ts';
import { runProgress } from '#app/modules/billing-runs/queries/run-progress.server.ts';
import { runTotals } from '#app/modules/billing-runs/queries/run-totals.server.ts';
import type { BillingRun } from '#app/modules/billing-runs/types.ts';
import { runDelivery } from '#app/modules/reports/queries/run-delivery.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { foundOr404 } from './not-found.ts';

const CHANGES_MAX = 6;
const SAMPLES = 6;
const BEING_DONE: ReadonlySet<string> = new Set(['drafting', 'issuing', 'paused']);
const PREVIEWED: ReadonlySet<string> = new Set(['previewed', 'reviewed']);

/** All a run's page shows in the state it is in; what another state shows is empty. */
export async function runPage(db: ReadDb, runId: string | null, user: StaffUser) {
  const run = foundOr404(runId && (await getRun(db, { runId })), 'run');
  const progress = foundOr404(await runProgress(db, { runId: run.id }), 'run');
  const isPreview = PREVIEWED.has(run.state);
  const isDone = run.state === 'issued' || run.state === 'cancelled';
  const begun = run.issueStartedAt !== null;
  return {
    // Of chosen records only their number is shown; they may be thousands.
    chosenUsage: run.filter.usageIds?.length ?? null,
    ...{ run: { ...run, filter: {} }, progress, isPreview, isDone, isBusy: BEING_DONE.has(run.state) },
    ...(isPreview || isDone ? await comparison(db, run) : NOTHING),
    findings: isPreview || isDone ? await listRunFindings(db, { runId: run.id }) : [],
    found: isPreview || isDone ? await countRunFindings(db, { runId: run.id }) : [],
    changes: isPreview ? await runChanges(db, { runId: run.id }) : [],
    samples: isPreview ? await listRunDrafts(db, { runId: run.id, state: 'ready', limit: SAMPLES }) : [],
    delivery: begun ? await runDelivery(db, run.id) : null,
    may: {
      prepare: mayStaff(user.role, 'runs.prepare'),
      review: mayStaff(user.role, 'runs.review') && run.preparedById !== user.id,
      issue: mayStaff(user.role, 'runs.issue'),
    },
  };
}
export type RunPage = Awaited<ReturnType<typeof runPage>>;

const NOTHING = { totals: [], last: null, histogram: [], biggest: [], largest: [] } as Awaited<
  ReturnType<typeof comparison>
>;

async function comparison(db: ReadDb, run: BillingRun) {
  const { id: runId, lastRunId } = run;
  const [totals, before, histogram, biggest, largest] = await Promise.all([
    runTotals(db, { runId }),
    lastRunId ? getRun(db, { runId: lastRunId }) : undefined,
    runHistogram(db, { runId }),
    biggestChanges(db, { runId, limit: CHANGES_MAX }),
    largestDrafts(db, { runId }),
  ]);
  const last = before ? { id: before.id, name: before.name, count: before.issuedCount } : null;
  return { totals, last, histogram, biggest, largest };
}
