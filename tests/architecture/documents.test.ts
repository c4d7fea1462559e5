import { describe, expect, test } from 'vitest';
import { linksOf, pathsOfWhereIs } from '#tests/architecture/document-rules.ts';
import { declaredPackages, type Manifest } from '#tests/architecture/manifest-rules.ts';
import { existsInProject, listFiles, readProjectFile } from '#tests/architecture/source-tree.ts';

const DECISION_HEADINGS = ['Question', 'Decision', 'Why', 'What else was weighed', 'Price', 'Look again when'];
const DECISION_LINES_MAX = 70;

describe('the README', () => {
  const readme = readProjectFile('README.md');

  test('answers about twenty questions, each with a path that exists', () => {
    const rows = pathsOfWhereIs(readme);
    expect(rows.length).toBeGreaterThanOrEqual(15);
    expect(rows.filter(({ paths }) => paths.length === 0)).toEqual([]);
    expect(rows.flatMap(({ paths }) => paths).filter((path) => !existsInProject(path))).toEqual([]);
  });

  test('says of every dependency why it is there, and of none that is not', () => {
    const declared = Object.keys(declaredPackages(JSON.parse(readProjectFile('package.json')) as Manifest));
    const section = readme.split(/^## /m).find((part) => part.startsWith('Dependencies')) ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    const told = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]));
    expect(declared.filter((name) => !told.includes(name))).toEqual([]);
    expect(told.filter((name) => !declared.includes(name ?? ''))).toEqual([]);
  });

  test('a path that is gone would be seen', () => {
    const planted = '# A\n\n## Where is …?\n\n| question | place |\n|---|---|\n| x? | `app/gone.ts`, `README.md` |\n';
    expect(pathsOfWhereIs(planted)).toEqual([{ question: 'x?', paths: ['app/gone.ts', 'README.md'] }]);
    expect(existsInProject('app/gone.ts')).toBe(false);
  });
});

describe('pages link to what exists', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...listFiles('docs'),
    ...listFiles('app'),
    ...listFiles('db'),
  ];

  test.for([...new Set(pages)].filter((path) => path.endsWith('.md')))('%s', (page) => {
    expect(linksOf(page, readProjectFile(page)).filter((target) => !existsInProject(target))).toEqual([]);
  });

  test('a dead link would be seen', () => {
    expect(linksOf('docs/a.md', '[b](decisions/gone.md) [c](https://example.com) [d](#here)')).toEqual([
      'docs/decisions/gone.md',
    ]);
  });
});

describe('decisions', () => {
  const files = listFiles('docs/decisions').filter((path) => /\/\d{4}-[a-z0-9-]+\.md$/.test(path));
  const index = readProjectFile('docs/decisions/README.md');

  test('are numbered without a gap and all stand in the index', () => {
    const numbers = files.map((path) => Number(path.slice('docs/decisions/'.length).slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, position) => position));
    const listed = linksOf('docs/decisions/README.md', index);
    expect(files.filter((path) => !listed.includes(path))).toEqual([]);
  });

  test.for(files)('%s fits a page and has the six headings', (path) => {
    const text = readProjectFile(path);
    expect([...text.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(DECISION_HEADINGS);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(DECISION_LINES_MAX);
  });
});
