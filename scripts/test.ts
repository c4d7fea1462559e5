import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.ts';
import { findBrowser } from './find-browser.ts';
import { browserTests, formatAndLint, generatedFiles, routeTypes, types, vitest } from './judging-steps.ts';
import { ROOT } from './source-hash.ts';
import { reportAndExit } from './start-refused.ts';
import { conclude, runStep, type StepResult } from './steps.ts';

// Every test there is. The last line reads "N passed, N failed" over all runners; the exit code is 0 only if none
// failed. With --long the properties, races and kills run at their full counts and the outcome is written down.
const isLong = process.argv.includes('--long');
const seed = process.env.TALLYSTICK_SEED ?? String(randomInt(1, 2 ** 31));
process.env.TALLYSTICK_SEED = seed;
if (isLong) process.env.TALLYSTICK_LONG = '1';

async function main(): Promise<void> {
  const started = performance.now();
  const say = (message: string) => process.stdout.write(`${message}\n`);
  mkdirSync(path.join(ROOT, 'test-results'), { recursive: true });
  say(`seed ${seed} (the same again: TALLYSTICK_SEED=${seed} npm ${isLong ? 'run test:long' : 'test'})`);
  const browser = await findBrowser(say);
  say(`browser ${browser}`);
  const results: StepResult[] = [];
  results.push(await runStep(routeTypes));
  // The types take one core for a minute; the other does what is left to do before the tests.
  const typesChecked = runStep(types);
  for (const step of [formatAndLint, generatedFiles]) results.push(await runStep(step));
  results.push(await buildStep(say), await typesChecked);
  for (const step of [vitest('unit', 'database', 'alone'), vitest('routes'), vitest('install'), browserTests(browser)])
    results.push(await runStep(step));
  const { code, passed, failed } = conclude(results);
  if (isLong) writeLongResult({ passed, failed, results, seconds: (performance.now() - started) / 1000 });
  process.exit(code);
}

async function buildStep(say: (message: string) => void): Promise<StepResult> {
  const started = performance.now();
  say('\n== build');
  const isBuilt = await build({ log: say }).then(
    () => true,
    (error: Error) => {
      say(error.message);
      return false;
    },
  );
  const seconds = (performance.now() - started) / 1000;
  return { name: 'build', passed: isBuilt ? 1 : 0, failed: isBuilt ? 0 : 1, seconds };
}

type LongResult = { passed: number; failed: number; results: StepResult[]; seconds: number };

function writeLongResult({ passed, failed, results, seconds }: LongResult): void {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  const isClean = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' }) === '';
  const outcome = { seed, commit, isClean, node: process.version, passed, failed, seconds, steps: results };
  writeFileSync(path.join(ROOT, 'test-results', 'long.json'), `${JSON.stringify(outcome, null, 2)}\n`);
}

main().catch(reportAndExit);
