import { existsSync, watch } from 'node:fs';
import path from 'node:path';
import { chooseMode, parseConfig } from '#app/platform/config/parse-config.ts';
import { printDemoWelcome, printLiveWelcome } from './announce.ts';
import { build, buildWorker } from './build.ts';
import { refuseOldNpm } from './check-machine.ts';
import { type OpenDatabase, openDatabase, prepareDataDir } from './database.ts';
import { type DatabaseWatch, watchDatabase } from './database-watch.ts';
import { seedDemoData } from './demo-data.ts';
import { type LocalSecrets, localSecrets } from './local-secrets.ts';
import { holdLock, type Lock } from './lock.ts';
import { displayPath } from './postgres-binaries.ts';
import { callersOf, stillLives } from './running-processes.ts';
import { ROOT } from './source-hash.ts';
import { reportAndExit, StartRefused } from './start-refused.ts';
import { createSupervisor, endLeftovers, type Supervisor } from './supervise.ts';
import {
  chooseDemoPorts,
  demoEnvironment,
  devWebSpec,
  liveEnvironment,
  refuseTakenPort,
  standInSpecs,
  type TreePorts,
  webSpec,
  workerSpec,
} from './tree-plan.ts';

const ENDING_MS_MAX = 60_000;
const PARENT_POLL_MS = 500;
const REBUILD_PAUSE_MS = 300;

/** What one running tree consists of; the parts appear as they start and are ended in the reverse order. */
type Tree = {
  startedAt: number;
  dataDir: string;
  isDevelopment: boolean;
  ending: AbortController;
  supervisor: Supervisor | null;
  watch: DatabaseWatch | null;
  database: OpenDatabase | null;
};

/**
 * `npm start` and `npm run dev`: brings everything up, keeps it up, and ends it all on Ctrl+C, SIGTERM or when npm
 * itself is gone. Refusals are printed as one sentence, with exit code 1.
 */
export async function runTree({ isDevelopment }: { isDevelopment: boolean }): Promise<void> {
  const tree: Tree = {
    startedAt: performance.now(),
    dataDir: path.resolve(ROOT, process.env.TALLYSTICK_DATA?.trim() || '.data'),
    isDevelopment,
    ending: new AbortController(),
    supervisor: null,
    watch: null,
    database: null,
  };
  endOnSignals(tree);
  try {
    refuseOldNpm(process.env.npm_config_user_agent);
    const mode = chooseMode(process.env);
    if (!mode.ok) throw new StartRefused(mode.refusal.sentence);
    if (mode.value === 'live' && isDevelopment) throw new StartRefused('Development runs on the demo only.');
    prepareDataDir(tree.dataDir);
    await takeLock(tree);
    await endLeftovers(tree.dataDir);
    if (mode.value === 'demo') await startDemo(tree);
    else await startLive(tree);
  } catch (error) {
    // Whoever ends the tree also exits; what breaks meanwhile is a consequence.
    if (isEnding(tree)) return;
    tree.ending.abort();
    await stopParts(tree);
    reportAndExit(error);
  }
}

async function takeLock(tree: Tree): Promise<void> {
  const lock: Lock = await holdLock(`data:${tree.dataDir}`, {
    sayWho: () => `${isEnding(tree) ? 'ending' : 'running'} ${process.pid}`,
    endingMsMax: ENDING_MS_MAX,
  });
  if (lock.held) return;
  const pid = lock.holder.split(' ')[1];
  throw new StartRefused(
    `Tallystick already runs over ${displayPath(tree.dataDir)} (process ${pid}); end that one, or choose another folder with TALLYSTICK_DATA.`,
  );
}

async function startDemo(tree: Tree): Promise<void> {
  const { dataDir } = tree;
  const web = Number(process.env.PORT?.trim() || 3000);
  if (!Number.isInteger(web) || web < 1 || web > 65535)
    throw new StartRefused('PORT must be a number from 1 to 65535.');
  const ports = await chooseDemoPorts(web, dataDir);
  const secrets = localSecrets(dataDir);
  const supervisor = supervisorOf(tree, 'files');
  tree.supervisor = supervisor;
  const standIns = standInSpecs({ dataDir, ports, secrets });
  const [{ env, portalEmails }] = await allOf([
    openDemoData(tree, ports, secrets),
    tree.isDevelopment ? buildWorker() : build({ log: say, signal: tree.ending.signal }),
    ...standIns.map((spec) => supervisor.start(spec)),
  ]);
  await startPrograms(tree, env);
  if (tree.isDevelopment) rebuildWorkerOnChange(tree);
  printDemoWelcome({ ...{ dataDir, ports, secrets, portalEmails }, seconds: secondsSince(tree.startedAt) });
}

async function openDemoData(tree: Tree, ports: TreePorts, secrets: LocalSecrets) {
  const { dataDir } = tree;
  const { signal } = tree.ending;
  const database = await openTreeDatabase(tree, { mode: 'demo', rolePasswords: secrets.db });
  signal.throwIfAborted();
  const env = demoEnvironment({ dataDir, ports, database, secrets });
  refuseWrongSettings(env);
  return { env, ...(await seedDemoData({ dataDir, env, ownerUrl: database.ownerUrl, signal })) };
}

async function startLive(tree: Tree): Promise<void> {
  const settings = parseConfig({ ...process.env, TALLYSTICK_MODE: 'live' });
  if (!settings.ok) throw new StartRefused(settings.refusal.mistakes.join('\n'));
  await refuseTakenPort(settings.value.port, settings.value.host);
  const rolePasswords = livePasswords();
  tree.supervisor = supervisorOf(tree, 'inherit');
  const [database] = await allOf([
    openTreeDatabase(tree, { mode: 'live', rolePasswords, databaseUrl: process.env.DATABASE_URL }),
    build({ log: say, signal: tree.ending.signal }),
  ]);
  await startPrograms(tree, liveEnvironment(database));
  printLiveWelcome({ baseUrl: settings.value.baseUrl, seconds: secondsSince(tree.startedAt) });
}

async function startPrograms(tree: Tree, env: Record<string, string>): Promise<void> {
  tree.ending.signal.throwIfAborted();
  const web = tree.isDevelopment ? devWebSpec(env) : webSpec(env);
  await Promise.all([tree.supervisor?.start(web), tree.supervisor?.start(workerSpec(env))]);
  tree.ending.signal.throwIfAborted();
}

// Waits for all even when one fails, so that nothing is still starting while the rest is being ended.
async function allOf<First>(parts: [Promise<First>, ...Promise<unknown>[]]): Promise<[First]> {
  const settled = await Promise.allSettled(parts);
  const failed = settled.find((part) => part.status === 'rejected');
  if (failed) throw failed.reason;
  return [await parts[0]];
}

// The pages rebuild by themselves (react-router dev); the worker is a bundle and is built and started again here.
function rebuildWorkerOnChange(tree: Tree): void {
  let pending: NodeJS.Timeout | undefined;
  const rebuild = () =>
    buildWorker()
      .then(() => tree.supervisor?.restart('worker'))
      .catch((error: Error) => say(error.message));
  for (const folder of ['app', 'emails'].filter((name) => existsSync(path.join(ROOT, name)))) {
    watch(path.join(ROOT, folder), { recursive: true, signal: tree.ending.signal }, () => {
      clearTimeout(pending);
      pending = setTimeout(rebuild, REBUILD_PAUSE_MS);
    });
  }
}

type DatabaseWish = { mode: 'demo' | 'live'; rolePasswords: ReturnType<typeof livePasswords>; databaseUrl?: string };

async function openTreeDatabase(tree: Tree, wish: DatabaseWish): Promise<OpenDatabase> {
  const databaseUrl = wish.databaseUrl ?? process.env.DATABASE_URL?.trim();
  const database = await openDatabase({ ...wish, databaseUrl, dataDir: tree.dataDir, log: say });
  tree.database = database;
  if (isEnding(tree)) await database.cluster?.stop();
  else if (database.cluster) {
    const onGiveUp = (sentence: string) => void endTree(tree, sentence);
    tree.watch = watchDatabase({ cluster: database.cluster, dataDir: tree.dataDir, log: say, onGiveUp });
  }
  return database;
}

function livePasswords(): LocalSecrets['db'] {
  const of = (role: string) => process.env[`TALLYSTICK_DB_${role}_PASSWORD`]?.trim() ?? '';
  return { staff: of('STAFF'), portal: of('PORTAL'), worker: of('WORKER'), partner: of('PARTNER') || undefined };
}

function refuseWrongSettings(env: Record<string, string>): void {
  const settings = parseConfig(env);
  if (!settings.ok) throw new StartRefused(settings.refusal.mistakes.join('\n'));
}

function supervisorOf(tree: Tree, output: 'files' | 'inherit'): Supervisor {
  return createSupervisor({
    ...{ dataDir: tree.dataDir, output, log: say },
    onGiveUp: (sentence) => void endTree(tree, sentence),
  });
}

// npm passes Ctrl+C on to us besides the terminal doing so: a second signal means nothing new.
function endOnSignals(tree: Tree): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void endTree(tree, null));
  if (!process.env.npm_lifecycle_event) return;
  const callers = callersOf(process.ppid);
  setInterval(() => {
    if (!callers.every(stillLives)) void endTree(tree, 'npm, which started this, is gone.');
  }, PARENT_POLL_MS).unref();
}

const isEnding = (tree: Tree) => tree.ending.signal.aborted;

/** Ends everything and exits; with a sentence the exit code is 1. */
async function endTree(tree: Tree, sentence: string | null): Promise<void> {
  if (isEnding(tree)) return;
  tree.ending.abort();
  if (sentence !== null) process.stderr.write(`\n${sentence}\n`);
  await stopParts(tree);
  process.exit(sentence === null ? 0 : 1);
}

// Web and worker first, so that nothing is cut off from what it still talks to; the database last.
async function stopParts(tree: Tree): Promise<void> {
  await tree.watch?.stop();
  await tree.supervisor?.stop(['web', 'worker']);
  await tree.supervisor?.stop();
  await tree.database?.cluster?.stop();
}

export const say = (message: string): void => void process.stdout.write(`${message}\n`);

const secondsSince = (at: number) => (performance.now() - at) / 1000;
