import {
  appendFileSync,
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { CommandRefused } from '../commands/invocation.ts';
import { prepareDataDir } from '../database.ts';
import { type Cluster, startCluster } from '../embedded-postgres.ts';
import { findPostgresBinaries, reachableDataDir } from '../postgres-binaries.ts';

const POLL_MS = 100;
const RECOVERY_MS_MAX = 6 * 3_600_000;

/** Makes the folder a cluster will live in below a data folder, and answers where it really is. */
export function openClusterFolder(dataDir: string): string {
  prepareDataDir(dataDir);
  const wanted = path.join(dataDir, 'postgres');
  mkdirSync(wanted, { recursive: true });
  const home = reachableDataDir(wanted, findPostgresBinaries());
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return home;
}

/**
 * Starts the copied cluster, which replays the segments in `wal-restore/` to their end or to the last commit before
 * `until`, then opens for writing on a new timeline. Ends it again, and removes what only the recovery needed.
 */
export async function recoverCluster(
  dataDir: string,
  { home, until }: { home: string; until: Date | null },
): Promise<{ seconds: number; lastCommitAt: string | null }> {
  const data = path.join(home, 'pgdata');
  appendFileSync(path.join(data, 'postgresql.auto.conf'), settings(until));
  writeFileSync(path.join(data, 'recovery.signal'), '');
  const { runAs } = findPostgresBinaries();
  if (runAs) for (const name of ['pgdata', 'wal-restore']) own(path.join(home, name), runAs);
  chmodSync(data, 0o700);
  const started = performance.now();
  const cluster = await startCluster({ dataDir: path.join(dataDir, 'postgres') }).catch(refuseFailed(home, until));
  try {
    const lastCommitAt = await untilOpen(cluster, refuseFailed(home, until));
    return { seconds: (performance.now() - started) / 1000, lastCommitAt };
  } finally {
    await cluster.stop();
    rmSync(path.join(home, 'wal-restore'), { recursive: true, force: true });
  }
}

// Relative: a server works in its data folder, and a path of ours needs no quoting then.
function settings(until: Date | null): string {
  const lines = ['restore_command = \'cp "../wal-restore/%f" "%p"\'', "recovery_target_action = 'promote'"];
  if (until) lines.push(`recovery_target_time = '${until.toISOString().replace('T', ' ').replace('Z', '+00')}'`);
  return `${lines.join('\n')}\n`;
}

/** While it replays the server answers reads; it is restored when it takes writes. */
async function untilOpen(cluster: Cluster, refuse: (error: unknown) => never): Promise<string | null> {
  const client = new pg.Client({ connectionString: cluster.superuserUrl() });
  client.on('error', () => undefined);
  await client.connect().catch(refuse);
  try {
    for (let waited = 0; waited < RECOVERY_MS_MAX; waited += POLL_MS) {
      const { rows } = await client
        .query(`select pg_is_in_recovery() as busy, pg_last_xact_replay_timestamp() as "lastCommitAt"`)
        .catch(refuse);
      if (!rows[0].busy) {
        for (const name of ['restore_command', 'recovery_target_action', 'recovery_target_time'])
          await client.query(`alter system reset ${name}`);
        return rows[0].lastCommitAt?.toISOString() ?? null;
      }
      await wait(POLL_MS);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new CommandRefused('The log could not be replayed within six hours. Nothing was restored.');
}

/** PostgreSQL ends by itself when the log is at its end before the wanted time; only its own log says so. */
const refuseFailed =
  (home: string, until: Date | null) =>
  (error: unknown): never => {
    const said = readFileSync(path.join(home, 'postgres.log'), 'utf8');
    if (until && said.includes('recovery ended before configured recovery target was reached'))
      throw new CommandRefused(
        `The log does not reach ${until.toISOString()}, so nothing was restored. Restore without --until, or add the rest of the log with --archive or --lost.`,
      );
    const reason = /FATAL: +(.*)/.exec(said)?.[1];
    throw reason ? new CommandRefused(`The log could not be replayed, so nothing was restored: ${reason}.`) : error;
  };

/** Hands a tree to the account PostgreSQL runs as; a data folder nests a few levels only. */
function own(file: string, account: { uid: number; gid: number }): void {
  chownSync(file, account.uid, account.gid);
  if (!lstatSync(file).isDirectory()) return;
  for (const name of readdirSync(file)) own(path.join(file, name), account);
}
