import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process named so that its number, used again by another program later, is not mistaken for it. */
export type ProcessMark = { pid: number; startedAt: string | null };

const POLL_MS = 40;

/** Whether the process exists and is not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Marks a process by number and start time; the start time is null where the system does not tell it. */
export function markOf(pid: number): ProcessMark {
  return { pid, startedAt: startTime(pid) };
}

/** Whether the very process that was marked still lives. */
export function stillLives(mark: ProcessMark): boolean {
  return isAlive(mark.pid) && startTime(mark.pid) === mark.startedAt;
}

/** Waits until the marked process is gone; false when it still lives after the given time. */
export async function waitForEnd(mark: ProcessMark, msMax: number): Promise<boolean> {
  for (let waited = 0; waited < msMax; waited += POLL_MS) {
    if (!stillLives(mark)) return true;
    await wait(POLL_MS);
  }
  return !stillLives(mark);
}

/** The process that called us: our parent, and npm above it where the parent is only the shell npm runs scripts in. */
export function callersOf(parent: number): ProcessMark[] {
  const fields = process.platform === 'linux' ? statFields(parent) : null;
  const isShell = fields !== null && /^\((ba|da|z)?sh\)$/.test(commandName(parent));
  return [markOf(parent), ...(isShell ? [markOf(Number(fields[1]))] : [])];
}

function commandName(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.indexOf('('), stat.lastIndexOf(')') + 1);
}

function isZombie(pid: number): boolean {
  return process.platform === 'linux' && statFields(pid)?.[0] === 'Z';
}

function startTime(pid: number): string | null {
  return process.platform === 'linux' ? (statFields(pid)?.[19] ?? null) : null;
}

// The fields after the command's name, which may itself hold blanks and brackets: state is the first of them.
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
