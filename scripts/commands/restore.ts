import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { prepareDataDir } from '../database.ts';
import { findPostgresBinaries, reachableDataDir } from '../postgres-binaries.ts';
import { dataDir } from './command-database.ts';
import { CommandRefused, type Invocation } from './invocation.ts';

/**
 * Puts a backup into the data folder named by TALLYSTICK_DATA, which must not hold a database yet. The next start replays
 * the log that came with the copy. Refuses a folder that is no complete backup.
 */
export async function restore(call: Invocation): Promise<number> {
  const [source] = call.words;
  if (!source) throw new CommandRefused('Name the folder of the backup.', { usage: true });
  for (const name of ['pgdata/backup_label', 'superuser-password']) {
    if (!existsSync(path.join(source, name)))
      throw new CommandRefused(`${source} is not a complete backup: ${name} is missing.`);
  }
  const folder = dataDir();
  if (existsSync(path.join(folder, 'postgres')) || existsSync(path.join(folder, 'secrets.json'))) {
    throw new CommandRefused('The data folder holds a database already. Name a new one with TALLYSTICK_DATA.');
  }
  prepareDataDir(folder);
  for (const name of ['files', 'secrets.json']) {
    if (existsSync(path.join(source, name)))
      cpSync(path.join(source, name), path.join(folder, name), { recursive: true });
  }
  const wanted = path.join(folder, 'postgres');
  mkdirSync(wanted, { recursive: true });
  const binaries = findPostgresBinaries();
  const home = reachableDataDir(wanted, binaries);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  cpSync(path.join(source, 'superuser-password'), path.join(home, 'superuser-password'));
  cpSync(path.join(source, 'pgdata'), path.join(home, 'pgdata'), { recursive: true });
  if (binaries.runAs) own(path.join(home, 'pgdata'), binaries.runAs);
  chmodSync(path.join(home, 'pgdata'), 0o700);
  process.stdout.write('Restored. Start the system, or run verify.\n');
  return 0;
}

/** Hands a tree to the account PostgreSQL runs as; a data folder nests a few levels only. */
function own(file: string, account: { uid: number; gid: number }): void {
  chownSync(file, account.uid, account.gid);
  if (!lstatSync(file).isDirectory()) return;
  for (const name of readdirSync(file)) own(path.join(file, name), account);
}
