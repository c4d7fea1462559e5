import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './source-hash.ts';

/** One runner of a judged command (npm test, npm run check). */
export type Step = {
  name: string;
  /** The tool's file below the project, run with this Node. */
  file: string;
  args: string[];
  env?: Record<string, string>;
  /** Where the runner writes its counts; without it the whole step counts as one. */
  counts?: { file: string; read: (report: unknown) => Counts };
};
/** `names`: which tests failed, with the first line of why, for the end of the output. */
export type Counts = { passed: number; failed: number; names?: readonly string[] };
export type StepResult = Counts & { name: string; seconds: number };

/**
 * Runs one step with its output passed on. A runner that ends badly without counting a failure, or that leaves no
 * report, counts as one failure: silence is never a pass.
 */
export async function runStep(step: Step): Promise<StepResult> {
  const started = performance.now();
  process.stdout.write(`\n== ${step.name}\n`);
  if (step.counts) rmSync(step.counts.file, { force: true });
  const code = await run(step);
  const counts = step.counts ? readCounts(step.counts) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { name: step.name, ...counts, seconds };
}

function run(step: Step): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, step.file), ...step.args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...step.env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function readCounts({ file, read }: NonNullable<Step['counts']>): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  return read(JSON.parse(readFileSync(file, 'utf8')));
}

/** Vitest's JSON report. A test that was left out counts as failed: nothing is skipped in silence. */
export function vitestCounts(report: unknown): Counts {
  const found = report as Record<string, number>;
  const leftOut = (found.numPendingTests ?? 0) + (found.numTodoTests ?? 0);
  const names = (report as VitestReport).testResults?.flatMap(failuresOf) ?? [];
  return { passed: found.numPassedTests ?? 0, failed: (found.numFailedTests ?? 0) + leftOut, names };
}

type VitestReport = { testResults?: { name: string; message?: string; assertionResults: VitestCase[] }[] };
type VitestCase = { fullName: string; status: string; failureMessages?: string[] };

function failuresOf({ name, message = '', assertionResults }: NonNullable<VitestReport['testResults']>[number]) {
  const file = path.relative(ROOT, name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  // A file that could not be loaded has no tests to name.
  if (failed.length === 0 && message !== '') return [`${file}: ${firstLine(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages?.[0] ?? '')}`,
  );
}

const firstLine = (text: string): string => text.split('\n', 1)[0]!.slice(0, 300);

/** Playwright's JSON report. Left out or passed only on a second try counts as failed. */
export function playwrightCounts(report: unknown): Counts {
  const { stats, errors, suites } = report as { stats: Record<string, number>; errors?: unknown[]; suites?: Suite[] };
  const bad = (stats.unexpected ?? 0) + (stats.flaky ?? 0) + (stats.skipped ?? 0);
  const names = (suites ?? []).flatMap(specsOf).filter(({ ok }) => !ok);
  return {
    passed: stats.expected ?? 0,
    failed: bad + (errors?.length ?? 0),
    names: names.map(({ title, file }) => `${file}: ${title}`),
  };
}

type Suite = { specs?: { title: string; file: string; ok: boolean }[]; suites?: Suite[] };
const specsOf = ({ specs = [], suites = [] }: Suite): NonNullable<Suite['specs']> => [
  ...specs,
  ...suites.flatMap(specsOf),
];

const NAME_WIDTH = 34;

/** Prints a table of the steps and, last of all, the plain line that tools read. Returns the exit code. */
export function conclude(results: StepResult[]): { code: number; passed: number; failed: number } {
  const sum = (part: 'passed' | 'failed') => results.reduce((total, result) => total + result[part], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  process.stdout.write('\n');
  for (const { name, passed: good, failed: bad, seconds } of results) {
    const counts = `${String(good).padStart(6)} passed ${String(bad).padStart(4)} failed`;
    process.stdout.write(`${name.padEnd(NAME_WIDTH)}${counts}${`${seconds.toFixed(1)} s`.padStart(10)}\n`);
  }
  // Named again at the very end: what keeps only the last lines of a long output still says which.
  for (const { names = [] } of results) for (const name of names) process.stdout.write(`\nfailed: ${name}`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return { code: failed === 0 && passed > 0 ? 0 : 1, passed, failed };
}
