import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sharedFile } from '#tests/support/shared-files.ts';
import type { MadeTruth } from './made-bank-lines.ts';
import { type Applied, scoreMatches } from './score-matches.ts';

const TRUTH: MadeTruth[] = [
  { lineId: 1, kind: 'one', parts: [{ invoiceId: 11, cents: 500 }] },
  { lineId: 2, kind: 'one', parts: [{ invoiceId: 12, cents: 700 }] },
  {
    lineId: 3,
    kind: 'two',
    parts: [
      { invoiceId: 13, cents: 100 },
      { invoiceId: 14, cents: 250 },
    ],
  },
  {
    lineId: 4,
    kind: 'two',
    parts: [
      { invoiceId: 15, cents: 100 },
      { invoiceId: 16, cents: 250 },
    ],
  },
  {
    lineId: 5,
    kind: 'two',
    parts: [
      { invoiceId: 17, cents: 100 },
      { invoiceId: 18, cents: 250 },
    ],
  },
  { lineId: 6, kind: 'unrelated', parts: [] },
  { lineId: 7, kind: 'unrelated', parts: [] },
];
const APPLIED: Applied = new Map([
  [1, new Map([[11, 500]])],
  [
    3,
    new Map([
      [14, 250],
      [13, 100],
    ]),
  ],
  [
    4,
    new Map([
      [15, 350],
      [16, 0],
    ]),
  ],
  [5, new Map([[17, 100]])],
  [7, new Map([[19, 1]])],
]);

test('lines are right, right but for the amounts, wrong, or left; what is unrelated and left is right', () => {
  const score = scoreMatches(TRUTH, APPLIED);
  expect(Object.fromEntries(score.byKind)).toEqual({
    one: { correct: 1, setOnly: 0, wrong: 0, left: 1 },
    two: { correct: 1, setOnly: 1, wrong: 1, left: 0 },
    unrelated: { correct: 1, setOnly: 0, wrong: 1, left: 0 },
  });
  expect([score.correctShare, score.wrongShare, score.precision]).toEqual([3 / 7, 2 / 7, 2 / 5]);
});

test('the published scorer counts the same', () => {
  const scorer = sharedFile('bench/score.py');
  if (!scorer) return process.stderr.write('bench/score.py not found: only the made set above was scored\n');
  const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-score-'));
  const decimals = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  const parts = (of: MadeTruth) => of.parts.map(({ invoiceId, cents }) => `${invoiceId}:${decimals(cents)}`).join('|');
  const rows = [...APPLIED].flatMap(([line, of]) =>
    [...of].map(([invoice, cents]) => `${line},${invoice},${decimals(cents)}`),
  );
  const file = (name: string, lines: string[]) => {
    writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
    return path.join(folder, name);
  };
  const truth = file('truth.csv', [
    'line_id,category,parts',
    ...TRUTH.map((one) => `${one.lineId},${one.kind},${parts(one)}`),
  ]);
  const out = execFileSync('python3', [scorer, truth, file('applied.csv', ['line_id,invoice_id,amount', ...rows])], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  const counts = Object.fromEntries(
    out.split('\n').flatMap((row) => {
      const found = /^(\S+) +(\d+) +(\d+) +(\d+) +(\d+) /.exec(row);
      return found ? [[found[1], found.slice(2, 6).map(Number)]] : [];
    }),
  );
  const score = scoreMatches(TRUTH, APPLIED);
  const own = [...score.byKind, ['ALL', score.all] as const].map(([kind, { correct, setOnly, wrong, left }]) => [
    kind,
    [correct, setOnly, wrong, left],
  ]);
  expect(counts).toEqual(Object.fromEntries(own));
  expect(out).toContain(`w3_precision ${score.precision.toFixed(4)}`);
});
