import pg from 'pg';
import { openDb } from '#app/platform/db/pools.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { issueChunks, makePreview } from '#app/workflows/run-billing.server.ts';

/*
 * One step of a billing run as a process of its own, with the worker's login: `URL preview|issue RUN [CHUNK [DIE-AT]]`.
 * Says at the end how long it took and the most memory it held. With DIE-AT it ends as kill -9 does at that statement of its
 * work: an odd one is never sent, an even one is on its way to the server.
 */
const [url = '', step, runId = '', chunk, dieAt] = process.argv.slice(2);
const size = chunk ? Number(chunk) : undefined;
const { db, close } = openDb({ url, name: 'billing-step', connectionsMax: 4, statementTimeoutMs: 600_000 });
await openJobs(url);
if (dieAt) dieAtStatement(Number(dieAt));
const started = performance.now();
await (step === 'preview' ? makePreview({ db }, runId, size) : issueChunks({ db }, runId, size));
const ms = performance.now() - started;
// On Linux the largest resident set is counted in kilobytes.
process.send?.({ ms, peakMegabytes: process.resourceUsage().maxRSS / 1024 });
await closeJobs();
await close();
process.disconnect?.();

function dieAtStatement(last: number): void {
  type Query = (this: object, ...args: unknown[]) => unknown;
  const original = pg.Client.prototype.query as unknown as Query;
  const die = () => process.kill(process.pid, 'SIGKILL');
  let sent = 0;
  const counted: Query = function counted(...args) {
    sent += 1;
    if (sent === last && last % 2 === 1) die();
    const answer = original.apply(this, args);
    // The statement is on its way to the server when this turn of the event loop ends.
    if (sent === last) setImmediate(die);
    return answer;
  };
  pg.Client.prototype.query = counted as never;
}
