import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { refuseOldNpm } from './check-machine.ts';
import { conclude, playwrightCounts, runStep, vitestCounts } from './steps.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tallystick-steps-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function quietly<Value>(work: () => Value): { value: Value; printed: string } {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    return { value: work(), printed };
  } finally {
    write.mockRestore();
  }
}

function script(name: string, code: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, code);
  return file;
}

test('the last line is the plain sum over all runners', () => {
  const results = [
    { name: 'a', passed: 3, failed: 0, seconds: 1 },
    { name: 'b', passed: 4, failed: 2, seconds: 2 },
  ];
  const { value, printed } = quietly(() => conclude(results));
  expect(printed.endsWith('\n7 passed, 2 failed\n')).toBe(true);
  expect(value.code).toBe(1);
});

test('which tests failed stands at the end, by file, name and the first line of why', () => {
  const cases = [
    { fullName: 'holds', status: 'passed' },
    { fullName: 'adds up', status: 'failed', failureMessages: ['expected 1 to be 2\n    at there'] },
  ];
  const broken = { name: path.resolve('b.test.ts'), message: 'cannot be read\nat all', assertionResults: [] };
  const read = vitestCounts({ testResults: [{ name: path.resolve('a.test.ts'), assertionResults: cases }, broken] });
  expect(read.names).toEqual(['a.test.ts: adds up: expected 1 to be 2', 'b.test.ts: cannot be read']);
  const spec = { title: 'pays', file: 'pay.test.ts', ok: false };
  const suites = [{ specs: [{ ...spec, ok: true }], suites: [{ specs: [spec] }] }];
  expect(playwrightCounts({ stats: { expected: 1, unexpected: 1 }, suites }).names).toEqual(['pay.test.ts: pays']);
  const { printed } = quietly(() => conclude([{ name: 'a', passed: 1, failed: 1, seconds: 1, names: read.names! }]));
  expect(printed.endsWith('\nfailed: b.test.ts: cannot be read\n1 passed, 1 failed\n')).toBe(true);
});

test('nothing run is not a pass', () => {
  expect(quietly(() => conclude([])).value.code).toBe(1);
});

test('tests that were left out or needed a second try count as failed', () => {
  expect(vitestCounts({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })).toMatchObject({
    ...{ passed: 5, failed: 4 },
  });
  expect(playwrightCounts({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 1 }, errors: [{}] })).toMatchObject(
    {
      ...{ passed: 5, failed: 4 },
    },
  );
});

test('a runner that leaves no report, or ends badly without counting a failure, is one failure', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const read = () => ({ passed: 9, failed: 0 });
  const silent = { name: 'silent', file: path.relative('.', script('silent.mjs', '')), args: [] };
  const absent = path.join(folder, 'absent.json');
  expect(await runStep({ ...silent, counts: { file: absent, read } })).toMatchObject({ passed: 0, failed: 1 });
  const report = path.join(folder, 'report.json');
  const code = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(report)}, '{}'); process.exit(3);`;
  const crashing = { name: 'crashing', file: path.relative('.', script('crashing.mjs', code)), args: [] };
  expect(await runStep({ ...crashing, counts: { file: report, read } })).toMatchObject({ passed: 9, failed: 1 });
  write.mockRestore();
});

test('an old npm is refused, a new one or none is not', () => {
  expect(() => refuseOldNpm('npm/10.8.2 node/v20.0.0')).toThrow('npm 11 or newer is needed and this is npm 10.8.2');
  expect(() => refuseOldNpm('npm/11.19.1 node/v20.0.0')).not.toThrow();
  expect(() => refuseOldNpm(undefined)).not.toThrow();
});
