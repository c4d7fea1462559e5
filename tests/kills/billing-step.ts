import { openDb } from '#app/platform/db/pools.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { issueChunks, makePreview } from '#app/workflows/run-billing.server.ts';

/*
 * One step of a billing run as a process of its own, with the worker's login: `URL preview|issue RUN [CHUNK]`. Says "begun"
 * when its work begins, and at the end how long it took and the most memory it held. Whoever started it may kill it.
 */
const [url = '', step, runId = '', chunk] = process.argv.slice(2);
const size = chunk ? Number(chunk) : undefined;
const { db, close } = openDb({ url, name: 'billing-step', connectionsMax: 4, statementTimeoutMs: 600_000 });
await openJobs(url);
process.send?.('begun');
const started = performance.now();
await (step === 'preview' ? makePreview({ db }, runId, size) : issueChunks({ db }, runId, size));
const ms = performance.now() - started;
// On Linux the largest resident set is counted in kilobytes.
process.send?.({ ms, peakMegabytes: process.resourceUsage().maxRSS / 1024 });
await closeJobs();
await close();
process.disconnect?.();
