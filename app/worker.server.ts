import { setTimeout as pause } from 'node:timers/promises';
import { config } from '#app/platform/config/config.server.ts';
import { openDb } from '#app/platform/db/pools.server.ts';
import { openJobs, startWorker } from '#app/platform/jobs/jobs.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { jobHandlers, schedules } from '#app/workflows/job-handlers.server.ts';
import { startSealer } from '#app/workflows/run-sealer.server.ts';

/** The first seal of a filled database takes minutes. */
const SEAL_TIMEOUT_MS = 3_600_000;
/** As long as the jobs in hand get; a seal that is cut off is made again by the next worker. */
const SEAL_END_MS_MAX = 10_000;

/**
 * The worker process: takes jobs from the queues and seals the ledger once a second until told to end, then finishes what
 * is in hand. A job that throws is retried by the queue; an error outside a job is a bug and ends the process, which its
 * supervisor starts again.
 */
async function main(): Promise<void> {
  const { dataDir, db } = config();
  const { workerUrl } = db;
  // Handlers enqueue follow-up jobs in their own transactions.
  await openJobs(workerUrl);
  const worker = await startWorker(workerUrl, jobHandlers, schedules);
  const sealing = openDb({ url: workerUrl, name: 'sealer', connectionsMax: 1, statementTimeoutMs: SEAL_TIMEOUT_MS });
  const sealer = startSealer({ db: sealing.db, folder: dataDir });
  log.info('worker ready', { queues: Object.keys(jobHandlers) });
  process.send?.('ready');
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    await Promise.all([worker.stop(), Promise.race([sealer.stop(), pause(SEAL_END_MS_MAX)])]);
    process.exit(0);
  };
  process.on('SIGTERM', () => void end());
  process.on('SIGINT', () => void end());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
