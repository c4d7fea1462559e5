import { config } from '#app/platform/config/config.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';

let opening: Promise<void> | undefined;

/** Opens the job queue for this web process, once, before its first change; after a failure the next request tries again. */
export function openJobsOnce(): Promise<void> {
  opening ??= openJobs(config().db.staffUrl).catch(async (error: unknown) => {
    opening = undefined;
    await closeJobs();
    throw error;
  });
  return opening;
}
