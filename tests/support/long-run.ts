import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '#scripts/source-hash.ts';
import { runSeed } from './run-seed.ts';

/**
 * Of a run at full counts: writes `test-results/long-<suite>.json` with seed, commit and what came out, and prints it. At
 * suite counts it does nothing.
 */
export function writeLongRun(suite: string, outcome: Record<string, unknown>): void {
  if (!process.env.TALLYSTICK_LONG) return;
  const ask = (...words: string[]) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  const found = {
    suite,
    seed: runSeed(),
    commit: ask('rev-parse', 'HEAD'),
    isClean: ask('status', '--porcelain') === '',
  };
  const folder = path.join(ROOT, 'test-results');
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ ...found, ...outcome }, null, 2);
  writeFileSync(path.join(folder, `long-${suite}.json`), `${text}\n`);
  process.stdout.write(`${text}\n`);
}
