import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DbHandle, openDb } from '#app/platform/db/pools.server.ts';
import { type OpenDatabase, openDemoDatabase } from '#scripts/database.ts';
import { startCluster } from '#scripts/embedded-postgres.ts';
import { localSecrets } from '#scripts/local-secrets.ts';
import { freePort } from '#scripts/ports.ts';
import { readPostmaster } from '#scripts/postmaster.ts';
import { isAlive } from '#scripts/running-processes.ts';
import { ROOT } from '#scripts/source-hash.ts';
import { openFolder } from '#scripts/started-demo.ts';
import { markOwner, removeLeftovers } from '#scripts/throwaway-cluster.ts';
import { demoEnvironment } from '#scripts/tree-plan.ts';
import { type ResendStandIn, startResendStandIn } from '../../stand-ins/resend/server.ts';
import { type StripeStandIn, startStripeStandIn } from '../../stand-ins/stripe/server.ts';

export type Part = 'web' | 'worker';
const PARTS: readonly Part[] = ['web', 'worker'];
const FILE: Record<Part, string> = { web: 'scripts/web.ts', worker: 'build/worker/worker.server.js' };
const PREFIX = 'tallystick-kills-';
const READY_MS_MAX = 30_000;
const POLL_MS = 10;
const TAIL_CHARACTERS = 1_500;

const preload = (file: string) => ['--import', pathToFileURL(path.join(ROOT, file)).href];

/**
 * The product's own programs over a database and a mail service of their own, each a process that can be killed: what
 * `npm start` brings up, brought up by hand so that nothing restarts before it was looked at.
 */
export class SystemUnderKill {
  readonly folder = openFolder(PREFIX);
  readonly dataDir = path.join(this.folder, 'data');
  readonly dieFile = path.join(this.folder, 'die-at');
  readonly recordFile = path.join(this.folder, 'record');
  baseUrl = '';
  database!: OpenDatabase;
  owner!: DbHandle;
  mail!: ResendStandIn;
  #stripe: StripeStandIn | null = null;
  #env: Record<string, string> = {};
  readonly #parts = new Map<Part, ChildProcess>();
  #client: { process: ChildProcess; ended: Promise<string | null> } | null = null;
  /** What the client said when it ended by a fault, which no kill may cause. */
  clientFault: string | null = null;

  async open(prepare: (system: SystemUnderKill) => Promise<void>): Promise<void> {
    await removeLeftovers(PREFIX, 'data/postgres');
    markOwner(this.folder);
    mkdirSync(this.dataDir, { mode: 0o711 });
    this.database = await openDemoDatabase(this.dataDir);
    this.owner = openDb({ url: this.database.ownerUrl, name: 'kills-owner' });
    const secrets = localSecrets(this.dataDir);
    const ports = { web: await freePort(), stripe: 0, mail: 0 };
    const webhookUrl = `http://127.0.0.1:${ports.web}/webhooks/resend`;
    this.mail = await startResendStandIn({ ...secrets.mail, webhookUrl, retryDelaysMs: [50, 200, 1_000] });
    // Nobody pays by card here, but the worker looks for payments it never heard of every five minutes.
    this.#stripe = await startStripeStandIn({
      ...{ apiKey: secrets.stripe.secretKey, webhookSecret: secrets.stripe.webhookSecret },
      ...{ webhookUrl: `http://127.0.0.1:${ports.web}/webhooks/stripe`, retryDelaysMs: [50, 200, 1_000] },
    });
    Object.assign(ports, { mail: this.mail.port, stripe: this.#stripe.port });
    this.baseUrl = `http://127.0.0.1:${ports.web}`;
    const { dataDir, database } = this;
    this.#env = { ...demoEnvironment({ dataDir, ports, database, secrets }), TALLYSTICK_BASE_URL: this.baseUrl };
    await prepare(this);
    await Promise.all(PARTS.map((part) => this.start(part)));
  }

  /**
   * No worker lives, so every active job was held by one that died: its silence is made long, instead of waited for. The
   * next worker finds it as it would find it later.
   */
  async #ageOrphans(): Promise<void> {
    await this.owner.pool.query(
      `update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour' where state = 'active'`,
    );
  }

  /** Starts a program and waits until it says that it is ready. */
  async start(part: Part): Promise<void> {
    if (part === 'worker') await this.#ageOrphans();
    const output = openSync(path.join(this.folder, `${part}.log`), 'a');
    const child = spawn(
      process.execPath,
      [...preload('scripts/exit-with-parent.mjs'), ...preload('tests/kills/die-at-boundary.ts'), FILE[part]],
      {
        ...{ cwd: ROOT, stdio: ['ignore', output, output, 'ipc'] },
        env: { PATH: process.env.PATH, ...this.#env, TALLYSTICK_DIE_FILE: this.dieFile, TALLYSTICK_DIE_AS: part },
      },
    );
    this.#parts.set(part, child);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${part} was not ready in time`)), READY_MS_MAX);
      child.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', () => reject(new Error(`${part} ended before it was ready`)));
    });
  }

  isRunning(part: Part): boolean {
    const child = this.#parts.get(part);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** What a person would look at first when nothing is answered any more. */
  state(): string {
    const tail = (name: string) => readFileSync(path.join(this.folder, name), 'utf8').slice(-TAIL_CHARACTERS);
    const logs = { record: 'record', web: 'web.log', worker: 'worker.log', database: 'data/postgres/postgres.log' };
    const running = PARTS.map((part) => `${part} ${this.isRunning(part) ? 'runs' : 'is gone'}`).join(', ');
    return `${running}; client: ${this.clientFault ?? 'runs'}; ${Object.entries(logs)
      .map(([name, file]) => `${name}: ${tail(file)}`)
      .join('; ')}`;
  }

  /** Resolves when the program is gone. */
  async gone(part: Part): Promise<void> {
    const child = this.#parts.get(part);
    if (!child || !this.isRunning(part)) return;
    await new Promise((resolve) => child.once('exit', resolve));
  }

  async kill(part: Part): Promise<void> {
    this.#parts.get(part)?.kill('SIGKILL');
    await this.gone(part);
  }

  /** Arms a boundary; the program whose it is dies there. `reached` tells whether it did. */
  arm(boundary: string): { reached(): boolean } {
    rmSync(`${this.dieFile}.reached`, { force: true });
    writeFileSync(`${this.dieFile}.new`, boundary);
    // Whole or not at all: the programs look for it at any moment.
    renameSync(`${this.dieFile}.new`, this.dieFile);
    return { reached: () => existsSync(`${this.dieFile}.reached`) };
  }

  /** Kills the database server and starts it again over the same folder and port, as the supervisor does. */
  async killPostmaster(): Promise<void> {
    const postmaster = readPostmaster(path.join(this.dataDir, 'postgres'))!;
    process.kill(postmaster.pid, 'SIGKILL');
    while (isAlive(postmaster.pid)) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    await startCluster({ dataDir: path.join(this.dataDir, 'postgres'), port: postmaster.port });
  }

  startClient(task: Record<string, unknown>): void {
    const child = spawn(
      process.execPath,
      [...preload('scripts/exit-with-parent.mjs'), 'tests/kills/client.ts', JSON.stringify(task)],
      {
        ...{ cwd: ROOT, stdio: ['ignore', 'inherit', 'pipe', 'ipc'], env: { PATH: process.env.PATH } },
      },
    );
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = new Promise<string | null>((resolve) =>
      child.once('close', (code) => resolve(code === 0 ? null : said)),
    );
    this.#client = { process: child, ended };
  }

  /** Lets the client finish what it has begun; answers null, or what it said when it failed. */
  async finishClient(): Promise<string | null> {
    this.#client?.process.kill('SIGTERM');
    return (await this.#client?.ended) ?? null;
  }

  async close(): Promise<void> {
    this.#client?.process.kill('SIGKILL');
    await Promise.all(PARTS.map((part) => this.kill(part)));
    await this.mail?.close();
    await this.#stripe?.close();
    await this.owner?.close();
    await this.database?.cluster?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
