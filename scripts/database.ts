import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { deriveRoleUrl } from '#app/platform/config/parse-config.ts';
import { grantJobTables } from '#app/platform/db/job-tables.server.ts';
import { MigrationRefused, migrate } from '#app/platform/db/migrate.server.ts';
import { createQueues } from '#app/platform/jobs/jobs.server.ts';
import { QUEUES } from '#app/workflows/queues.ts';
import { type Cluster, startCluster } from './embedded-postgres.ts';
import { type LocalSecrets, localSecrets } from './local-secrets.ts';
import { canWrite, displayPath } from './postgres-binaries.ts';
import { ROOT } from './source-hash.ts';
import { StartRefused } from './start-refused.ts';
import { walArchiveFolder } from './wal-archive.ts';

const DATABASE = 'tallystick';
/** Stands in a data folder while a backup is being restored into it. */
export const UNFINISHED_RESTORE = 'restore-unfinished';

export type OpenDatabase = {
  /** The migration login. Secret, like the others. */
  ownerUrl: string;
  staffUrl: string;
  portalUrl: string;
  workerUrl: string;
  /** Null where no partner's login has a password. */
  partnerUrl: string | null;
  /** The embedded server, or null when DATABASE_URL names one. */
  cluster: Cluster | null;
  /** Ends the embedded server if this call started it; a server that was already running is left alone. */
  close(): Promise<void>;
};

export type OpenDatabaseOptions = {
  dataDir: string;
  mode: 'demo' | 'live';
  /** An outside server's owner login; without it the embedded server is started or adopted. */
  databaseUrl?: string | undefined;
  rolePasswords: LocalSecrets['db'];
  log?: (message: string) => void;
};

/** Starts, adopts or reaches the database and brings it to this version: roles, tables, queues. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { dataDir, databaseUrl, rolePasswords, log = () => {} } = options;
  const cluster = databaseUrl ? null : await startEmbedded(dataDir, log);
  try {
    if (cluster) await createDatabase(cluster.superuserUrl());
    const ownerUrl = cluster ? cluster.superuserUrl(DATABASE) : (databaseUrl ?? '');
    await prepareDatabase({ ownerUrl, rolePasswords, mode: options.mode, log });
    const urlOf = (role: 'staff' | 'portal' | 'worker') =>
      deriveRoleUrl(ownerUrl, { role, password: rolePasswords[role] });
    const partner = rolePasswords.partner;
    return {
      ...{ ownerUrl, staffUrl: urlOf('staff'), portalUrl: urlOf('portal'), workerUrl: urlOf('worker'), cluster },
      partnerUrl: partner ? deriveRoleUrl(ownerUrl, { role: 'partner', password: partner }) : null,
      close: async () => {
        if (cluster && !cluster.adopted) await cluster.stop();
      },
    };
  } catch (error) {
    if (cluster && !cluster.adopted) await cluster.stop();
    throw error;
  }
}

async function startEmbedded(dataDir: string, log: (message: string) => void): Promise<Cluster> {
  if (existsSync(path.join(dataDir, UNFINISHED_RESTORE)))
    throw new StartRefused('A restore into this data folder was cut off. Run the restore again; it starts afresh.');
  return startCluster({ dataDir: path.join(dataDir, 'postgres'), walArchive: walArchiveFolder(), log });
}

/** The database of the demo's data folder, for the command line: shares the running system's or starts it for a while. */
export async function openDemoDatabase(dataDir: string): Promise<OpenDatabase> {
  prepareDataDir(dataDir);
  return openDatabase({ dataDir, mode: 'demo', rolePasswords: localSecrets(dataDir).db });
}

type Preparation = {
  ownerUrl: string;
  rolePasswords: LocalSecrets['db'];
  mode: 'demo' | 'live';
  log: (message: string) => void;
};

/** Migrates a reachable database and makes its job queues. Throws StartRefused when it is not fit for this version. */
export async function prepareDatabase({ ownerUrl, rolePasswords, mode, log }: Preparation): Promise<void> {
  try {
    await migrate({ ownerUrl, rolePasswords, sqlDir: path.join(ROOT, 'db'), mode, log });
  } catch (error) {
    throw refusalOf(error);
  }
  await createQueues(ownerUrl, QUEUES);
  await grantJobTables(ownerUrl);
}

/** Makes the folder for database, files and logs; others on the machine may pass through but not list it. */
export function prepareDataDir(dataDir: string): void {
  if (!canWrite(dataDir)) {
    throw new StartRefused(
      `The folder ${displayPath(path.resolve(dataDir))} cannot be written; choose another with TALLYSTICK_DATA.`,
    );
  }
  // Passing through is needed by the account that runs the database when we are root.
  chmodSync(dataDir, 0o711);
  for (const name of ['files', 'logs', 'stand-ins']) {
    const folder = path.join(dataDir, name);
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  }
}

async function createDatabase(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

const CONNECTION_TROUBLE: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'its host has no address',
  ETIMEDOUT: 'it does not answer in time',
  '28P01': 'the password is wrong',
  '28000': 'the login is refused',
  '3D000': 'it has no database of that name',
  '42501': 'its login may not create roles or tables (it must own the database and have CREATEROLE)',
};

function refusalOf(error: unknown): unknown {
  if (error instanceof MigrationRefused) return new StartRefused(error.message);
  const code = (error as { code?: string }).code ?? '';
  const trouble = CONNECTION_TROUBLE[code];
  return trouble ? new StartRefused(`The database in DATABASE_URL cannot be used: ${trouble}.`) : error;
}
