import { DEAD_LETTER_QUEUE, openedJobs } from './jobs.server.ts';

/** A job that failed as often as it may. `queue` is where it failed and where it goes back to. */
export type DeadJob = {
  readonly id: string;
  readonly queue: string;
  readonly data: unknown;
  readonly reason: string;
  readonly diedAt: Date;
};

const SHOWN_MAX = 1_000;

/** The jobs that rest in the dead-letter queue, oldest first, a thousand at most. */
export async function listDeadJobs(): Promise<DeadJob[]> {
  const jobs = await openedJobs().findJobs<unknown>(DEAD_LETTER_QUEUE);
  return jobs
    .filter((job) => job.state === 'created')
    .slice(0, SHOWN_MAX)
    .map((job) => ({
      id: job.id,
      queue: job.sourceName ?? '',
      data: job.data,
      reason: reasonIn(job.sourceOutput),
      diedAt: job.createdOn,
    }))
    .sort((a, b) => a.diedAt.getTime() - b.diedAt.getTime());
}

const reasonIn = (output: unknown): string =>
  String((output as { message?: unknown } | null)?.message ?? '').slice(0, 500);

/**
 * Puts dead jobs back into the queues they came from, with all their tries before them: the ones named, or all. Answers
 * how many went back. Jobs may run any number of times, so giving one back that was done meanwhile is harmless.
 */
export function redriveJobs(ids: readonly string[] | 'all'): Promise<number> {
  return openedJobs().redrive(DEAD_LETTER_QUEUE, ids === 'all' ? {} : { ids: [...ids] });
}
