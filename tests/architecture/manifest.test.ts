import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  type Advisory,
  addressesIn,
  type Lock,
  lockDiffers,
  type Manifest,
  missingForOtherSystems,
  openAdvisories,
  unpinned,
} from '#tests/architecture/manifest-rules.ts';
import { PROJECT_ROOT, readProjectFile } from '#tests/architecture/source-tree.ts';

const manifest = JSON.parse(readProjectFile('package.json')) as Manifest;
const lock = JSON.parse(readProjectFile('package-lock.json')) as Lock;
const { advisories } = JSON.parse(readProjectFile('docs/advisories.json')) as { advisories: Advisory[] };

describe('what is installed is what was tried', () => {
  test('every version is pinned exactly', () => {
    expect(unpinned({ dependencies: { a: '^1.0.0', b: '24', c: '1.2.3', d: '18.4.0-beta.17' } })).toHaveLength(2);
    expect(unpinned(manifest)).toEqual([]);
  });

  test('the lock holds the pinned versions', () => {
    expect(lockDiffers({ dependencies: { a: '1.0.0' } }, { packages: {} })).toHaveLength(1);
    expect(lockDiffers(manifest, lock)).toEqual([]);
  });

  test('the lock holds no download address', () => {
    const planted = {
      packages: { 'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' } },
    };
    expect(addressesIn(planted)).toEqual(['node_modules/a']);
    expect(addressesIn(lock)).toEqual([]);
  });

  test('the lock is complete for all systems', () => {
    const asking = { version: '1.0.0', optionalDependencies: { 'a-darwin': '1.0.0', 'a-linux': '1.0.0' } };
    const planted = { packages: { 'node_modules/a': asking, 'node_modules/a-linux': { version: '1.0.0' } } };
    expect(missingForOtherSystems(planted)).toHaveLength(1);
    expect(missingForOtherSystems(lock)).toEqual([]);
  });
});

describe('no known advisory is in the lock', () => {
  test('an old version, a pre-release of the fix and a package without any fix are found', () => {
    const known = [{ id: 'X-1', fixedIn: { a: '7.18.0', b: null } }];
    const holding = (path: string, version: string) => openAdvisories(known, { packages: { [path]: { version } } });
    expect(holding('node_modules/a', '7.9.4')).toEqual(['a 7.9.4: X-1, fixed in 7.18.0']);
    expect(holding('node_modules/c/node_modules/a', '7.18.0-pre.1')).toHaveLength(1);
    expect(holding('node_modules/b', '99.0.0')).toEqual(['b 99.0.0: X-1, fixed in no version']);
    expect(holding('node_modules/a', '7.18.0')).toEqual([]);
    expect(holding('node_modules/a', '8.0.0')).toEqual([]);
  });

  test('the lock holds none of the listed ones', () => {
    expect(advisories.length).toBeGreaterThan(10);
    expect(openAdvisories(advisories, lock)).toEqual([]);
  });
});

describe('the options of the web framework', () => {
  const load = async (path: string) =>
    ((await import(pathToFileURL(join(PROJECT_ROOT, path)).href)) as { default: Record<string, unknown> }).default;

  test('react-router.config.ts hands on remix.config.js and adds nothing', async () => {
    expect(await load('react-router.config.ts')).toBe(await load('remix.config.js'));
    expect(readProjectFile('react-router.config.ts').trim().split('\n').at(-1)).toBe(
      "export { default } from './remix.config.js';",
    );
  });

  test('pages are rendered on the server and scripts carry an integrity hash', async () => {
    expect(await load('remix.config.js')).toMatchObject({
      ssr: true,
      subResourceIntegrity: true,
      routeDiscovery: { mode: 'initial' },
    });
  });
});
