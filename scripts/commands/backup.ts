import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openDemoDatabase } from '../database.ts';
import { dataDir } from './command-database.ts';
import { CommandRefused, type Invocation } from './invocation.ts';

/** What a running server rewrites or must not be carried into a copy (PostgreSQL manual, "Making a base backup"). */
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const EMPTY_IN_COPY = [
  'pg_wal/archive_status',
  'pg_wal/summaries',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];

/**
 * Copies the embedded database, the stored files and the local secrets into a new folder while the system runs, by
 * PostgreSQL's low-level backup: the copy opens at the state of the moment the backup ended. The folder appears under its
 * name only when it is complete. Refuses a folder that exists and a database on another server.
 */
export async function backup(call: Invocation): Promise<number> {
  const [wanted] = call.words;
  if (!wanted) throw new CommandRefused('Name a new folder for the backup.', { usage: true });
  if (process.env.DATABASE_URL)
    throw new CommandRefused('The database is on a server of its own; back it up there, and copy the files folder.');
  const target = path.resolve(wanted);
  if (existsSync(target)) throw new CommandRefused(`${wanted} exists already. Name a new folder.`);
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const database = await openDemoDatabase(dataDir());
  try {
    const ended = await copyCluster(database.ownerUrl, path.join(partial, 'pgdata'));
    for (const name of ['files', 'secrets.json']) {
      const from = path.join(dataDir(), name);
      if (existsSync(from)) cpSync(from, path.join(partial, name), { recursive: true });
    }
    writeFileSync(path.join(partial, 'superuser-password'), `${new URL(database.ownerUrl).password}\n`, {
      mode: 0o600,
    });
    renameSync(partial, target);
    process.stdout.write(`Backed up to ${wanted}, consistent at ${ended}.\n`);
    return 0;
  } finally {
    await database.close();
  }
}

/** The temporary slot keeps the log the copy needs until this session ends, whatever checkpoints happen meanwhile. */
async function copyCluster(ownerUrl: string, target: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`select pg_create_physical_replication_slot('tallystick_backup', true, true)`);
    const { rows: started } = await client.query<{ wal: string; folder: string }>(
      `select pg_walfile_name(pg_backup_start('tallystick', true)) as wal, current_setting('data_directory') as folder`,
    );
    const folder = started[0]!.folder;
    cpSync(folder, target, { recursive: true, filter: (source) => !LEFT_OUT.has(path.relative(folder, source)) });
    for (const name of EMPTY_IN_COPY) mkdirSync(path.join(target, name), { recursive: true, mode: 0o700 });
    const { rows: stopped } = await client.query<{ lsn: string; wal: string; labelfile: string; spcmapfile: string }>(
      `select lsn::text, pg_walfile_name(lsn) as wal, labelfile, spcmapfile from pg_backup_stop(false)`,
    );
    const { lsn, wal, labelfile, spcmapfile } = stopped[0]!;
    writeFileSync(path.join(target, 'backup_label'), labelfile, { mode: 0o600 });
    if (spcmapfile) writeFileSync(path.join(target, 'tablespace_map'), spcmapfile, { mode: 0o600 });
    for (const segment of readdirSync(path.join(folder, 'pg_wal'))) {
      if (/^[0-9A-F]{24}$/.test(segment) && segment >= started[0]!.wal && segment <= wal) {
        cpSync(path.join(folder, 'pg_wal', segment), path.join(target, 'pg_wal', segment));
      }
    }
    return lsn;
  } finally {
    await client.end();
  }
}
