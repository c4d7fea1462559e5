import { fromKysely, PgBoss } from 'pg-boss';
import { assert } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { PREPARED } from '#app/platform/db/prepared-statements.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { insertWithRow, type NewRow } from '#app/platform/db/with-new-row.server.ts';

/** Retries of a job before it rests in the dead-letter queue, where a person sees it. */
const RETRIES_MAX = 8;
const RETRY_DELAY_SECONDS = 2;
const RETRY_DELAY_MAX_SECONDS = 600;
const BATCH_SIZE = 20;
/** Jobs worked together: many of them, and one lot is fetched and asked about while another is written. */
const TOGETHER_SIZE = 40;
const TOGETHER_LOOPS = 2;
const POLL_SECONDS = 1;
/** A worker that is silent for so long is gone, and its jobs are given to another one. */
const HEARTBEAT_SECONDS = 20;
const SUPERVISE_SECONDS = 15;
export const DEAD_LETTER_QUEUE = 'dead-letter';

export type JobHandler = (data: unknown) => Promise<void>;
/**
 * Works several jobs of one queue together, where that costs less. Answers for each, in their order, null or why it failed;
 * a throw fails them all.
 */
export type TogetherHandler = { together(jobs: readonly unknown[]): Promise<readonly (Error | null)[]> };
export type JobHandlers = Record<string, JobHandler | TogetherHandler>;

let sender: PgBoss | undefined;

/** Opens the queue for sending from this process. Tables exist already: the migration made them. */
export async function openJobs(url: string): Promise<void> {
  if (sender) return;
  sender = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    migrate: false,
    supervise: false,
    schedule: false,
    max: 2,
    application_name: 'tallystick-jobs',
  });
  sender.on('error', () => undefined);
  await sender.start();
}

/** The queue this process opened, for what is more than sending. */
export function openedJobs(): PgBoss {
  assert(sender, 'openJobs() comes first');
  return sender;
}

export async function closeJobs(): Promise<void> {
  await sender?.stop({ graceful: false });
  sender = undefined;
}

/** The queue's statements have a constant text; planning one takes longer than writing the job. */
function planningOnce(tx: Tx): ReturnType<typeof fromKysely> {
  const db = fromKysely(tx);
  return { executeSql: (text, values) => db.executeSql(`${PREPARED}${text}`, values) };
}

/** `startAfter`: seconds from now by the database's own clock. */
export type EnqueueOptions = { startAfter?: number; singletonKey?: string };

/** Enqueues in the transaction of the business row: the job exists if and only if the row does. Carries ids, never content. */
export async function enqueue(
  tx: Tx,
  queue: string,
  data: Record<string, string>,
  options: EnqueueOptions = {},
): Promise<void> {
  assert(sender, 'openJobs() comes before enqueue()');
  await sender.send(queue, data, { ...options, db: planningOnce(tx) });
}

/**
 * Writes a row (`insert … on conflict do nothing returning …`) and orders its job in one statement, which needs no transaction
 * around it: one way to the database, and one commit. Answers whether the row is new; of one that is not, nothing is ordered.
 */
export async function enqueueWithRow(
  db: Pick<Db, 'getExecutor'>,
  queue: string,
  data: Record<string, string>,
  row: NewRow,
): Promise<boolean> {
  assert(sender, 'openJobs() comes before enqueueWithRow()');
  const executeSql = (text: string, values: unknown[] = []) => insertWithRow(db, row, { text, list: values[0] });
  return (await sender.send(queue, data, { db: { executeSql } })) !== null;
}

/** Enqueues many jobs of one queue in one statement. */
export async function enqueueMany(tx: Tx, queue: string, rows: readonly Record<string, string>[]): Promise<void> {
  assert(sender, 'openJobs() comes before enqueueMany()');
  if (rows.length > 0)
    await sender.insert(
      queue,
      rows.map((data) => ({ data })),
      { db: planningOnce(tx) },
    );
}

export type Worker = { boss: PgBoss; stop(): Promise<void> };

type Job = { readonly id: string; readonly data: unknown };

/** One job's fate must not be its batch's: a poisoned job is retried alone. Answers for each, in order, null or why it failed. */
export async function workJobs(
  handler: JobHandler | TogetherHandler,
  jobs: readonly unknown[],
): Promise<readonly (Error | null)[]> {
  if (typeof handler === 'function') return Promise.all(jobs.map((data) => failureOf(() => handler(data))));
  let failures: readonly (Error | null)[] = [];
  const thrown = await failureOf(async () => {
    failures = await handler.together(jobs);
  });
  return thrown ? jobs.map(() => thrown) : failures;
}

async function failureOf(work: () => Promise<void>): Promise<Error | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function outcomesOf(handler: JobHandler | TogetherHandler, jobs: readonly Job[]) {
  const failures = await workJobs(
    handler,
    jobs.map(({ data }) => data),
  );
  return jobs.map(({ id }, at) => {
    const failure = failures[at];
    return failure
      ? { id, status: 'failed' as const, output: { message: failure.message } }
      : { id, status: 'completed' as const };
  });
}

/** Works all queues of `handlers` until stopped; waits for jobs in hand when stopping. Schedules are cron lines in UTC. */
export async function startWorker(
  url: string,
  handlers: JobHandlers,
  schedules: Record<string, string> = {},
): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    migrate: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    // A pass looks only at queues that were last looked at so long ago: a minute, if it is not said.
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    max: 6,
    application_name: 'tallystick-worker',
  });
  boss.on('error', () => undefined);
  await boss.start();
  for (const [queue, handler] of Object.entries(handlers)) {
    const taking =
      typeof handler === 'function'
        ? { batchSize: BATCH_SIZE }
        : { batchSize: TOGETHER_SIZE, localConcurrency: TOGETHER_LOOPS };
    await boss.work(
      queue,
      { ...taking, burstWhenBatchFull: true, pollingIntervalSeconds: POLL_SECONDS, perJobResults: true },
      (jobs) => outcomesOf(handler, jobs),
    );
  }
  for (const [queue, cron] of Object.entries(schedules)) await boss.schedule(queue, cron);
  return { boss, stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}

/** Creates the queues. Runs as the owner, once per start, after migrations. */
export async function createQueues(url: string, queues: readonly string[]): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', supervise: false, schedule: false, max: 2 });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue(DEAD_LETTER_QUEUE);
  for (const queue of queues) {
    const settings = {
      retryLimit: RETRIES_MAX,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
      retryDelayMax: RETRY_DELAY_MAX_SECONDS,
      deadLetter: DEAD_LETTER_QUEUE,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    };
    await boss.createQueue(queue, settings);
    // A queue that exists keeps the settings it was made with.
    await boss.updateQueue(queue, settings);
  }
  await boss.stop({ graceful: false });
}
