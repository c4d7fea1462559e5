import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { holdLock } from './lock.ts';
import { freePort, isFree } from './ports.ts';
import {
  canWrite,
  displayPath,
  findPostgresBinaries,
  POSTGRES_MAJOR,
  type PostgresBinaries,
  reachableDataDir,
} from './postgres-binaries.ts';
import { livePostmaster, removeForeignLock, stopServer } from './postmaster.ts';
import { StartRefused } from './start-refused.ts';
import { archiveSettings } from './wal-archive.ts';

export type Cluster = {
  port: number;
  /** Connection address of the superuser for one database of the cluster. Secret. */
  superuserUrl(database?: string): string;
  /** True when the server was already running (left by a killed parent, or another process uses it). */
  adopted: boolean;
  /** Ends the server (also an adopted one) after rolling back what is open; resolves when it is gone. */
  stop(): Promise<void>;
};

export type ClusterOptions = {
  /** Folder of the cluster; holds pgdata, the superuser's password, the port and the server's log. */
  dataDir: string;
  /** Wanted port; without it the one remembered in the folder, else a free one. */
  port?: number;
  /** False only for tests: commits are not forced to disk. */
  fsync?: boolean;
  /** Folder the server copies finished log segments to (scripts/wal-archive.ts); without it nothing is archived. */
  walArchive?: string | null;
  log?: (message: string) => void;
};

const READY_SECONDS_MAX = 120;
const POLL_MS = 40;
const START_ATTEMPTS_MAX = 20;
const LOG_BYTES_MAX = 20_000_000;

/**
 * Starts the embedded PostgreSQL over a folder, or adopts the server that already runs there. A server left behind by
 * kill -9 is adopted or recovers from its log. Throws StartRefused with one sentence when the folder cannot be
 * written, was made by another major version, or the wanted port is taken.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { log = () => {}, fsync = true } = options;
  const binaries = findPostgresBinaries();
  refuseOtherVersion(options.dataDir);
  const home = reachableDataDir(options.dataDir, binaries);
  if (!canWrite(home)) {
    throw new StartRefused(`The folder ${displayPath(home)} cannot be written; choose another with TALLYSTICK_DATA.`);
  }
  handOver(home, 0o700, binaries);
  refuseOtherVersion(home);
  // One bring-up at a time over a folder: the command line may be asked while the demo starts.
  const lock = await holdLock(`cluster:${home}`, { waitMsMax: READY_SECONDS_MAX * 1000 });
  if (!lock.held) throw new StartRefused(`Another program is starting the database in ${displayPath(home)} and hangs.`);
  try {
    return await bringUp({ home, binaries, fsync, log, wantedPort: options.port, walArchive: options.walArchive });
  } finally {
    lock.release();
  }
}

type BringUp = Omit<Launch, 'port' | 'password'> & { log: (message: string) => void; wantedPort: number | undefined };

async function bringUp({ home, binaries, fsync, log, wantedPort, walArchive }: BringUp): Promise<Cluster> {
  const password = readOrMakePassword(home);
  const running = await adopt(home, password);
  if (running) {
    log(`database: adopted the PostgreSQL server that already runs on port ${running}`);
    return clusterOf({ home, port: running, password, adopted: true });
  }
  if (!existsSync(path.join(home, 'pgdata'))) initialise({ home, password, binaries, fsync });
  const port = await choosePort(home, wantedPort);
  await launch({ home, port, password, binaries, fsync, walArchive });
  writeFileSync(path.join(home, 'port'), `${port}\n`);
  return clusterOf({ home, port, password, adopted: false });
}

type Place = { home: string; port: number; password: string; adopted: boolean };

function clusterOf({ home, port, password, adopted }: Place): Cluster {
  return {
    port,
    superuserUrl: (database = 'postgres') => urlOf(port, password, database),
    adopted,
    stop: () => stopServer(home),
  };
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

function handOver(file: string, mode: number, binaries: PostgresBinaries): void {
  if (binaries.runAs) chownSync(file, binaries.runAs.uid, binaries.runAs.gid);
  chmodSync(file, mode);
}

function refuseOtherVersion(home: string): void {
  const file = path.join(home, 'pgdata', 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = readFileSync(file, 'utf8').trim();
  if (found === String(POSTGRES_MAJOR)) return;
  throw new StartRefused(
    `The database in ${displayPath(home)} was made by PostgreSQL ${found} and this program runs PostgreSQL ${POSTGRES_MAJOR}; upgrade that folder or point TALLYSTICK_DATA to a new one.`,
  );
}

function readOrMakePassword(home: string): string {
  const file = path.join(home, 'superuser-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(path.join(home, 'pgdata'))) {
    throw new StartRefused(`The file ${displayPath(file)} is missing, so the database beside it cannot be opened.`);
  }
  const password = randomBytes(24).toString('hex');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

// Made beside and renamed: a start that is killed half-way leaves no half-made cluster under the final name.
function initialise({ home, password, binaries, fsync }: Omit<Launch, 'port' | 'walArchive'>): void {
  const fresh = path.join(home, 'pgdata.new');
  const passwordFile = path.join(home, 'initdb-password');
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  handOver(passwordFile, 0o600, binaries);
  const made = spawnSync(
    binaries.initdb,
    [
      ...['--pgdata', fresh, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...[
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(fsync ? [] : ['--no-sync']),
      ],
    ],
    { cwd: home, encoding: 'utf8', env: serverEnvironment(), ...binaries.runAs },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    const reason = made.error?.message ?? (made.stderr.trim().split('\n').at(-1) || `exit ${made.status}`);
    throw new StartRefused(`The database could not be set up in ${displayPath(home)}: ${reason}`);
  }
  renameSync(fresh, path.join(home, 'pgdata'));
}

// LC_* and PG* settings of the caller's shell must not reach the server.
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' };
}

async function choosePort(home: string, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new StartRefused(`Port ${wanted}, wanted for the database, is taken by another program.`);
  }
  const file = path.join(home, 'port');
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (Number.isInteger(remembered) && remembered > 0 && (await isFree(remembered))) return remembered;
  return freePort();
}

type Launch = {
  home: string;
  port: number;
  password: string;
  binaries: PostgresBinaries;
  fsync: boolean;
  walArchive: string | null | undefined;
};

// After kill -9 of a postmaster its backends need a moment to notice; until then the server refuses to start. The
// bounded retry below waits for them and for nothing else.
async function launch(options: Launch): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const failure = await launchOnce(options);
    if (failure === null) return;
    const leftovers = /pre-existing shared memory block|lock file "postmaster.pid" (already exists|is empty)/.test(
      failure,
    );
    if (!leftovers || attempt === START_ATTEMPTS_MAX) {
      const reason = failure.trim().split('\n').at(-1) ?? '';
      throw new StartRefused(`PostgreSQL did not start: ${reason} (see ${displayPath(logFile(options.home))})`);
    }
    await wait(250);
  }
}

async function launchOnce({ home, port, password, binaries, fsync, walArchive }: Launch): Promise<string | null> {
  removeForeignLock(home);
  const archive = archiveSettings(walArchive, binaries);
  if (walArchive) handOver(walArchive, 0o700, binaries);
  const file = logFile(home);
  const previous = statSync(file, { throwIfNoEntry: false });
  if (previous && previous.size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  const logged = previous && previous.size <= LOG_BYTES_MAX ? previous.size : 0;
  const output = openSync(file, 'a', 0o600);
  // Detached: its own process group, so that Ctrl+C in the terminal reaches the supervisor only, and the database
  // ends last. Its output goes to a file, so that it outlives a killed parent.
  const server = spawn(binaries.postgres, serverArguments({ home, port, fsync, archive }), {
    ...{ cwd: home, detached: true, env: serverEnvironment(), stdio: ['ignore', output, output] },
    ...binaries.runAs,
  });
  closeSync(output);
  server.unref();
  let exited: string | null = null;
  server.once('error', (error) => {
    exited = error.message;
  });
  server.once('exit', (code) => {
    exited = `exit ${code}`;
  });
  for (let waited = 0; waited < READY_SECONDS_MAX * 1000; waited += POLL_MS) {
    if (exited !== null) return readFileSync(file).subarray(logged).toString('utf8').trim() || exited;
    if (await answers(urlOf(port, password, 'postgres'))) return null;
    await wait(POLL_MS);
  }
  return `it did not answer within ${READY_SECONDS_MAX} seconds`;
}

// Before it recovers, the server forces to disk whatever the crashed one had left in memory: one call for the file system
// instead of one for each of thousands of files, which is half a second instead of several. Only Linux has the call.
const RECOVERY = process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : [];

type Arguments = { home: string; port: number; fsync: boolean; archive: string[] };

function serverArguments({ home, port, fsync, archive }: Arguments): string[] {
  const settings = [
    ...[`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC'],
    ...['max_connections=200', 'shared_buffers=256MB', 'max_wal_size=2GB', 'random_page_cost=1.1', 'jit=off'],
    ...['log_connections=', 'log_min_error_statement=panic'],
    ...(fsync ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum_naptime=10min']),
    ...RECOVERY,
    ...archive,
  ];
  return ['-D', path.join(home, 'pgdata'), ...settings.flatMap((setting) => ['-c', setting])];
}

function logFile(home: string): string {
  return path.join(home, 'postgres.log');
}

async function adopt(home: string, password: string): Promise<number | null> {
  for (let waited = 0; waited < READY_SECONDS_MAX * 1000; waited += POLL_MS) {
    const postmaster = livePostmaster(home);
    if (!postmaster) return null;
    if (await answers(urlOf(postmaster.port, password, 'postgres'), path.join(home, 'pgdata'))) return postmaster.port;
    await wait(POLL_MS);
  }
  throw new StartRefused(
    `A PostgreSQL server runs over ${displayPath(home)} but does not answer; end it and start again.`,
  );
}

async function answers(connectionString: string, dataDirectory?: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    if (dataDirectory === undefined) return true;
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === dataDirectory;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
