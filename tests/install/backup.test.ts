import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '#scripts/source-hash.ts';
import { openFolder, type StartedDemo, startDemoTree } from '#scripts/started-demo.ts';

let demo: StartedDemo;
const folder = openFolder('tallystick-backup-');

beforeAll(async () => {
  demo = await startDemoTree();
}, 180_000);

afterAll(async () => {
  await demo.remove();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

const run = (dataDir: string, ...args: string[]): string =>
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/tallystick.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TALLYSTICK_DATA: dataDir },
  });

it('a backup taken while the system runs restores into the same books, and both keep every law', {
  timeout: 120_000,
}, () => {
  const [copy, restored] = [path.join(folder, 'copy'), path.join(folder, 'restored')];
  const before = run(demo.dataDir, 'aging', '--as-of', '2026-06-30', '--json');
  expect(JSON.parse(before).length).toBeGreaterThan(20);
  expect(run(demo.dataDir, 'backup', copy)).toContain('consistent at');
  expect(() => run(demo.dataDir, 'backup', copy)).toThrow(/exists already/);
  expect(() => run(demo.dataDir, 'restore', copy)).toThrow(/is not empty/);
  run(restored, 'restore', copy);
  expect(run(restored, 'aging', '--as-of', '2026-06-30', '--json')).toBe(before);
  for (const dataDir of [demo.dataDir, restored]) expect(run(dataDir, 'verify')).toMatch(/differences: 0\n$/);
});
