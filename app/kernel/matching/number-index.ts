import { plainText, RUN_DIGITS_MAX } from './read-text.ts';

/** The digits of a number: the last group, and all groups before it put together. `INV-2025-0112345`: 0112345 after 2025. */
export type NumberShape = { readonly tail: string; readonly head: string; readonly letters: string };

/**
 * Numbers by their last group of digits, sorted by value within each length: found exactly, by their beginning, or between
 * two values in logarithmic time. One wrong digit is found by asking for each neighbour of what was written, so that
 * nothing is kept for mistakes nobody made.
 */
export type NumberIndex = {
  readonly byLength: readonly (SortedNumbers | undefined)[];
  /** Numbers with too few digits to be told by them, as whole words. */
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** Whole numbers, letters and all, that a creditor reference may carry. */
  readonly lengths: readonly number[];
};

type SortedNumbers = { readonly values: Float64Array; readonly places: Int32Array };

/** Fewer digits than this say nothing alone: the whole number has to stand there. */
export const TAIL_DIGITS_MIN = 4;

export function shapeOf(number: string): NumberShape {
  const groups = number.match(/\d+/g) ?? [];
  const tail = (groups.at(-1) ?? '').slice(-RUN_DIGITS_MAX);
  return {
    tail,
    head: groups.slice(0, -1).join(''),
    letters: /^[A-Za-z]+/.exec(number.trim())?.[0].toUpperCase() ?? '',
  };
}

/** Of numbers with the place of their item; several may name one item. */
export function buildNumberIndex(entries: Iterable<{ readonly number: string; readonly place: number }>): NumberIndex {
  const lists: { values: number[]; places: number[] }[] = [];
  const byWord = new Map<string, number[]>();
  for (const { number, place } of entries) {
    const { tail } = shapeOf(number);
    const word = plainText(number);
    if (tail.replace(/^0+/, '').length < TAIL_DIGITS_MIN && word.length > 1) {
      const found = byWord.get(word);
      if (found) found.push(place);
      else byWord.set(word, [place]);
    }
    if (tail.length < TAIL_DIGITS_MIN) continue;
    lists[tail.length] ??= { values: [], places: [] };
    lists[tail.length]!.values.push(Number(tail));
    lists[tail.length]!.places.push(place);
  }
  const byLength = Array.from(lists, (list) => list && sorted(list));
  return { byLength, byWord, lengths: byLength.flatMap((list, length) => (list ? [length] : [])) };
}

/** Both as one: as if all had been there at once, where the places of the second come after those of the first. */
export function joinNumberIndexes(first: NumberIndex, second: NumberIndex): NumberIndex {
  const length = Math.max(first.byLength.length, second.byLength.length);
  const byLength = Array.from({ length }, (_, at) => joined(first.byLength[at], second.byLength[at]));
  const byWord = new Map(first.byWord);
  for (const [word, places] of second.byWord) byWord.set(word, [...(byWord.get(word) ?? []), ...places]);
  return { byLength, byWord, lengths: byLength.flatMap((list, at) => (list ? [at] : [])) };
}

function joined(first: SortedNumbers | undefined, second: SortedNumbers | undefined): SortedNumbers | undefined {
  if (!first || !second) return first ?? second;
  const length = first.values.length + second.values.length;
  const both = { values: new Float64Array(length), places: new Int32Array(length) };
  let from = 0;
  for (const [at, value] of second.values.entries()) {
    // What the first has up to this value goes before it, all at once.
    const upTo = lowerBound(first.values, value + 1);
    both.values.set(first.values.subarray(from, upTo), from + at);
    both.places.set(first.places.subarray(from, upTo), from + at);
    both.values[upTo + at] = value;
    both.places[upTo + at] = second.places[at]!;
    from = upTo;
  }
  both.values.set(first.values.subarray(from), from + second.values.length);
  both.places.set(first.places.subarray(from), from + second.values.length);
  return both;
}

function sorted({ values, places }: { values: number[]; places: number[] }): SortedNumbers {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || places[a]! - places[b]!);
  return { values: Float64Array.from(order, (at) => values[at]!), places: Int32Array.from(order, (at) => places[at]!) };
}

/** Places of the numbers of this length from one value to another, both included; at most `max`, null where there are more. */
export function between(
  index: NumberIndex,
  length: number,
  { from, to, max }: { from: number; to: number; max: number },
): Int32Array | null {
  const list = index.byLength[length];
  if (!list) return NONE;
  const start = lowerBound(list.values, from);
  let end = start;
  while (end < list.values.length && list.values[end]! <= to) {
    end += 1;
    if (end - start > max) return null;
  }
  return list.places.subarray(start, end);
}

const NONE = new Int32Array(0);
const SAME_NUMBER_MAX = 64;

export const exactly = (index: NumberIndex, length: number, value: number): Int32Array =>
  between(index, length, { from: value, to: value, max: SAME_NUMBER_MAX }) ?? NONE;

/** Whether there is a number of this length and value at all: asked far more often than answered with yes. */
export function has(index: NumberIndex, length: number, value: number): boolean {
  const values = index.byLength[length]?.values;
  return values !== undefined && values[lowerBound(values, value)] === value;
}

function lowerBound(values: Float64Array, wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Slip = 'swapped' | 'one-wrong' | 'one-lost' | 'one-more';
type Slips = { readonly values: readonly number[]; readonly slips: readonly Slip[] };

/**
 * Every number of `length` digits that could have become `digits` by one slip of a hand, the likelier slips first. Some come
 * twice; what was written itself does not.
 */
export function slipsOf(digits: string, length: number): Slips {
  const found: { values: number[]; slips: Slip[] } = { values: [], slips: [] };
  const written = Number(digits);
  const add = (value: number, slip: Slip) => {
    if (value === written) return;
    found.values.push(value);
    found.slips.push(slip);
  };
  if (digits.length <= length) {
    for (let at = 0; at + 1 < length; at += 1) {
      const [low, high] = [digitAt(written, at), digitAt(written, at + 1)];
      add(written + (high - low) * 10 ** at + (low - high) * 10 ** (at + 1), 'swapped');
    }
    for (let at = 0; at < length; at += 1) {
      const without = written - digitAt(written, at) * 10 ** at;
      for (let digit = 0; digit <= 9; digit += 1) add(without + digit * 10 ** at, 'one-wrong');
    }
  }
  if (digits.length === length + 1)
    for (let at = 0; at <= length; at += 1)
      add(Math.floor(written / 10 ** (at + 1)) * 10 ** at + (written % 10 ** at), 'one-more');
  if (digits.length < length)
    for (let at = 0; at < length; at += 1) {
      const [above, below] = [Math.floor(written / 10 ** at) * 10 ** (at + 1), written % 10 ** at];
      for (let digit = 0; digit <= 9; digit += 1) add(above + digit * 10 ** at + below, 'one-lost');
    }
  return found;
}

const digitAt = (value: number, at: number): number => Math.floor(value / 10 ** at) % 10;
