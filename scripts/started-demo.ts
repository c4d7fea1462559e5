import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localSecrets } from './local-secrets.ts';
import { freePort } from './ports.ts';
import { ROOT } from './source-hash.ts';

const START_MS_MAX = 120_000;
const END_MS_MAX = 60_000;

/** A whole demo tree, started the way a person does, for tests. */
export type StartedDemo = {
  baseUrl: string;
  mailUrl: string;
  stripeUrl: string;
  dataDir: string;
  /** The supervisor's process. */
  process: ChildProcess;
  /** All that it has printed so far. */
  output(): string;
  /** Resolves with the exit code when the supervisor has ended by itself or by a signal sent to it. */
  ended: Promise<number | null>;
  /** Ends the tree as Ctrl+C does; the data folder is kept for another start. */
  stop(): Promise<void>;
  /** stop(), and removes the data folder. */
  remove(): Promise<void>;
};

export type DemoWish = { dataDir?: string; port?: number; settings?: Record<string, string> };

/** Starts a demo on a free port over a fresh folder, or over the given one; rejects with its output when it fails. */
export async function startDemoTree(given: DemoWish = {}): Promise<StartedDemo> {
  const dataDir = given.dataDir ?? path.join(openFolder('tallystick-demo-'), 'data');
  const port = given.port ?? (await freePort());
  const run = runStart({ ...given.settings, TALLYSTICK_DATA: dataDir, PORT: String(port) });
  await untilPrinted(run, 'Ctrl+C ends everything');
  const ports = JSON.parse(readFileSync(path.join(dataDir, 'ports.json'), 'utf8')) as { stripe: number; mail: number };
  const stop = async () => {
    run.process.kill('SIGTERM');
    await withLimit(run.ended, END_MS_MAX, 'The demo did not end');
  };
  return {
    baseUrl: `http://localhost:${port}`,
    mailUrl: `http://localhost:${ports.mail}`,
    stripeUrl: `http://localhost:${ports.stripe}`,
    ...{ dataDir, process: run.process, output: run.output, ended: run.ended, stop },
    remove: async () => {
      await stop();
      rmSync(path.dirname(dataDir), { recursive: true, force: true });
    },
  };
}

/** A new temporary folder that other accounts may pass through: as root the database runs under one of them. */
export function openFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  chmodSync(folder, 0o711);
  return folder;
}

export type StartRun = Pick<StartedDemo, 'process' | 'output' | 'ended'>;

/** Runs the start program with these settings on top of a clean environment, and listens to what it prints. */
export function runStart(settings: Record<string, string>): StartRun {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'NODE_EXTRA_CA_CERTS'];
  const env = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/run.mjs'), 'start'], {
    cwd: ROOT,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const collect = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  // "close" rather than "exit": everything that was printed has been read by then.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, output: () => printed, ended };
}

/** Resolves when the program has printed this; rejects with its output when it ends or takes too long. */
export function untilPrinted(run: StartRun, text: string): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    run.process.stdout?.on('data', () => {
      if (run.output().includes(text)) resolve();
    });
    void run.ended.then((code) => reject(new Error(`It ended with ${code}:\n${run.output()}`)));
  });
  return withLimit(ready, START_MS_MAX, `It was not ready:\n${run.output()}`);
}

/** What the demo of a folder lets one sign in with. */
export const demoSignIns = (dataDir: string) => localSecrets(dataDir).signIns;

function withLimit<Value>(promise: Promise<Value>, msMax: number, sentence: string): Promise<Value> {
  const timer = Promise.withResolvers<never>();
  const handle = setTimeout(() => timer.reject(new Error(`${sentence} within ${msMax / 1000} s.`)), msMax);
  return Promise.race([promise, timer.promise]).finally(() => clearTimeout(handle));
}
