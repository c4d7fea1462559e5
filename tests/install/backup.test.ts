import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
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

const mt940 = (account: string) => `:20:MADE
:25:${account}
:28C:900/1
:60F:C261120GBP100,00
:61:2611201120CR25,50NTRFNONREF//CLI-1
:86:?20Payment of nobody known?32Somebody
:62F:C261120GBP125,50
-
`;

it('a file of our bank is imported by the command as by the page, once, and that of a stranger is not', () => {
  const [ours, theirs] = [path.join(folder, 'ours.sta'), path.join(folder, 'theirs.sta')];
  writeFileSync(ours, mt940('00000000'));
  writeFileSync(theirs, mt940('99999999'));
  expect(run(demo.dataDir, 'bank', 'import', ours)).toContain('Imported.');
  expect(run(demo.dataDir, 'bank', 'import', ours)).toContain('imported already');
  expect(() => run(demo.dataDir, 'bank', 'import', theirs)).toThrow(/99999999/);
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
