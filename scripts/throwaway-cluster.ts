import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Cluster, startCluster } from './embedded-postgres.ts';
import { stopServer } from './postmaster.ts';
import { markOf, type ProcessMark, stillLives } from './running-processes.ts';

const PREFIX = 'tallystick-cluster-';

/**
 * A PostgreSQL of its own for one test or bench run, in the system's folder for temporary files: runs at the same time
 * do not meet. Removes what runs that were killed have left (server and folder). stop() also removes the folder.
 * With fsync (bench) commits are forced to disk as in production.
 */
export async function startThrowawayCluster({ fsync = false }: { fsync?: boolean } = {}): Promise<Cluster> {
  await removeLeftovers(PREFIX, 'cluster');
  const folder = mkdtempSync(path.join(tmpdir(), PREFIX));
  markOwner(folder);
  const dataDir = path.join(folder, 'cluster');
  mkdirSync(dataDir, { mode: 0o700 });
  chmodSync(folder, 0o711);
  const cluster = await startCluster({ dataDir, fsync });
  return {
    ...cluster,
    stop: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Says in a temporary folder whose it is, so that what a killed run leaves can be told from what is in use. */
export function markOwner(folder: string): void {
  writeFileSync(path.join(folder, 'owner.json'), JSON.stringify(markOf(process.pid)));
}

/** Ends the servers and removes the folders of runs that were killed; `cluster` is where the server lies in each. */
export async function removeLeftovers(prefix: string, cluster: string): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name);
    const owner = readOwner(path.join(folder, 'owner.json'));
    if (owner === null || stillLives(owner)) continue;
    await stopServer(path.join(folder, cluster));
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOwner(file: string): ProcessMark | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    return null;
  }
}
