import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from './source-hash.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a command answers through a pipe, and its code. */
function tallystick(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/tallystick.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part) => (out += part));
  child.stderr.on('data', (part) => (err += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

const LINES = 3_000;
const statement = [
  ':20:MADE',
  ':25:12345678',
  ':28C:1',
  ':60F:C260701EUR0,',
  ...Array.from({ length: LINES }, (_, index) => `:61:2607020702CR1,00NTRFREF${index}\n:86:a line of a statement`),
  `:62F:C260702EUR${LINES},`,
].join('\n');

it('a long answer arrives whole through a pipe', async () => {
  const file = path.join(folder, 'long.sta');
  writeFileSync(file, statement);
  const { code, out } = await tallystick('bank', 'inspect', file, '--json');
  const { statements } = JSON.parse(out) as {
    statements: { lines: { amount: string }[]; sum: string; problems: unknown[] }[];
  };
  expect([code, statements[0]?.lines.length, statements[0]?.sum, statements[0]?.problems]).toEqual([
    0,
    LINES,
    '3000.00',
    [],
  ]);
});

it('says with its code whether a bank’s file was sound: read, not proven, refused, called wrongly', async () => {
  const [broken, none] = [path.join(folder, 'broken.sta'), path.join(folder, 'none.pdf')];
  writeFileSync(broken, statement.replace(`EUR${LINES},`, `EUR${LINES + 1},`));
  writeFileSync(none, '%PDF-1.7\n\u0000');
  const answers = await Promise.all([
    tallystick('bank', 'inspect', broken),
    tallystick('bank', 'inspect', none),
    tallystick('bank', 'inspect', path.join(folder, 'not-there.sta')),
    tallystick('bank', 'look', broken),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 2]);
  expect(answers[0]!.out).toContain('differ from the closing balance by 1.00 EUR');
  expect(answers[1]!.out).toContain('This is a PDF, which is for reading.');
  expect(answers[2]!.err).toContain('cannot be read');
});
