import { config } from '#app/platform/config/config.server.ts';
import { openJobs, startWorker } from '#app/platform/jobs/jobs.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { jobHandlers, schedules } from '#app/workflows/job-handlers.server.ts';

/**
 * The worker process: takes jobs from the queues until told to end, then finishes those in hand. A job that throws is
 * retried by the queue; an error outside a job is a bug and ends the process, which its supervisor starts again.
 */
async function main(): Promise<void> {
  const { workerUrl } = config().db;
  // Handlers enqueue follow-up jobs in their own transactions.
  await openJobs(workerUrl);
  const worker = await startWorker(workerUrl, jobHandlers, schedules);
  log.info('worker ready', { queues: Object.keys(jobHandlers) });
  process.send?.('ready');
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    await worker.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void end());
  process.on('SIGINT', () => void end());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
