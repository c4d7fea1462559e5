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
  await removeLeftovers();
  const folder = mkdtempSync(path.join(tmpdir(), PREFIX));
  writeFileSync(path.join(folder, 'owner.json'), JSON.stringify(markOf(process.pid)));
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

async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const owner = readOwner(path.join(folder, 'owner.json'));
    if (owner === null || stillLives(owner)) continue;
    await stopServer(path.join(folder, 'cluster'));
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
