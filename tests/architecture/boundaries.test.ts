import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { cruise, describeViolation, type PlantedFiles, withPlantedTree } from '#tests/architecture/cruise.ts';
import {
  ALLOWED_IMPORTS,
  NOTHING,
  PLANTED_PACKAGES,
  PLANTED_VIOLATIONS,
} from '#tests/architecture/planted-violations.ts';
import { isTest, PROJECT_ROOT, readSourceFiles } from '#tests/architecture/source-tree.ts';

const CRUISE_TIMEOUT_MS = 120_000;

type Rule = { name: string; severity: string; comment: string };
const { default: configuration } = (await import(
  pathToFileURL(join(PROJECT_ROOT, '.dependency-cruiser.mjs')).href
)) as { default: { forbidden: Rule[] } };

/** Turns "this file imports that" into files whose only content is imports; a target nobody wrote is an empty module. */
function treeOf(imports: { from: string; to: string; typeOnly?: boolean }[]): PlantedFiles {
  const files: PlantedFiles = {};
  for (const { from, to, typeOnly } of imports) {
    if (to === NOTHING) {
      files[from] = 'export {};\n';
      continue;
    }
    const specifier = to
      .replace(/^(app|db|emails|tests|scripts)\//, '#$1/')
      .replace(/^stand-ins\//, '../../stand-ins/');
    const statement = typeOnly
      ? `import type { x as x${files[from]?.length ?? 0} } from '${specifier}';`
      : `import '${specifier}';`;
    files[from] = `${files[from] ?? ''}${statement}\n`;
    if (/\.tsx?$/.test(to) && !to.includes('does-not-exist')) files[to] ??= 'export const x = 1;\n';
  }
  return files;
}

test(
  'the product keeps every import rule',
  async () => {
    const { files, violations } = await cruise(PROJECT_ROOT);
    expect(files).toBeGreaterThan(0);
    expect(violations.map(describeViolation)).toEqual([]);
  },
  CRUISE_TIMEOUT_MS,
);

test('Lucia stays one file deep, so that leaving it is one file of work', () => {
  const importers = readSourceFiles()
    .filter(({ path, text }) => !isTest(path) && /from 'lucia'/.test(text))
    .map(({ path }) => path);
  expect(importers.length).toBeLessThanOrEqual(1);
  expect(importers.every((path) => path.startsWith('app/modules/auth/'))).toBe(true);
});

describe('each import rule still bites', () => {
  let reported: string[] = [];

  beforeAll(async () => {
    const planted = treeOf([...ALLOWED_IMPORTS, ...PLANTED_VIOLATIONS]);
    const result = await withPlantedTree(planted, PLANTED_PACKAGES, cruise);
    reported = result.violations.map((violation) => `${violation.rule}: ${violation.from}`);
  }, CRUISE_TIMEOUT_MS);

  test.for(PLANTED_VIOLATIONS)('$rule refuses $from -> $to', ({ rule, from }) => {
    expect(reported).toContain(`${rule}: ${from}`);
  });

  test('nothing is reported beyond the planted violations', () => {
    const expected = new Set(PLANTED_VIOLATIONS.map(({ rule, from }) => `${rule}: ${from}`));
    expect(reported.filter((line) => !expected.has(line))).toEqual([]);
  });

  test('no rule is without a planted violation, and none is less than an error', () => {
    const planted = new Set(PLANTED_VIOLATIONS.map(({ rule }) => rule));
    expect(configuration.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
    expect(configuration.forbidden.filter(({ severity }) => severity !== 'error')).toEqual([]);
    expect(configuration.forbidden.filter(({ comment }) => comment.length < 40)).toEqual([]);
  });
});
