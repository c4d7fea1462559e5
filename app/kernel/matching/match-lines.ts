import { LineReading } from './line-reading.ts';
import { canTake, type MatchIndex, take } from './match-index.ts';
import { learn, plainAccount } from './payer-index.ts';
import { suggest } from './suggest.ts';
import type { BankLine, Suggestion, Sureness } from './types.ts';

/** A line with what was taken for it, and what else was thought of; nothing taken is left to a person. */
export type MatchedLine = {
  readonly line: BankLine;
  readonly taken: Suggestion | null;
  readonly others: readonly Suggestion[];
};

/** So many rounds at most; each frees the next of what was taken. */
const ROUNDS_MAX = 6;

type Round = { readonly least: Sureness; readonly isNamed: boolean };
/** What is named goes before what is only paid by somebody known: an amount never takes what a reference names. */
const ORDER: readonly Round[] = [
  { least: 'exact', isNamed: true },
  { least: 'likely', isNamed: true },
  { least: 'likely', isNamed: false },
];

/**
 * Matches the lines of one statement (or any number that fits in memory) and takes what they settle out of the index. Within
 * a round the surest line goes first, then by day and id, so the order in which lines stand in the file does not matter.
 */
export function matchLines(
  index: MatchIndex,
  lines: readonly BankLine[],
  atLeast: 'exact' | 'likely' = 'likely',
): MatchedLine[] {
  const found = new Map<BankLine, MatchedLine>();
  const readings = new Map(lines.map((line) => [line, new LineReading(index, line)]));
  let waiting: readonly BankLine[] = lines;
  for (let at = 0, round = 0; at < ROUNDS_MAX && round < ORDER.length && waiting.length > 0; at += 1) {
    const order = ORDER[round]!;
    if (order.least === 'likely' && atLeast === 'exact') break;
    const took = playRound(index, waiting, { order, found, readings });
    waiting = waiting.filter((line) => !found.get(line)?.taken);
    if (order.least === 'exact') for (const line of waiting) readings.get(line)!.forgetPayer();
    if (took === 0 || order.least === 'exact') round += 1;
  }
  return lines.map((line) => found.get(line) ?? { line, taken: null, others: suggest(index, line) });
}

function playRound(
  index: MatchIndex,
  waiting: readonly BankLine[],
  {
    order,
    found,
    readings,
  }: { order: Round; found: Map<BankLine, MatchedLine>; readings: ReadonlyMap<BankLine, LineReading> },
): number {
  const offers = waiting.map((line) => ({ line, suggestions: suggest(index, line, readings.get(line)) }));
  for (const { line, suggestions } of offers) found.set(line, { line, taken: null, others: suggestions });
  const ready = offers
    .filter(({ suggestions: [best] }) => best && fits(best, order))
    .sort((a, b) => b.suggestions[0]!.weight - a.suggestions[0]!.weight || compareLines(a.line, b.line));
  let took = 0;
  for (const { line, suggestions } of ready) {
    const [best, ...others] = suggestions;
    if (!best || !canTake(index, best.parts)) continue;
    take(index, best.parts);
    found.set(line, { line, taken: best, others });
    teach(index, line, best);
    took += 1;
  }
  return took;
}

const fits = ({ sureness, evidenceClass }: Suggestion, { least, isNamed }: Round): boolean =>
  sureness !== 'choose' &&
  (least === 'likely' || sureness === 'exact') &&
  (!isNamed || !evidenceClass.startsWith('none/'));

const compareLines = (a: BankLine, b: BankLine): number => compare(a.on, b.on) || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An exact match whose payer's name agrees teaches the payer's account, for the lines that follow. */
function teach(index: MatchIndex, line: BankLine, { sureness, evidenceClass, parts }: Suggestion): void {
  if (sureness !== 'exact' || plainAccount(line.payerAccount) === '' || !/\/(shared-)?name\//.test(evidenceClass))
    return;
  const place = index.placeOfItem.get(parts[0]!.itemId);
  if (place !== undefined)
    learn(index.payers, { kind: 'account', value: line.payerAccount, customerId: index.items[place]!.customerId });
}
