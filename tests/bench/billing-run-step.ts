import { openDb } from '#app/platform/db/pools.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { issueChunks, makePreview } from '#app/workflows/run-billing.server.ts';

/*
 * One step of a billing run as a process of its own, with the worker's login: `URL preview|issue RUN`. Answers its parent how
 * long it took and the most memory it held.
 */
const [url = '', step, runId = ''] = process.argv.slice(2);
const { db, close } = openDb({ url, name: 'bench-run', connectionsMax: 4, statementTimeoutMs: 600_000 });
await openJobs(url);
const started = performance.now();
await (step === 'preview' ? makePreview({ db }, runId) : issueChunks({ db }, runId));
const ms = performance.now() - started;
// On Linux the largest resident set is counted in kilobytes.
process.send?.({ ms, peakMegabytes: process.resourceUsage().maxRSS / 1024 });
await closeJobs();
await close();
