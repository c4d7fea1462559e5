import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { openSession, sessionCookieName } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import { freePort } from '#scripts/ports.ts';
import { aUser } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import type { FilledBook } from './book.ts';
import { type Figure, percentile, perSecond, WrongOutput } from './figures.ts';

const ROOT = path.dirname(SQL_DIR);
const PROCESSES = 2;
export const SECONDS = 10;
/** What the bench's processor signs with. */
export const WEBHOOK_SECRET = 'whsec_YmVuY2g=';
const START_MS_MAX = 30_000;
const WARM_UP = 60;
const HIGH_CLIENTS = 16;

export type Web = { ports: number[]; cpuMs(): number; stop(): Promise<void> };
/** What is asked for; with a body it is posted. */
export type Page = { path: string; cookie: string; body?: string; headers?: Record<string, string> };

/** The staff invoice list over HTTP from two processes: open loop at 100 and 150 requests/s, then as fast as it goes. */
export async function overHttp(
  filled: FilledBook,
  deep: { documentOn: PlainDate; id: string },
  log: (message: string) => void,
): Promise<Figure[]> {
  const cookie = await staffCookie(filled);
  const web = await startWeb(filled);
  const first = { path: '/staff/invoices', cookie };
  const far = { path: `/staff/invoices?after=${deep.documentOn}~${deep.id}`, cookie };
  const shared = { data: filled.data, floor: null };
  try {
    for (const page of [first, far]) await checkPage(web, page);
    const figures: Figure[] = [];
    const openLoop = async (name: string, page: Page, rate: number, share: number, aim: number) => {
      log(`W7 over HTTP, ${name}, ${rate}/s`);
      const value = percentile(await offered(web, rate, () => page), share);
      const work = `W7 page over HTTP, ${name}, p${share * 100} at ${rate}/s`;
      figures.push({ work, value, unit: 'ms', aim, ...shared });
    };
    await openLoop('first page', first, 100, 0.5, 10);
    await openLoop('first page', first, 150, 0.95, 40);
    await openLoop('page 2,000', far, 100, 0.5, 10);
    const { rate, cpuMs } = await saturated(web, () => first);
    const note = `${cpuMs.toFixed(1)} ms of processor a page of 25 rows`;
    figures.push({ work: 'W7 page over HTTP, as fast as it goes', value: rate, unit: '/s', aim: 250, note, ...shared });
    return figures;
  } finally {
    await web.stop();
  }
}

/**
 * Runs a work while two web processes serve the staff invoice list at a steady rate, and says how long one in twenty of those
 * pages took at least: work that starves the web is not done yet.
 */
export async function besideWeb<T>(
  bench: FilledBook['bench'],
  rate: number,
  work: () => Promise<T>,
): Promise<{ value: T; webMs: number }> {
  const cookie = await staffCookie({ bench });
  const web = await startWeb({ bench });
  try {
    const page = { path: '/staff/invoices', cookie };
    const [times, value] = await Promise.all([offered(web, rate, () => page), work()]);
    return { value, webMs: percentile(times, 0.95) };
  } finally {
    await web.stop();
  }
}

async function staffCookie({ bench }: Pick<FilledBook, 'bench'>): Promise<string> {
  const at = now();
  const userId = await aUser(bench.owner.db, { email: `bench-${at.getTime()}@calder.example`, role: 'manager' });
  await bench.owner.db
    .updateTable('users')
    .set({ totp_secret: 'BENCH', totp_confirmed_at: at })
    .where('id', '=', userId)
    .execute();
  const session = { userId, secondFactorAt: at, customerId: null, userAgent: 'bench' };
  const token = await openSession(bench.staff.db, session, { side: 'staff', now: at });
  return `${sessionCookieName('staff', false)}=${token}`;
}

/** Two web processes over the bench's database; `portalUrl` lets the portal's pages read by another role. */
export async function startWeb({ bench, portalUrl = bench.portalUrl }: WebOf): Promise<Web> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-bench-'));
  const children: ChildProcess[] = [];
  const ports: number[] = [];
  const stop = async () => {
    await Promise.all(
      children.map((child) =>
        child.exitCode === null ? new Promise((end) => child.once('exit', end).kill('SIGTERM')) : null,
      ),
    );
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (let n = 0; n < PROCESSES; n += 1) {
      const port = await freePort();
      ports.push(port);
      const env = webEnvironment({ bench, portalUrl, port, folder });
      children.push(
        spawn(process.execPath, ['scripts/web.ts'], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] }),
      );
    }
    for (const port of ports) await untilReady(port);
    return { ports, stop, cpuMs: () => children.reduce((sum, child) => sum + cpuMsOf(child.pid ?? 0), 0) };
  } catch (error) {
    await stop();
    throw error;
  }
}

const CLOCK_TICK_MS = 10;

/** Processor time a process has used; 0 where the system does not tell. Load of others does not change it much. */
export function cpuMsOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
}

type WebOf = { readonly bench: FilledBook['bench']; readonly portalUrl?: string };

function webEnvironment({ bench, portalUrl, port, folder }: Required<WebOf> & { port: number; folder: string }) {
  return {
    ...{
      PATH: process.env.PATH,
      TALLYSTICK_MODE: 'demo',
      NODE_ENV: 'production',
      PORT: String(port),
      TALLYSTICK_DATA: folder,
    },
    ...{
      TALLYSTICK_DB_STAFF_URL: bench.staffUrl,
      TALLYSTICK_DB_PORTAL_URL: portalUrl,
      TALLYSTICK_DB_WORKER_URL: bench.workerUrl,
    },
    ...{ STRIPE_SECRET_KEY: 'sk_test_bench', STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET },
    ...{
      RESEND_API_KEY: 're_test_bench',
      RESEND_WEBHOOK_SECRET: 'whsec_YmVuY2g=',
      TALLYSTICK_SECRET: 'bench'.repeat(10),
    },
  };
}

async function untilReady(port: number): Promise<void> {
  for (let waited = 0; waited < START_MS_MAX; waited += 100) {
    const status = await get(port, { path: '/health/ready', cookie: '' })
      .then((answer) => answer.status)
      .catch(() => 0);
    if (status === 200) return;
    await wait(100);
  }
  throw new Error('the web process was not ready in time');
}

const LOOK_MS = 200;

/** Looks again and again until it is so. */
export async function untilSo(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(LOOK_MS);
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Asks for a page, or posts to it, over a kept connection. */
export function get(port: number, page: Page): Promise<{ status: number; body: string }> {
  const { path: address, cookie, body, headers } = page;
  const method = body === undefined ? 'GET' : 'POST';
  const options = { host: '127.0.0.1', port, path: address, method, agent, headers: { cookie, ...headers } };
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    });
    // A kept connection may be closed by the server in the moment it is used again; Node's manual says to ask anew then.
    request.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' && request.reusedSocket ? resolve(get(port, page)) : reject(error),
    );
    request.end(body);
  });
}

async function checkPage(web: Web, page: Page): Promise<void> {
  for (let call = 0; call < WARM_UP; call += 1) {
    const { status, body } = await get(web.ports[call % web.ports.length]!, page);
    const numbers = new Set(body.match(/INV-\d{4}-\d{7}/g));
    if (status !== 200 || numbers.size < 25)
      throw new WrongOutput(`${page.path} answered ${status} with ${numbers.size} invoices`);
  }
}

/** One request, to warm a process. */
export async function offeredOnce(web: Web, no: number, page: Page): Promise<void> {
  const { status } = await get(web.ports[no % web.ports.length]!, page);
  if (status !== 200) throw new WrongOutput(`a request was answered ${status}`);
}

/** Times of an open loop: requests leave on the clock, whether or not earlier ones are answered. */
export async function offered(web: Web, rate: number, pageOf: (no: number) => Page): Promise<number[]> {
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const started = performance.now();
  for (let n = 0; n < rate * SECONDS; n += 1) {
    const due = started + (n * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    pending.push(
      get(web.ports[n % web.ports.length]!, pageOf(n)).then(({ status }) => {
        if (status !== 200) throw new WrongOutput(`a request under load was answered ${status}`);
        times.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(pending);
  return times;
}

/** As fast as it goes with some clients at once, and what a page took of the processors. */
export async function saturated(web: Web, pageOf: (no: number) => Page): Promise<{ rate: number; cpuMs: number }> {
  const cpuBefore = web.cpuMs();
  const started = performance.now();
  const end = started + SECONDS * 1000;
  let [asked, answered] = [0, 0];
  const client = async (port: number) => {
    while (performance.now() < end) {
      asked += 1;
      if ((await get(port, pageOf(asked))).status !== 200) throw new WrongOutput('a request under load failed');
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: HIGH_CLIENTS }, (_, n) => client(web.ports[n % web.ports.length]!)));
  return { rate: perSecond(answered, performance.now() - started), cpuMs: (web.cpuMs() - cpuBefore) / answered };
}
