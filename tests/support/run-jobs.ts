import { PgBoss } from 'pg-boss';
import { type JobHandlers, workJobs } from '#app/platform/jobs/jobs.server.ts';
import type { TestDatabase } from './database.ts';

const ROUNDS_MAX = 60;
const BATCH = 100;

export type JobsRun = { readonly done: number; readonly failed: readonly string[] };
export type JobRunner = { run(): Promise<JobsRun>; close(): Promise<void> };

/**
 * Takes jobs as the worker does, now and until none is left, without waiting for anything: what is to be tried again later
 * is tried again at once, within the queue's own limit of tries. Answers the messages of the tries that failed.
 */
export async function startJobRunner(database: TestDatabase, handlers: JobHandlers): Promise<JobRunner> {
  const boss = new PgBoss({
    connectionString: database.workerUrl,
    schema: 'pgboss',
    migrate: false,
    supervise: false,
    schedule: false,
    max: 2,
  });
  boss.on('error', () => undefined);
  await boss.start();
  const takeFrom = async (queue: string, failed: string[]): Promise<number> => {
    const jobs = await boss.fetch(queue, { batchSize: BATCH });
    const handler = handlers[queue]!;
    // Those that are not worked together are worked one after the other, so that a test meets the same order each time.
    const lots = typeof handler === 'function' ? jobs.map((job) => [job]) : jobs.length > 0 ? [jobs] : [];
    for (const lot of lots) {
      const data = lot.map((job) => job.data);
      for (const [at, failure] of (await workJobs(handler, data)).entries()) {
        const { id } = lot[at]!;
        if (failure) failed.push(failure.message);
        if (failure) await boss.fail(queue, id, { message: failure.message });
        else await boss.complete(queue, id);
      }
    }
    return jobs.length;
  };
  return {
    async run() {
      let done = 0;
      const failed: string[] = [];
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        let taken = 0;
        for (const queue of Object.keys(handlers)) taken += await takeFrom(queue, failed);
        if (taken === 0) return { done, failed };
        done += taken;
        await database.owner.pool.query(`update pgboss.job set start_after = now() where state = 'retry'`);
      }
      throw new Error('the jobs make new jobs without end');
    },
    close: () => boss.stop({ graceful: false }),
  };
}
