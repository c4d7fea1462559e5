import { MINOR_MAX } from '../money.ts';
import { abs } from './explain-amount.ts';
import { findEndings, findRanges, type Hits } from './find-references.ts';
import { classOf, type Judged, judge, referenceOf } from './judge.ts';
import { LineReading } from './line-reading.ts';
import {
  byAmountAlone,
  type Hypothesis,
  listed,
  listedAndMore,
  nearSingles,
  ofPayer,
  openOf,
  singles,
  type Wanted,
} from './make-hypotheses.ts';
import type { MatchIndex } from './match-index.ts';
import type { TextRead } from './read-text.ts';
import type { BankLine, Reason, Suggestion } from './types.ts';
import { WEIGHTS } from './weights.ts';

const SUGGESTIONS_MAX = 5;

/**
 * What a line may explain, the best first, at most five; none where nothing speaks for anything. Reads the index and changes
 * nothing. A reference weighs more than an amount; an amount alone is only offered to choose from. Never throws.
 */
export function suggest(index: MatchIndex, line: BankLine, reading = new LineReading(index, line)): Suggestion[] {
  const minor = abs(line.amountMinor);
  if (minor === 0n || minor > MINOR_MAX) return [];
  const wanted: Wanted = { index, minor, sign: line.amountMinor > 0n ? 1n : -1n, on: line.on, payer: reading.payer };
  const judged = search(wanted, reading);
  return judged.slice(0, SUGGESTIONS_MAX).map((one) => toSuggestion(wanted, one, judged));
}

/** What is cheap and clear first; the rest only where that does not decide. */
function search(wanted: Wanted, reading: LineReading): Judged[] {
  const { index, payer } = wanted;
  const { clear } = reading;
  const named = [...listed(wanted, clear), ...ranges(wanted, reading.read)];
  const first = [...singles(wanted, clear), ...named];
  const judgedFirst = judge(first, index.items.length);
  if (judgedFirst[0]?.sureness === 'exact') return judgedFirst;
  const ofPayers =
    payer.customers.size <= PAYERS_MAX
      ? [...payer.customers.keys()].flatMap((customer) => index.itemsOf[customer]!)
      : [];
  const near = without(clear, reading.near, findEndings(index, reading.read, ofPayers.slice(0, ENDINGS_MAX)));
  const more = [...first, ...nearSingles(wanted, near), ...listedAndMore(wanted, clear), ...ofPayer(wanted)];
  const found = more.some(({ weight }) => weight > 0) ? more : [...more, ...byAmountAlone(wanted)];
  return judge(
    found.map((one) => withHits(one, clear, near)),
    index.items.length,
  );
}

const PAYERS_MAX = 20;
const ENDINGS_MAX = 500;

/** What was nearly named and not named outright. */
function without(clear: Hits, near: Hits, endings: Hits): Hits {
  const all = new Map(near);
  for (const [place, hit] of endings) if (!all.has(place)) all.set(place, hit);
  for (const place of clear.keys()) all.delete(place);
  return all;
}

/** An item of the payer that the text names too is one hypothesis, not two. */
function withHits(hypothesis: Hypothesis, clear: Hits, near: Hits): Hypothesis {
  if (hypothesis.hits.length > 0 || hypothesis.parts.length !== 1) return hypothesis;
  const place = hypothesis.parts[0]!.place;
  const hit = clear.get(place) ?? near.get(place);
  if (!hit || hit.weight <= 0) return hypothesis;
  return { ...hypothesis, hits: [{ ...hit, place }], weight: hypothesis.weight + hit.weight };
}

function ranges(wanted: Wanted, read: TextRead): Hypothesis[] {
  return findRanges(wanted.index, read).flatMap(({ places, found }) => {
    const byCustomer = Map.groupBy(places, (place) => wanted.index.customerOf[place]!);
    return [...byCustomer.values()].flatMap((ofOne) => {
      const open = ofOne.filter((place) => openOf(wanted, place) > 0n);
      const hits: Hits = new Map(
        open.map((place) => [
          place,
          { how: 'range', weight: WEIGHTS.range, found, number: wanted.index.items[place]!.number },
        ]),
      );
      return listed(wanted, hits).filter(({ amount, parts }) => amount === 'sum' && parts.length === open.length);
    });
  });
}

function toSuggestion({ index, sign, minor }: Wanted, one: Judged, all: readonly Judged[]): Suggestion {
  const used = one.parts.reduce((total, part) => total + part.minor, 0n);
  return {
    parts: one.parts.map((part) => ({ itemId: index.items[part.place]!.id, amountMinor: part.minor * sign })),
    leftMinor: (minor - used) * sign,
    sureness: one.sureness,
    evidenceClass: classOf(one),
    reasons: reasonsOf(index, one, all),
    weight: Math.round(one.odds * 10) / 10,
  };
}

function reasonsOf(index: MatchIndex, one: Judged, all: readonly Judged[]): Reason[] {
  const isAlone =
    referenceOf(one) === 'none' && !['account', 'learned', 'code', 'name', 'shared-name', 'group'].includes(one.payer);
  return [
    ...one.hits.map(
      ({ how, place, number, found }): Reason => ({
        kind: 'reference',
        how,
        itemId: index.items[place]!.id,
        number,
        found,
      }),
    ),
    { kind: 'payer', how: one.payer, name: index.payers.customers[one.customer]!.name },
    { kind: 'amount', how: one.amount, items: one.parts.length, differenceMinor: one.differenceMinor },
    ...(isAlone ? [{ kind: 'amount-alone' } as const] : []),
    ...(one.rivals > 0 && all.length > 1 ? [{ kind: 'rivals', count: one.rivals } as const] : []),
  ];
}
