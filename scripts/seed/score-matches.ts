import type { MadeTruth } from './made-bank-lines.ts';

/** How a line came out. `setOnly`: the right invoices with wrong amounts. `left`: nothing was applied, and something should have been. */
export type Outcome = 'correct' | 'setOnly' | 'wrong' | 'left';
export type Tally = Record<Outcome, number>;
export type Score = {
  readonly byKind: ReadonlyMap<string, Tally>;
  readonly all: Tally;
  readonly correctShare: number;
  readonly wrongShare: number;
  /** Right ones of all lines that something was applied to. */
  readonly precision: number;
};
/** What was applied to a line: cents by invoice. */
export type Applied = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Compares what was applied with the truth, line by line, as the published scorer does. */
export function scoreMatches(truth: readonly MadeTruth[], applied: Applied): Score {
  const byKind = new Map<string, Tally>();
  const all = emptyTally();
  let [right, touched] = [0, 0];
  for (const one of truth) {
    const found = applied.get(one.lineId) ?? NONE;
    const outcome = outcomeOf(one, found);
    if (!byKind.has(one.kind)) byKind.set(one.kind, emptyTally());
    byKind.get(one.kind)![outcome] += 1;
    all[outcome] += 1;
    if (found.size > 0) touched += 1;
    if (found.size > 0 && outcome === 'correct') right += 1;
  }
  const share = (count: number) => count / Math.max(truth.length, 1);
  const shares = { correctShare: share(all.correct), wrongShare: share(all.wrong) };
  return { byKind, all, ...shares, precision: touched === 0 ? 0 : right / touched };
}

const NONE: ReadonlyMap<number, number> = new Map();
const emptyTally = (): Tally => ({ correct: 0, setOnly: 0, wrong: 0, left: 0 });

export function outcomeOf({ parts }: MadeTruth, found: ReadonlyMap<number, number>): Outcome {
  const isSet = parts.length === found.size && parts.every(({ invoiceId }) => found.has(invoiceId));
  if (isSet && parts.every(({ invoiceId, cents }) => found.get(invoiceId) === cents)) return 'correct';
  if (found.size === 0) return 'left';
  return isSet ? 'setOnly' : 'wrong';
}
