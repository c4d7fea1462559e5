import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { addDays } from '#app/kernel/plain-date.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import { openDb } from '#app/platform/db/pools.server.ts';
import { startWorker } from '#app/platform/jobs/jobs.server.ts';
import type { Outside } from '#app/workflows/outside.server.ts';
import { aCustomer, anInvoice } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { type Figure, inParallel, mustEqual, percentile, perSecond, timed } from './figures.ts';
import { issueInChunks, MOMENT } from './issue-and-pay.ts';
import { type PaidPage, type Processor, sessionRef, startProcessor } from './paid-pages.ts';
import { readTsx } from './read-tsx.ts';
import { cpuMsOf, offered, offeredOnce, SECONDS, startWeb, untilSo, WEBHOOK_SECRET } from './web-load.ts';
import type { BenchOptions } from './works.ts';

const EVENTS = 50_000;
const CUSTOMERS = 500;
const CLIENTS = 16;
const PRICE = 1_000n;
const OFFERED = 300;
/** Requests that are not counted: a process compiles what it meets first. */
const WARMING = 200;
/** All in five minutes. */
const DRAINED = 167;

/**
 * W8: events of paid checkouts. Intake: signature checked, event stored and its job ordered, one in ten sent twice; over HTTP
 * (when built) at a steady rate with two web processes, the rest as fast as it goes. Drain: a worker as it runs, with the
 * processor's stand-in as a process of its own that is asked about each page and payment; each event is settled to a recorded
 * and applied payment. The receipts' letters are jobs of their own and wait.
 */
export async function webhooksWork({ cluster, count = EVENTS, log }: BenchOptions): Promise<Figure[]> {
  // What a webhook leads to orders mails, whose templates Node does not read by itself.
  readTsx();
  const bench = await openBenchDatabase(cluster, `webhooks_${count}`);
  let processor: Processor | undefined;
  try {
    const pages = await openAttempts(bench, count);
    processor = await startProcessor(pages, { amountMinor: PRICE, webhookSecret: WEBHOOK_SECRET });
    log(`W8: ${count} events in`);
    const overHttp = await offeredOverHttp(bench, processor, count);
    const from = overHttp.length > 0 ? WARMING + overHttp.length : 0;
    const intake = await takeTheRest(bench, processor, { from, count });
    mustEqual('events stored', await oneValue(bench, 'select count(*) from stripe_events'), String(count));
    log('W8: draining');
    const { ms, note } = await drained(bench, processor, count);
    mustEqual('payments', await oneValue(bench, 'select count(*) from payments'), String(count));
    mustEqual(
      'left open',
      await oneValue(bench, `select sum(residual_minor) from open_items where side = 'debit'`),
      '0',
    );
    const data = `${count.toLocaleString('en')} paid checkouts, ${CUSTOMERS} customers, processor's stand-in beside it`;
    const shared = { data, floor: null };
    const http = { ...shared, work: `W8 webhook over HTTP at ${OFFERED}/s, p99`, unit: 'ms' as const, aim: 100 };
    return [
      ...(overHttp.length > 0 ? [{ ...http, value: percentile(overHttp, 0.99) }] : []),
      { work: 'W8 webhook intake', value: intake, unit: '/s', aim: 300, ...shared },
      { ...shared, work: 'W8 webhook drain', value: perSecond(count, ms), unit: '/s', aim: DRAINED, note },
    ];
  } finally {
    await processor?.stop();
    await bench.close();
  }
}

/** An invoice each, and an open checkout over it. */
async function openAttempts(bench: BenchDatabase, count: number): Promise<PaidPage[]> {
  const customers: string[] = [];
  for (let n = 0; n < CUSTOMERS; n += 1) customers.push(await aCustomer(bench.staff.db));
  const inputs = Array.from({ length: count }, (_, no) =>
    anInvoice(customers[no % CUSTOMERS]!, PRICE, { documentOn: MOMENT.today, dueOn: addDays(MOMENT.today, 30) }),
  );
  const { issued } = await issueInChunks(bench, inputs);
  const { rows } = await bench.owner.pool.query<{ id: string; customer_id: string }>(
    `with items as (
       select o.id, o.customer_id, o.currency, o.residual_minor, $3 || (row_number() over (order by o.id) - 1) as session_ref
       from open_items o where o.id = any ($1::uuid[])),
     made as (
       insert into payment_attempts (customer_id, currency, amount_minor, state, session_ref, session_url, requested_by_kind, requested_by_name, created_at, changed_at, expires_at)
       select customer_id, currency, residual_minor, 'open', session_ref, 'https://pay.example', 'customer', 'Bench', $2, $2, $2::timestamptz + interval '1 hour'
       from items returning id, customer_id, session_ref),
     claimed as (insert into payment_attempt_items (attempt_id, item_id, customer_id, amount_minor)
       select m.id, i.id, m.customer_id, ${PRICE} from made m join items i using (session_ref) returning 1)
     select m.id, m.customer_id from made m, (select count(*) from claimed) c order by substring(m.session_ref from '\\d+$')::int`,
    [issued.map((invoice) => invoice.openItemId), now(), sessionRef(0).slice(0, -1)],
  );
  await bench.owner.pool.query('analyze');
  return rows.map((row) => ({ id: row.id, customerId: row.customer_id }));
}

function signed(body: string): string {
  const at = Math.floor(now().getTime() / 1_000);
  return `t=${at},v1=${createHmac('sha256', WEBHOOK_SECRET).update(`${at}.${body}`).digest('hex')}`;
}

/**
 * How long each of the first events took over HTTP, open loop, after the web processes were warmed with some that are not
 * counted; none when nothing is built or there are too few of them.
 */
async function offeredOverHttp(bench: BenchDatabase, processor: Processor, count: number): Promise<number[]> {
  const isBuilt = existsSync(path.join(path.dirname(SQL_DIR), 'build/server/index.js'));
  if (!isBuilt || count < WARMING + OFFERED * SECONDS) return [];
  const pageOf = (no: number) => {
    const body = processor.bodyOf(no);
    return { path: '/webhooks/stripe', cookie: '', body, headers: { 'Stripe-Signature': signed(body) } };
  };
  const web = await startWeb({ bench });
  try {
    for (let no = 0; no < WARMING; no += 1) await offeredOnce(web, no, pageOf(no));
    return await offered(web, OFFERED, (no) => pageOf(WARMING + no));
  } finally {
    await web.stop();
  }
}

/** Takes the other events with some clients at once; answers how many a second. */
async function takeTheRest(
  bench: BenchDatabase,
  processor: Processor,
  of: { readonly from: number; readonly count: number },
): Promise<number> {
  const { takeStripeWebhook } = await import('#app/workflows/take-webhook.server.ts');
  const sent: number[] = [];
  for (let no = of.from; no < of.count; no += 1) sent.push(...(no % 10 === 0 ? [no, no] : [no]));
  const { ms } = await timed(() =>
    inParallel(sent.length, CLIENTS, async (at) => {
      const body = processor.bodyOf(sent[at]!);
      const webhook = { rawBody: Buffer.from(body), signature: signed(body) };
      const taken = await takeStripeWebhook({ db: bench.staff.db, stripe: processor.gateway }, webhook);
      mustEqual(`event ${sent[at]} taken`, taken.ok, true);
    }),
  );
  return perSecond(sent.length, ms);
}

async function drained(
  bench: BenchDatabase,
  processor: Processor,
  count: number,
): Promise<{ ms: number; note: string }> {
  const { createJobHandlers } = await import('#app/workflows/job-handlers.server.ts');
  const worker = openDb({ url: bench.workerUrl, name: 'bench-worker', connectionsMax: 10 });
  const outside = { db: worker.db, stripe: processor.gateway } as Outside;
  const handlers = createJobHandlers(() => outside);
  const used = await cpuMeter(bench, processor);
  const started = performance.now();
  const working = await startWorker(bench.workerUrl, { 'settle-stripe-event': handlers['settle-stripe-event'] });
  try {
    const isLeft = 'select exists (select from stripe_events where processed_at is null)::text';
    await untilSo(async () => (await oneValue(bench, isLeft)) === 'false');
    return { ms: performance.now() - started, note: await used(count) };
  } finally {
    await working.stop();
    await worker.close();
  }
}

/** What an event takes of the processors, whatever else they do: the worker's, the database's and the stand-in's share. */
async function cpuMeter(bench: BenchDatabase, processor: Processor): Promise<(events: number) => Promise<string>> {
  const database = async () => {
    const { rows } = await bench.owner.pool.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database()',
    );
    return new Map(rows.map(({ pid }) => [pid, cpuMsOf(pid)]));
  };
  const before = { worker: process.cpuUsage(), standIn: processor.cpuMs(), database: await database() };
  return async (events) => {
    const worker = process.cpuUsage(before.worker);
    const used = [...(await database())].map(([pid, ms]) => ms - (before.database.get(pid) ?? 0));
    const ms = [
      (worker.user + worker.system) / 1_000,
      used.reduce((sum, one) => sum + one, 0),
      processor.cpuMs() - before.standIn,
    ].map((total) => (total / events).toFixed(1));
    return `an event takes ${ms[0]} ms of processor in the worker, ${ms[1]} in the database, ${ms[2]} in the processor's stand-in`;
  };
}

async function oneValue({ owner }: BenchDatabase, text: string): Promise<string> {
  const { rows } = await owner.pool.query<Record<string, unknown>>(text);
  return String(Object.values(rows[0]!)[0]);
}
