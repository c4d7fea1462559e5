import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyTree } from '../backup/copy-tree.ts';
import { filesFolder } from '../backup/files-folder.ts';
import { gatherLog } from '../backup/gather-log.ts';
import { type Manifest, readManifest } from '../backup/manifest.ts';
import { proveRestored } from '../backup/prove-restored.ts';
import { openClusterFolder, recoverCluster } from '../backup/recover-cluster.ts';
import { UNFINISHED_RESTORE } from '../database.ts';
import { refuseOutsideServer } from './backup.ts';
import { dataDir } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';
import { verify } from './verify.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/**
 * Puts a backup into the empty data folder named by TALLYSTICK_DATA, replays the archived log to its end (or to `--until`),
 * and verifies what came out. `--archive` is the folder of the archived log where it is not where the backup says;
 * `--lost` is the data folder of the lost system, as far as it can still be read: the end of its log, which was not yet
 * archived, and documents stored since the backup. Refuses a backup that is not whole; then nothing stays behind. Exit 1
 * when a law does not hold or a stored document is missing.
 */
export async function restore(call: Invocation): Promise<number> {
  allowOptions(call, ['--archive', '--lost', '--until']);
  const [source] = call.words;
  if (!source) throw new CommandRefused('Name the folder of the backup.', { usage: true });
  refuseOutsideServer('restored');
  const manifest = readManifest(source);
  const until = untilOption(call, manifest);
  const folder = dataDir();
  refuseUsedFolder(folder);
  mkdirSync(folder, { recursive: true });
  const mark = path.join(folder, UNFINISHED_RESTORE);
  writeFileSync(mark, '');
  try {
    await putBack({ source, folder, manifest, until, archive: archiveOf(call, manifest), lost: lostOf(call) });
  } catch (error) {
    emptyFolder(folder);
    throw error;
  }
  rmSync(mark);
  const proved = await proveRestored(folder, manifest.sealHead);
  return Math.max(proved, await verify({ words: [], options: new Map() }));
}

type Wish = {
  source: string;
  folder: string;
  manifest: Manifest;
  until: Date | null;
  archive: string | null;
  lost: string | null;
};

async function putBack({ source, folder, manifest, until, archive, lost }: Wish): Promise<void> {
  const home = openClusterFolder(folder);
  checkCopied(manifest, [
    ...copyInto(source, 'pgdata', path.join(home, 'pgdata'), { flush: false }),
    ...copyInto(source, 'wal', path.join(home, 'wal-restore'), { flush: false }),
    ...copyInto(source, 'files', filesFolder(folder)),
    ...copyInto(source, '', folder, { only: ['secrets.json'] }),
    ...copyInto(source, '', home, { only: ['superuser-password'] }),
  ]);
  say(`${manifest.files.length} files are as they were backed up.`);
  const gathered = gatherLog({ into: path.join(home, 'wal-restore'), from: manifest.firstSegment, archive, lost });
  say(gathered > 0 ? `Log segments found from after the backup: ${gathered}.` : 'There is no log after the backup.');
  if (lost)
    copyTree({ from: filesFolder(lost), to: filesFolder(folder), leaveOut: (name) => name.startsWith('incoming-') });
  const { seconds, lastCommitAt } = await recoverCluster(folder, { home, until });
  process.stdout.write(
    `Restored to ${lastCommitAt ?? manifest.endedAt}, made ${manifest.startedAt}; replayed in ${seconds.toFixed(1)} s.\n`,
  );
}

type Copied = { path: string; sha256: string };

/** Copies a part of the backup, or only the named files of it. */
function copyInto(source: string, part: string, to: string, how: { only?: string[]; flush?: boolean } = {}): Copied[] {
  const leaveOut = (name: string) => how.only !== undefined && !how.only.includes(name);
  return copyTree({ from: path.join(source, part), to, leaveOut, flush: how.flush ?? true }).map((file) => ({
    ...file,
    path: part ? `${part}/${file.path}` : file.path,
  }));
}

/** Every file of the manifest is there with its bytes, and no other one came along. */
function checkCopied(manifest: Manifest, copied: readonly Copied[]): void {
  const found = new Map(copied.map((file) => [file.path, file.sha256]));
  for (const { path: name, sha256 } of manifest.files) {
    if (found.get(name) === sha256) found.delete(name);
    else
      throw new CommandRefused(
        `The backup is damaged: ${name} is ${found.has(name) ? 'not what was backed up' : 'missing'}. Nothing was restored. Use another backup.`,
      );
  }
  const [stranger] = found.keys();
  if (stranger)
    throw new CommandRefused(`The backup holds ${stranger}, which was not backed up. Nothing was restored.`);
}

function refuseUsedFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (existsSync(path.join(folder, UNFINISHED_RESTORE))) {
    say('An earlier restore into this folder was cut off; it is removed and made afresh.');
    emptyFolder(folder);
  }
  if (readdirSync(folder).length > 0)
    throw new CommandRefused('The data folder is not empty. Name a new one with TALLYSTICK_DATA.');
}

/** Only ever called on a folder that this command filled. The mark goes last. */
function emptyFolder(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name !== UNFINISHED_RESTORE) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  rmSync(path.join(folder, UNFINISHED_RESTORE), { force: true });
}

function untilOption(call: Invocation, manifest: Manifest): Date | null {
  const text = call.options.get('--until');
  if (text === undefined) return null;
  const until = new Date(text);
  if (Number.isNaN(until.getTime()) || !/[zZ]$|[+-]\d\d:\d\d$/.test(text))
    throw new CommandRefused('--until needs a time with its zone, written like 2026-11-30T14:05:00Z.', { usage: true });
  if (until < new Date(manifest.endedAt))
    throw new CommandRefused(
      `This backup ended at ${manifest.endedAt}; a restore cannot end before. Use an older one.`,
    );
  return until;
}

function archiveOf(call: Invocation, manifest: Manifest): string | null {
  const named = call.options.get('--archive');
  if (named !== undefined && !existsSync(named)) throw new CommandRefused(`There is no folder ${named}.`);
  if (named === undefined && manifest.archive && !existsSync(manifest.archive))
    say(`The archive of the log, ${manifest.archive}, is not there; --archive names where it is now.`);
  return named ?? (manifest.archive && existsSync(manifest.archive) ? manifest.archive : null);
}

function lostOf(call: Invocation): string | null {
  const named = call.options.get('--lost') ?? null;
  if (named !== null && !existsSync(named)) throw new CommandRefused(`There is no folder ${named}.`);
  return named;
}
