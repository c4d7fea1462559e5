import { expect, test } from 'vitest';
import {
  FILE_LINES_MAX,
  FUNCTION_LINES_MAX,
  isMeasured,
  oversizeIn,
  ROUTE_LINES_MAX,
} from '#tests/architecture/size-rules.ts';
import { readSourceFiles } from '#tests/architecture/source-tree.ts';

const linesOf = (count: number) => 'export const a = 1;\n'.repeat(count);
const functionOf = (lines: number) => `export function long() {\n${'  a();\n'.repeat(lines - 2)}}\n`;

test('files, routes and functions stay small', () => {
  const measured = readSourceFiles().filter(({ path }) => isMeasured(path));
  expect(measured.length).toBeGreaterThan(0);
  expect(measured.flatMap(oversizeIn)).toEqual([]);
});

test('a file beyond the limit is refused, one at the limit is not', () => {
  expect(oversizeIn({ path: 'app/ui/a.tsx', text: linesOf(FILE_LINES_MAX) })).toEqual([]);
  expect(oversizeIn({ path: 'app/ui/a.tsx', text: linesOf(FILE_LINES_MAX + 1) })).toHaveLength(1);
});

test('a route has half the room', () => {
  expect(oversizeIn({ path: 'app/routes/staff/a.tsx', text: linesOf(ROUTE_LINES_MAX) })).toEqual([]);
  expect(oversizeIn({ path: 'app/routes/staff/a.tsx', text: linesOf(ROUTE_LINES_MAX + 1) })).toHaveLength(1);
});

test('a long function is refused however it is written', () => {
  const body = '  a();\n'.repeat(FUNCTION_LINES_MAX);
  expect(oversizeIn({ path: 'app/ui/a.ts', text: functionOf(FUNCTION_LINES_MAX) })).toEqual([]);
  expect(oversizeIn({ path: 'app/ui/a.ts', text: functionOf(FUNCTION_LINES_MAX + 1) })).toHaveLength(1);
  expect(oversizeIn({ path: 'app/ui/a.ts', text: `export const a = async () => {\n${body}};\n` })).toHaveLength(1);
  expect(oversizeIn({ path: 'app/ui/a.ts', text: `class A {\n  run() {\n${body}  }\n}\n` })).toHaveLength(1);
  expect(
    oversizeIn({ path: 'app/ui/a.tsx', text: `const A = () => (\n<p>\n${'<b />\n'.repeat(70)}</p>\n);\n` }),
  ).toHaveLength(1);
});
