import { parseArgs } from 'node:util';
import { lowerBound } from '#app/kernel/matching/auto-gate.ts';
import { madeBank } from './seed/made-bank-lines.ts';
import { appliedOf, matcherInput, matchMade } from './seed/match-made-bank.ts';
import { outcomeOf } from './seed/score-matches.ts';

/**
 * Counts, for made banks of the seeds given, how often each evidence class was right: the shipped set of
 * `app/kernel/matching/shipped-evidence.ts`. A line is right when its invoices and amounts are the truth. Prints one class a
 * line: class, sureness, right, total, lower bound; `--wrong` also prints each line that was wrong.
 *
 *   node scripts/measure-matching.ts --from 1 --to 6 [--open 50000] [--lines 10000] [--wrong]
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '1' },
      to: { type: 'string', default: '6' },
      open: { type: 'string', default: '50000' },
      lines: { type: 'string', default: '10000' },
      wrong: { type: 'boolean', default: false },
    },
  });
  const classes = new Map<string, { right: number; total: number }>();
  for (let seed = Number(values.from); seed <= Number(values.to); seed += 1)
    measure(classes, { open: Number(values.open), lines: Number(values.lines), seed, tellWrong: values.wrong });
  for (const [name, record] of [...classes].sort((a, b) => b[1].total - a[1].total))
    process.stdout.write(
      `${name} ${record.right} ${record.total} ${lowerBound(record).toLocaleString('en', { maximumFractionDigits: 5 })}\n`,
    );
}

type Set = { open: number; lines: number; seed: number; tellWrong: boolean };

function measure(classes: Map<string, { right: number; total: number }>, { tellWrong, ...of }: Set): void {
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

main();
