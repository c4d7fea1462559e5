import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** What a figure needs beside it to be compared: machine, load and commit. */
export function machineNow(): { machine: string; load: string; commit: string } {
  const cores = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return {
    machine: `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown processor'}, ${memory}, Node ${process.versions.node}`,
    load: loadNow(),
    commit: commitNow(),
  };
}

export const loadNow = (): string => loadavg()[0]!.toFixed(1);

function commitNow(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') ? ' with changes' : ''}`;
  } catch {
    return 'not a checkout';
  }
}
