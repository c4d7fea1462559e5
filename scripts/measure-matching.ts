import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { lowerBound } from '#app/kernel/matching/auto-gate.ts';
import { NEEDED, WEIGHTS } from '#app/kernel/matching/weights.ts';
import { madeBank } from './seed/made-bank-lines.ts';
import { appliedOf, matcherInput, matchMade } from './seed/match-made-bank.ts';
import { outcomeOf } from './seed/score-matches.ts';

/**
 * Counts, for made banks of the seeds given, how often each evidence class was right. A line is right when its invoices and
 * amounts are the truth. Prints one class a line: class, sureness, right, total, lower bound; `--wrong` also each line that was
 * wrong; `--data` prints `app/kernel/matching/shipped-evidence.ts` instead, the shipped set that the gate begins with:
 *
 *   node scripts/measure-matching.ts --from 1 --to 42 --data
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '1' },
      to: { type: 'string', default: '6' },
      open: { type: 'string', default: '50000' },
      lines: { type: 'string', default: '10000' },
      wrong: { type: 'boolean', default: false },
      data: { type: 'boolean', default: false },
    },
  });
  const classes: Classes = new Map();
  for (let seed = Number(values.from); seed <= Number(values.to); seed += 1)
    measure(classes, { open: Number(values.open), lines: Number(values.lines), seed, tellWrong: values.wrong });
  const sorted = [...classes].sort((a, b) => b[1].total - a[1].total);
  if (values.data)
    process.stdout.write(
      dataFile(
        sorted,
        `seeds ${values.from} to ${values.to}, ${values.lines} lines against ${values.open} open invoices each`,
      ),
    );
  else
    for (const [name, record] of sorted)
      process.stdout.write(
        `${name} ${record.right} ${record.total} ${lowerBound(record).toLocaleString('en', { maximumFractionDigits: 5 })}\n`,
      );
}

type Classes = Map<string, { right: number; total: number }>;

/** What was measured with which weights: changed weights make it worthless, and a test says so. */
export const weightsDigest = (): string =>
  createHash('sha256').update(JSON.stringify({ WEIGHTS, NEEDED })).digest('hex').slice(0, 16);

const dataFile = (classes: readonly (readonly [string, { right: number; total: number }])[], data: string): string =>
  [
    "import type { EvidenceHistory } from './auto-gate.ts';",
    '',
    '/** Written by `node scripts/measure-matching.ts --from 1 --to 42 --data`; never by hand. */',
    `export const SHIPPED_SET = { version: 1, data: 'made banks: ${data}', weights: '${weightsDigest()}' } as const;`,
    '',
    '/** Exact suggestions of each class on the shipped set, and how many of them were right. */',
    'export const SHIPPED_EVIDENCE: EvidenceHistory = {',
    ...classes
      .filter(([name]) => name.endsWith(' exact'))
      .map(([name, { right, total }]) => `  '${name.replace(' exact', '')}': { right: ${right}, total: ${total} },`),
    '};',
    '',
  ].join('\n');

type Set = { open: number; lines: number; seed: number; tellWrong: boolean };

function measure(classes: Classes, { tellWrong, ...of }: Set): void {
  const made = madeBank(of);
  const { matched } = matchMade(matcherInput(made));
  const applied = appliedOf(matched);
  for (const [at, { line, taken }] of matched.entries()) {
    if (!taken) continue;
    const truth = made.truth[at]!;
    const outcome = outcomeOf(truth, applied.get(truth.lineId)!);
    const name = `${taken.evidenceClass} ${taken.sureness}`;
    const record = classes.get(name) ?? { right: 0, total: 0 };
    classes.set(name, { right: record.right + (outcome === 'correct' ? 1 : 0), total: record.total + 1 });
    if (tellWrong && outcome !== 'correct')
      process.stdout.write(
        `wrong ${of.seed} ${truth.kind} ${name} ${taken.weight} «${line.payerName}» «${line.text}» ${line.amountMinor}\n`,
      );
  }
  const count = [...applied.keys()].length;
  process.stderr.write(`seed ${of.seed}: ${count} of ${matched.length} applied\n`);
}

if (import.meta.main) main();
