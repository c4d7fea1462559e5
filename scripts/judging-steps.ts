import path from 'node:path';
import { ROOT } from './source-hash.ts';
import { playwrightCounts, type Step, vitestCounts } from './steps.ts';

const report = (name: string) => path.join(ROOT, 'test-results', `${name}.json`);

const tool = (name: string, file: string, args: string[]): Step => ({ name, file: `node_modules/${file}`, args });

/** The types of the routes, which tsc needs. */
export const routeTypes = tool('route types', '@react-router/dev/bin.cjs', ['typegen']);
export const types = tool('types', 'typescript/bin/tsc', ['--noEmit']);
export const formatAndLint = tool('format and lint', '@biomejs/biome/bin/biome', [
  ...['ci', '--error-on-warnings', '--colors=off', '--max-diagnostics=40', '.'],
]);
export const boundaries = tool('boundaries', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
  ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'app', 'emails', 'scripts', 'stand-ins'],
]);

/** What is generated from the schema is what the repository holds. */
export const generatedFiles: Step = { name: 'generated files', file: 'scripts/generate.ts', args: ['--check'] };

/** One or more of the Vitest projects in vitest.config.ts. */
export function vitest(...projects: string[]): Step {
  const name = projects.join(' and ');
  const file = report(`vitest-${projects.join('-')}`);
  return {
    ...tool(`${name} tests`, 'vitest/vitest.mjs', ['run', ...projects.flatMap((project) => ['--project', project])]),
    env: { TALLYSTICK_VITEST_JSON: file },
    counts: { file, read: vitestCounts },
  };
}

/** The browser tests, against a demo that they start. */
export function browserTests(browser: string): Step {
  const file = report('playwright');
  return {
    ...tool('browser tests', '@playwright/test/cli.js', ['test']),
    env: { TALLYSTICK_PLAYWRIGHT_JSON: file, TALLYSTICK_BROWSER: browser },
    counts: { file, read: playwrightCounts },
  };
}
