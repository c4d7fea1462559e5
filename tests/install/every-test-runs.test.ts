import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '#scripts/source-hash.ts';

const LEFT_OUT = ['node_modules', 'build', '.react-router', 'test-results', '.data'];

test('every test file of the project belongs to a runner', () => {
  const listed = execFileSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'list', '--filesOnly', '--json'],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TALLYSTICK_VITEST_JSON: '' } },
  );
  const byVitest = (JSON.parse(listed) as { file: string }[]).map(({ file }) => path.relative(ROOT, file));
  const byPlaywright = globSync('tests/e2e/**/*.{test,spec}.ts', { cwd: ROOT });
  const written = globSync('**/*.{test,spec}.{ts,tsx,js,mjs}', {
    cwd: ROOT,
    exclude: (name) => LEFT_OUT.includes(name),
  });
  expect(written.length).toBeGreaterThan(20);
  expect([...byVitest, ...byPlaywright].sort()).toEqual(written.sort());
});
