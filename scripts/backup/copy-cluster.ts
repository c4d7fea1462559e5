import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { copyFile, copyTree, sizeOfTree } from './copy-tree.ts';
import type { KeptFile, SealHead } from './manifest.ts';

/** What a running server rewrites or must not be carried into a copy (PostgreSQL manual, "Making a base backup"). */
const LEFT_OUT = new Set([
  ...['postmaster.pid', 'postmaster.opts', 'pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial'],
  ...['pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
]);
const EMPTY_IN_COPY = [
  ...['pg_wal/archive_status', 'pg_wal/summaries', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial'],
  ...['pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
];
const isLeftOut = (relative: string): boolean =>
  LEFT_OUT.has(relative) || /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)$/.test(relative);

export const SEGMENT = /^[0-9A-F]{24}$/;
const SEGMENTS_MAX = 100_000;

export type CopiedCluster = {
  postgres: string;
  startedAt: string;
  endedAt: string;
  firstSegment: string;
  lastSegment: string;
  endLsn: string;
  sealHead: SealHead | null;
  archive: string | null;
  files: KeptFile[];
};

/**
 * PostgreSQL's low-level backup into `pgdata/` and `wal/` of a folder while the server works: the copy and the segments
 * from its start to its end are consistent by themselves. A temporary slot keeps those segments until this session ends,
 * whatever checkpoints happen meanwhile.
 */
export async function copyCluster(
  ownerUrl: string,
  target: string,
  onFile: (file: KeptFile, of: { bytesInAll: number }) => void,
): Promise<CopiedCluster> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const begun = await beginBackup(client);
    const data = path.join(target, 'pgdata');
    const of = { bytesInAll: sizeOfTree(path.join(begun.folder, 'base')) };
    const files = copyTree({
      ...{ from: begun.folder, to: data, leaveOut: isLeftOut },
      onFile: (file) => onFile(file, of),
    });
    for (const name of EMPTY_IN_COPY) mkdirSync(path.join(data, name), { recursive: true, mode: 0o700 });
    const ended = await endBackup(client, data);
    const segments = copySegments(begun, { last: ended.lastSegment, to: path.join(target, 'wal') });
    const { folder: _, ...facts } = begun;
    const under = (name: string, list: KeptFile[]) => list.map((file) => ({ ...file, path: `${name}/${file.path}` }));
    return {
      ...facts,
      ...ended,
      files: [...under('pgdata', [...files, ...ended.files]), ...under('wal', segments)],
    };
  } finally {
    await client.end();
  }
}

async function beginBackup(client: pg.Client) {
  await client.query(`select pg_create_physical_replication_slot('tallystick_backup', true, true)`);
  const { rows } = await client.query(`select pg_walfile_name(pg_backup_start('tallystick', true)) as "firstSegment",
    current_setting('data_directory') as folder, current_setting('server_version') as postgres, now() as at,
    nullif(current_setting('basic_archive.archive_directory', true), '') as archive`);
  const { firstSegment, folder, postgres, at, archive } = rows[0];
  return { firstSegment, folder, postgres, startedAt: at.toISOString(), archive } as {
    firstSegment: string;
    folder: string;
    postgres: string;
    startedAt: string;
    archive: string | null;
  };
}

/** Does not wait for the archive: the segments that the copy needs are copied along with it. */
async function endBackup(client: pg.Client, data: string) {
  const { rows } = await client.query(
    `select lsn::text as lsn, pg_walfile_name(lsn) as wal, labelfile, spcmapfile,
      date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' as at from pg_backup_stop(false)`,
  );
  const { lsn, wal, labelfile, spcmapfile, at } = rows[0];
  const made: [string, string][] = [['backup_label', labelfile]];
  if (spcmapfile) made.push(['tablespace_map', spcmapfile]);
  const files: KeptFile[] = [];
  for (const [name, text] of made) {
    const file = path.join(data, name);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    files.push({ path: name, ...copyFile(`${file}.new`, file)! });
    rmSync(`${file}.new`);
  }
  const sealHead = await newestSeal(client);
  return { endLsn: lsn as string, lastSegment: wal as string, endedAt: at.toISOString() as string, sealHead, files };
}

async function newestSeal(client: pg.Client): Promise<SealHead | null> {
  const { rows: tables } = await client.query(`select to_regclass('public.seals') is not null as there`);
  if (!tables[0].there) return null;
  const { rows } = await client.query(
    `select seal_no::text as "sealNo", encode(hash, 'hex') as hash from seals order by seal_no desc limit 1`,
  );
  return rows[0] ?? null;
}

function copySegments(begun: { folder: string; firstSegment: string }, { last, to }: { last: string; to: string }) {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const kept: KeptFile[] = [];
  let name = begun.firstSegment;
  for (let count = 0; name <= last && count < SEGMENTS_MAX; count += 1) {
    const file = copyFile(path.join(begun.folder, 'pg_wal', name), path.join(to, name));
    if (!file) throw new Error(`the log segment ${name} is gone from the server before it was copied`);
    kept.push({ path: name, ...file });
    name = nextSegment(name);
  }
  return kept;
}

const SEGMENTS_PER_LOG = 0x100n;

/** The name of the segment after this one, of the same timeline: eight hex digits each of timeline, log and segment. */
function nextSegment(name: string): string {
  const number = BigInt(`0x${name.slice(8, 16)}`) * SEGMENTS_PER_LOG + BigInt(`0x${name.slice(16)}`) + 1n;
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');
  return `${name.slice(0, 8)}${hex(number / SEGMENTS_PER_LOG)}${hex(number % SEGMENTS_PER_LOG)}`;
}
