import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Cluster, startCluster } from './embedded-postgres.ts';
import { walArchiveFolder } from './wal-archive.ts';

const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;
const PAUSE_MS = 200;

export type DatabaseWatch = { stop(): Promise<void> };

/**
 * Keeps the embedded server alive: holds one connection, and when that breaks starts the server again over the same
 * folder and port (it recovers from its log). Gives up after five ends in a minute.
 */
export function watchDatabase(input: {
  cluster: Cluster;
  dataDir: string;
  log: (message: string) => void;
  onGiveUp: (sentence: string) => void;
}): DatabaseWatch {
  let isWanted = true;
  let client: pg.Client | null = null;
  const endings: number[] = [];

  const watch = async (): Promise<void> => {
    const watched = new pg.Client({
      connectionString: input.cluster.superuserUrl(),
      application_name: 'tallystick-watch',
    });
    client = watched;
    watched.on('error', () => undefined);
    watched.once('end', () => void revive());
    await watched.connect().catch(() => undefined);
  };

  const revive = async (): Promise<void> => {
    if (!isWanted) return;
    const now = performance.now();
    endings.push(now);
    const recent = endings.filter((at) => now - at < RESTART_WINDOW_MS).length;
    if (recent > RESTARTS_MAX) {
      input.onGiveUp(`The database ended ${recent} times within a minute, so everything is ended.`);
      return;
    }
    input.log('the database ended; it is started again');
    await wait(PAUSE_MS);
    try {
      const dataDir = path.join(input.dataDir, 'postgres');
      await startCluster({ dataDir, port: input.cluster.port, walArchive: walArchiveFolder() });
      if (isWanted) await watch();
    } catch (error) {
      input.onGiveUp(`The database could not be started again: ${(error as Error).message}`);
    }
  };

  void watch();
  return {
    stop: async () => {
      isWanted = false;
      await client?.end().catch(() => undefined);
    },
  };
}
