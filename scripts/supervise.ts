import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isListening } from './ports.ts';
import { displayPath } from './postgres-binaries.ts';
import { markOf, type ProcessMark, stillLives, waitForEnd } from './running-processes.ts';
import { ROOT } from './source-hash.ts';
import { StartRefused } from './start-refused.ts';

/** One long-running process of the tree. */
export type ChildSpec = {
  name: string;
  file: string;
  args?: string[];
  env: Record<string, string>;
  /** How it shows that it is ready: its message 'ready' over the channel, or that it listens on a port. */
  ready: 'message' | { port: number };
};

export type Supervisor = {
  /** Starts a process and resolves when it is ready; throws StartRefused when it ends before. */
  start(spec: ChildSpec): Promise<void>;
  /** Ends one process and starts it again (development: after a rebuild). */
  restart(name: string): Promise<void>;
  /** Ends these processes (all when none is named): told first, killed when they do not listen. */
  stop(names?: string[]): Promise<void>;
};

export type SupervisorOptions = {
  dataDir: string;
  /** 'files': each process writes to logs/NAME.log of the data folder. 'inherit': to our own output. */
  output: 'files' | 'inherit';
  log: (message: string) => void;
  /** Called once, when a process cannot be kept alive. */
  onGiveUp: (sentence: string) => void;
};

const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;
const BACKOFF_FIRST_MS = 200;
const READY_MS_MAX = 60_000;
const END_MS_MAX = 12_000;
const POLL_MS = 40;
const LOG_BYTES_MAX = 20_000_000;
const LOG_TAIL_LINES = 12;

type Child = { spec: ChildSpec; process: ChildProcess | null; isReady: boolean; isWanted: boolean; endedAt: number[] };

/** Keeps the processes of one tree alive: restarts with a growing pause, and gives up after five ends in a minute. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const children = new Map<string, Child>();
  const launch = (child: Child) => launchChild(child, { ...options, children });
  return {
    async start(spec) {
      const child: Child = { spec, process: null, isReady: false, isWanted: true, endedAt: [] };
      children.set(spec.name, child);
      launch(child);
      await untilReady(child, options);
    },
    async restart(name) {
      const child = children.get(name);
      if (!child) return;
      await endChild(child);
      Object.assign(child, { isWanted: true, isReady: false });
      launch(child);
      await untilReady(child, options);
    },
    async stop(names = [...children.keys()]) {
      await Promise.all([...children.values()].filter((child) => names.includes(child.spec.name)).map(endChild));
    },
  };
}

type LaunchContext = SupervisorOptions & { children: Map<string, Child> };

function launchChild(child: Child, context: LaunchContext): void {
  const { spec } = child;
  const output = context.output === 'files' ? openLog(logFile(context, spec.name)) : null;
  // Detached: Ctrl+C in the terminal reaches the supervisor alone, which then ends the rest in order.
  const started = spawn(process.execPath, ['--import', EXIT_WITH_PARENT, spec.file, ...(spec.args ?? [])], {
    cwd: ROOT,
    env: { ...ownEnvironment(), ...spec.env },
    stdio: ['ignore', output ?? 'inherit', output ?? 'inherit', 'ipc'],
    detached: true,
  });
  if (output !== null) closeSync(output);
  child.process = started;
  started.on('message', (message) => {
    if (message === 'ready') child.isReady = true;
  });
  started.once('error', (error) => context.log(`${spec.name}: ${error.message}`));
  started.once('exit', (code, signal) => {
    if (child.process !== started) return;
    child.process = null;
    if (child.isWanted && child.isReady) void revive(child, `${signal ?? `exit ${code}`}`, context);
  });
  rememberProcesses(context);
}

const EXIT_WITH_PARENT = pathToFileURL(path.join(ROOT, 'scripts/exit-with-parent.mjs')).href;

// Vendors' keys and the owner's database login stay here: each child gets what its specification names and no more.
function ownEnvironment(): Record<string, string> {
  const kept = [
    'PATH',
    'HOME',
    'TMPDIR',
    'TEMP',
    'SYSTEMROOT',
    'NODE_EXTRA_CA_CERTS',
    'NODE_OPTIONS',
    'TALLYSTICK_LONG',
  ];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

async function revive(child: Child, how: string, context: LaunchContext): Promise<void> {
  const now = performance.now();
  child.endedAt = [...child.endedAt.filter((at) => now - at < RESTART_WINDOW_MS), now];
  if (child.endedAt.length > RESTARTS_MAX) {
    context.onGiveUp(
      `The ${child.spec.name} process ended ${child.endedAt.length} times within a minute (last: ${how}), so everything is ended.${tailOf(child, context)}`,
    );
    return;
  }
  const pause = BACKOFF_FIRST_MS * 2 ** (child.endedAt.length - 1);
  context.log(`${child.spec.name} ended (${how}); it is started again`);
  await wait(pause);
  if (child.isWanted && child.process === null) launchChild(child, context);
}

async function untilReady(child: Child, context: SupervisorOptions): Promise<void> {
  const { name, ready } = child.spec;
  for (let waited = 0; waited < READY_MS_MAX; waited += POLL_MS) {
    if (!child.isWanted) return;
    if (child.process === null) {
      throw new StartRefused(`The ${name} process ended while it started.${tailOf(child, context)}`);
    }
    if (ready !== 'message' && (await isListening(ready.port))) child.isReady = true;
    if (child.isReady) return;
    await wait(POLL_MS);
  }
  throw new StartRefused(`The ${name} process was not ready within a minute.${tailOf(child, context)}`);
}

async function endChild(child: Child): Promise<void> {
  child.isWanted = false;
  const running = child.process;
  if (running?.pid === undefined) return;
  const mark = markOf(running.pid);
  running.kill('SIGTERM');
  if (await waitForEnd(mark, END_MS_MAX)) return;
  running.kill('SIGKILL');
  await waitForEnd(mark, END_MS_MAX);
}

function logFile(context: SupervisorOptions, name: string): string {
  return path.join(context.dataDir, 'logs', `${name}.log`);
}

function openLog(file: string): number {
  const previous = statSync(file, { throwIfNoEntry: false });
  if (previous && previous.size > LOG_BYTES_MAX) truncateSync(file);
  return openSync(file, 'a', 0o600);
}

function tailOf(child: Child, context: SupervisorOptions): string {
  if (context.output !== 'files') return ' Its own words stand above.';
  const file = logFile(context, child.spec.name);
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-LOG_TAIL_LINES).join('\n  ');
  return ` The end of ${displayPath(file)}:\n  ${lines}`;
}

const processesFile = (dataDir: string) => path.join(dataDir, 'processes.json');

function rememberProcesses(context: LaunchContext): void {
  const marks = [...context.children.values()].flatMap(({ spec, process: running }) =>
    running?.pid === undefined ? [] : [{ name: spec.name, ...markOf(running.pid) }],
  );
  writeFileSync(processesFile(context.dataDir), JSON.stringify(marks));
}

/**
 * Waits for processes that a killed supervisor has left behind; they notice and end by themselves, holding the ports
 * for that moment. One that hangs is killed.
 */
export async function endLeftovers(dataDir: string): Promise<void> {
  const left = rememberedProcesses(dataDir).filter(stillLives);
  await Promise.all(
    left.map(async (mark) => {
      if (await waitForEnd(mark, END_MS_MAX)) return;
      if (mark.startedAt !== null) process.kill(mark.pid, 'SIGKILL');
      await waitForEnd(mark, END_MS_MAX);
    }),
  );
}

/** The processes of the tree that last ran over a data folder, alive or not. */
export function rememberedProcesses(dataDir: string): (ProcessMark & { name: string })[] {
  try {
    return JSON.parse(readFileSync(processesFile(dataDir), 'utf8')) as (ProcessMark & { name: string })[];
  } catch {
    return [];
  }
}
