import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './running-processes.ts';

const STOP_SECONDS_MAX = 60;
const POLL_MS = 40;

type Postmaster = { pid: number; port: number };

/** The server's process and port as its lock file tells them; null without one. Says nothing about being alive. */
export function readPostmaster(home: string): Postmaster | null {
  const lines = readLockFile(path.join(home, 'pgdata', 'postmaster.pid')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : null;
}

function readLockFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

// After a crash of the machine another program may carry the number in postmaster.pid, and PostgreSQL would refuse to
// start for ever. Only where the system can tell us that the process is another program do we remove the file.
export function removeForeignLock(home: string): void {
  const postmaster = readPostmaster(home);
  if (!postmaster || !isAlive(postmaster.pid) || isOurs(postmaster.pid, home)) return;
  rmSync(path.join(home, 'pgdata', 'postmaster.pid'), { force: true });
}

function isOurs(pid: number, home: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(path.join(home, 'pgdata'));
  } catch {
    return false;
  }
}

/** The postmaster over this folder, if it lives. */
export function livePostmaster(home: string): Postmaster | null {
  const postmaster = readPostmaster(home);
  return postmaster && isAlive(postmaster.pid) && isOurs(postmaster.pid, home) ? postmaster : null;
}

// SIGINT is PostgreSQL's "fast" shutdown: open transactions roll back, a checkpoint is written. SIGQUIT afterwards only
// if that hangs; the next start then recovers from the log.
export async function stopServer(home: string): Promise<void> {
  const postmaster = livePostmaster(home);
  if (!postmaster) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(postmaster.pid, signal);
    for (let waited = 0; waited < STOP_SECONDS_MAX * 1000; waited += POLL_MS) {
      if (!isAlive(postmaster.pid)) return;
      await wait(POLL_MS);
    }
  }
}
