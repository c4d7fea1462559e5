import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyCluster } from '../backup/copy-cluster.ts';
import { copyFile, copyTree, flushFolder } from '../backup/copy-tree.ts';
import { filesFolder } from '../backup/files-folder.ts';
import { type KeptFile, MANIFEST, newManifest } from '../backup/manifest.ts';
import { openDemoDatabase } from '../database.ts';
import { ROOT } from '../source-hash.ts';
import { dataDir } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';

const PROGRESS_MS = 1_000;

/**
 * Copies the embedded database, the stored files and the local secrets into a new folder while the system runs, by
 * PostgreSQL's low-level backup. The folder gets its name only when it is complete and flushed, with a manifest of every
 * file and its hash; one that was cut off is started afresh. Refuses a folder that exists and a database on another server.
 */
export async function backup(call: Invocation): Promise<number> {
  allowOptions(call, []);
  const [wanted] = call.words;
  if (!wanted) throw new CommandRefused('Name a new folder for the backup.', { usage: true });
  refuseOutsideServer('backed up');
  const target = path.resolve(wanted);
  if (existsSync(target)) throw new CommandRefused(`${wanted} exists already. Name a new folder.`);
  const partial = `${target}.partial`;
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  if (existsSync(partial)) say(`An earlier backup to ${wanted} was cut off; it is removed and made afresh.`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const database = await openDemoDatabase(dataDir());
  try {
    const { files, ...facts } = await copyCluster(database.ownerUrl, partial, progress(say));
    // After the database: a document's bytes are stored before the row that names them.
    const others = [...copyFiles(partial), ...copySecrets(partial, new URL(database.ownerUrl).password)];
    const version = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version as string;
    const manifest = newManifest({ tallystick: version, ...facts, files: [...files, ...others] });
    writeFileSync(path.join(partial, 'manifest.new'), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
    copyFile(path.join(partial, 'manifest.new'), path.join(partial, MANIFEST));
    rmSync(path.join(partial, 'manifest.new'));
    flushFolder(partial);
    renameSync(partial, target);
    flushFolder(path.dirname(target));
    const bytes = manifest.files.reduce((sum, file) => sum + file.size, 0);
    process.stdout.write(
      `Backed up to ${wanted}: ${manifest.files.length} files, ${megabytes(bytes)} MB, consistent at ${facts.endLsn} (${facts.endedAt}).\n`,
    );
    say(
      facts.archive
        ? `The log is archived in ${facts.archive}: a restore goes on from this backup to what was archived last.`
        : 'The log is not archived, so a restore ends at this backup. TALLYSTICK_WAL_ARCHIVE names a folder for it.',
    );
    return 0;
  } finally {
    await database.close();
  }
}

/** With a server of one's own its own tools are right: they know its disks, its standbys and its archive. */
export function refuseOutsideServer(what: string): void {
  if (!process.env.DATABASE_URL?.trim()) return;
  throw new CommandRefused(
    `The database is on a server of its own (DATABASE_URL) and is ${what} there, with pg_basebackup and the server's archive. Copy the folder of stored files along.`,
    { usage: true },
  );
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

/** How much of the database is copied, on standard error, at most once a second. */
function progress(say: (text: string) => void): (file: KeptFile, of: { bytesInAll: number }) => void {
  let [done, shown] = [0, performance.now()];
  return ({ size }, { bytesInAll }) => {
    done += size;
    if (performance.now() - shown < PROGRESS_MS) return;
    shown = performance.now();
    say(`${megabytes(done)} of about ${megabytes(bytesInAll)} MB copied`);
  };
}

function copyFiles(target: string): KeptFile[] {
  const isUnfinished = (relative: string) => relative.startsWith('incoming-');
  return copyTree({ from: filesFolder(dataDir()), to: path.join(target, 'files'), leaveOut: isUnfinished }).map(
    (file) => ({ ...file, path: `files/${file.path}` }),
  );
}

function copySecrets(target: string, superuserPassword: string): KeptFile[] {
  const local = copyFile(path.join(dataDir(), 'secrets.json'), path.join(target, 'secrets.json'));
  const passwordFile = path.join(target, 'superuser-password');
  writeFileSync(`${passwordFile}.new`, `${superuserPassword}\n`, { mode: 0o600 });
  const password = copyFile(`${passwordFile}.new`, passwordFile)!;
  rmSync(`${passwordFile}.new`);
  return [...(local ? [{ path: 'secrets.json', ...local }] : []), { path: 'superuser-password', ...password }];
}
