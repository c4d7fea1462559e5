import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '#scripts/source-hash.ts';
import { runSeed } from './run-seed.ts';

const SAID_EVERY_MS = 30_000;

export type LongRun = {
  /** One more is done, or several; said on stderr and written down every half a minute. */
  done(more?: number): void;
  /** The end: what came out is written beside seed, commit and duration. */
  finish(outcome: Record<string, unknown>): void;
};

const SILENT: LongRun = { done: () => undefined, finish: () => undefined };

/**
 * Of a run at full counts: keeps `test-results/long-<suite>.json` with seed, commit, how far it has come and how long it
 * took. It says `isFinished: false` until the last of `of` things (`what`, in words) is done, so that a run that was cut
 * off or failed can be told from one that ended well. At suite counts it does nothing.
 */
export function longRun(suite: string, what: string, of: number): LongRun {
  if (!process.env.TALLYSTICK_LONG) return SILENT;
  const ask = (...words: string[]) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  const found = {
    suite,
    seed: runSeed(),
    commit: ask('rev-parse', 'HEAD'),
    isClean: ask('status', '--porcelain') === '',
  };
  const started = performance.now();
  const folder = path.join(ROOT, 'test-results');
  mkdirSync(folder, { recursive: true });
  let count = 0;
  let saidAt = started;
  const keep = (outcome: Record<string, unknown>, isFinished: boolean): string => {
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const text = JSON.stringify({ ...found, isFinished, seconds, [what]: count, ...outcome }, null, 2);
    writeFileSync(path.join(folder, `long-${suite}.json`), `${text}\n`);
    return text;
  };
  const done = (more = 1): void => {
    count += more;
    const at = performance.now();
    if (at - saidAt < SAID_EVERY_MS) return;
    saidAt = at;
    const perSecond = count / ((at - started) / 1000);
    const left = Math.round((of - count) / perSecond / 60);
    keep({ of }, false);
    process.stderr.write(
      `${suite}: ${count} of ${of} ${what}, ${perSecond.toFixed(1)} a second, ${left} minutes left\n`,
    );
  };
  keep({ of }, false);
  return {
    done,
    finish: (outcome) => {
      process.stdout.write(`${keep(outcome, count >= of)}\n`);
    },
  };
}

/** How long a test may take: its own time in the suite, half a day at full counts. */
export const timeAllowed = (suiteMs: number): number => (process.env.TALLYSTICK_LONG ? 12 * 3_600_000 : suiteMs);
