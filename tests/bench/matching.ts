import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIndex } from '#app/kernel/matching/match-index.ts';
import { type MatchedLine, matchLines } from '#app/kernel/matching/match-lines.ts';
import { bankCsv } from '#scripts/seed/bank-lines-csv.ts';
import { type MadeBank, madeBank } from '#scripts/seed/made-bank-lines.ts';
import { appliedOf, matcherInput } from '#scripts/seed/match-made-bank.ts';
import { type Score, scoreMatches } from '#scripts/seed/score-matches.ts';
import { ROOT } from '#scripts/source-hash.ts';
import { type Figure, mustEqual, perSecond, timed, WrongOutput } from './figures.ts';
import type { BenchOptions } from './works.ts';

const LINES = 10_000;
const SMALL = 50_000;
const LARGE = 500_000;
const SEED = 42;
const LINES_A_SECOND = 2_000;
const CORRECT_MIN = 0.93;
const WRONG_MAX = 0.001;

/**
 * 10,000 bank lines against 50,000 and against 500,000 open invoices, in the process and as the command on plain files. No figure
 * unless at least 93 of 100 lines are right and at most one of a thousand wrong.
 */
export async function matchingWork({ log, count = SEED }: BenchOptions): Promise<Figure[]> {
  const small = await measure({ open: SMALL, seed: count, log });
  const command = await asCommand(small.made, small.applied);
  const large = await measure({ open: LARGE, seed: count, log });
  const common = { data: `W3, ${LINES.toLocaleString('en')} lines, seed ${count}`, floor: null, aim: null } as const;
  const rate = (one: Measured, aim: number | null, note: string): Figure => ({
    ...{ ...common, aim, note, unit: '/s', value: perSecond(LINES, one.ms) },
    work: `matching lines, ${one.made.invoices.length.toLocaleString('en')} open`,
  });
  const index = (one: Measured): Figure => ({
    ...{ ...common, unit: 'ms', value: one.indexMs },
    work: `matching index of ${one.made.invoices.length.toLocaleString('en')} open`,
  });
  const ofProcessor = (one: Measured) =>
    `${Math.round(perSecond(LINES, one.processorMs)).toLocaleString('en')} lines a second of processor time`;
  const growth = `ten times the invoices take ${(large.processorMs / small.processorMs).toFixed(2)} times the processor time`;
  return [
    rate(small, LINES_A_SECOND, `${ofProcessor(small)}; ${shares(small.score)}; ${byKind(small.score)}`),
    index(small),
    {
      ...common,
      work: 'matching as a command, files to rows',
      unit: 'ms',
      value: command,
      note: 'with start, reading and index',
    },
    rate(large, LINES_A_SECOND, `${ofProcessor(large)}; ${growth}; ${shares(large.score)}`),
    index(large),
  ];
}

type Measured = {
  made: MadeBank;
  applied: ReturnType<typeof appliedOf>;
  score: Score;
  ms: number;
  /** Of the processor alone: what can be compared while other work shares the cores. */
  processorMs: number;
  indexMs: number;
};

async function measure({
  open,
  seed,
  log,
}: {
  open: number;
  seed: number;
  log: BenchOptions['log'];
}): Promise<Measured> {
  log(`matching: ${LINES.toLocaleString('en')} lines against ${open.toLocaleString('en')} open invoices`);
  const made = madeBank({ open, lines: LINES, seed });
  const { customers, items, lines } = matcherInput(made);
  const built = await timed(async () => buildIndex(items, customers));
  const before = process.cpuUsage();
  const { ms, value } = await timed(async (): Promise<MatchedLine[]> => matchLines(built.value, lines));
  const processorMs = process.cpuUsage(before).user / 1000;
  const applied = appliedOf(value);
  const score = scoreMatches(made.truth, applied);
  if (score.correctShare < CORRECT_MIN || score.wrongShare > WRONG_MAX)
    throw new WrongOutput(`matching: ${shares(score)}`);
  return { made, applied, score, ms, processorMs, indexMs: built.ms };
}

/** The whole command in a process of its own; what it prints is what was matched here. */
async function asCommand(made: MadeBank, applied: Measured['applied']): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-matching-'));
  try {
    const files = bankCsv(made);
    const put = (name: string, text: string): string => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const words = ['--customers', put('customers.csv', files.customers), '--open', put('open.csv', files.openInvoices)];
    const bank = ['--bank', put('lines.csv', files.bankLines)];
    const { ms, value } = await timed(async () =>
      execFileSync(process.execPath, [path.join(ROOT, 'scripts/tallystick.ts'), 'match', ...words, ...bank], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      }),
    );
    const rows = [...applied].flatMap(([line, parts]) =>
      [...parts].map(([invoice, cents]) => `${line},${invoice},${cents}`),
    );
    const printed = value
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.replace('.', ''));
    mustEqual('rows of the command', printed.toSorted(), rows.toSorted());
    return ms;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const shares = ({ correctShare, wrongShare, precision }: Score): string =>
  `right ${percent(correctShare)}, wrong ${percent(wrongShare)}, precision ${percent(precision)}`;

/** Right and wrong of those something was applied to, by kind of noise. */
const byKind = ({ byKind: kinds }: Score): string =>
  [...kinds]
    .map(([kind, { correct, setOnly, wrong, left }]) => {
      const all = correct + setOnly + wrong + left;
      return `${kind} ${percent(correct / all)} right, ${setOnly + wrong} of ${all - left} applied wrong`;
    })
    .join('; ');
