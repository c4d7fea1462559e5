import { assert } from '../assert.ts';

/** The sets of amounts that make a sum. Sets are places in the list; `count[k]` is how many of size k there are. */
export type Sums = {
  readonly sets: readonly (readonly number[])[];
  readonly count: readonly number[];
  /** Up to this size every set was looked at; where the list is too long for larger sets they were not. */
  readonly sizeLooked: number;
};

export const SUM_SIZE_MAX = 6;
/** Of each size two are kept: the second says that the first is not the only one. */
const SETS_KEPT_OF_A_SIZE = 2;
const LIST_MAX = 1_000;
/** How many part-sums are kept at most: the bound on time and memory. */
const WORK_MAX = 30_000;
/** Whole numbers stay exact in a double up to 9 × 10^15: amounts are at most 10^15, and sums are of six at most. */
const AMOUNT_MAX = 10n ** 15n;
const SUM_MAX = 6n * AMOUNT_MAX;

/**
 * Finds every set of at most `sizeMax` amounts (minor units, below zero allowed) that sums to the target, exactly. Each set is
 * met once: its lower half is looked up while its upper half is made. Long lists are searched for smaller sets only, and
 * the answer says up to which size; it never guesses.
 */
export function findSums(target: bigint, amounts: readonly bigint[], sizeMax = SUM_SIZE_MAX): Sums {
  const list = amounts.map((minor) => whole(minor, AMOUNT_MAX));
  const wanted = whole(target, SUM_MAX);
  const sizeLooked = sizeAffordable(list.length, sizeMax);
  const sets: number[][] = [];
  const count = Array.from({ length: sizeMax + 1 }, () => 0);
  const keep = (set: number[]) => {
    count[set.length]! += 1;
    if (count[set.length]! <= SETS_KEPT_OF_A_SIZE) sets.push(set);
  };
  if (sizeLooked === 0) return { sets, count, sizeLooked };
  const lower = Math.ceil(sizeLooked / 2);
  const halves: Map<number, number[]>[] = Array.from({ length: lower + 1 }, () => new Map());
  for (let at = 0; at < list.length; at += 1) {
    if (list[at] === wanted) keep([at]);
    for (const upper of setsFrom(list, at, Math.floor(sizeLooked / 2))) {
      const rest = wanted - upper.sum;
      for (const size of [upper.places.length, upper.places.length + 1])
        if (size + upper.places.length <= sizeLooked)
          for (const code of halves[size]?.get(rest) ?? []) keep([...decode(code, size), ...upper.places]);
    }
    for (const low of setsUpTo(list, at, lower)) push(halves[low.places.length]!, low.sum, encode(low.places));
  }
  return { sets: sets.sort((a, b) => a.length - b.length), count, sizeLooked };
}

function whole(minor: bigint, most: bigint): number {
  assert(minor <= most && minor >= -most, 'an amount is at most 10^15 minor units');
  return Number(minor);
}

/** How large sets may be among so many amounts within the bound. */
function sizeAffordable(length: number, sizeMax: number): number {
  const three = (length * (length - 1) * (length - 2)) / 6;
  const affordable = length > LIST_MAX ? 0 : three <= WORK_MAX ? 6 : (length * (length - 1)) / 2 <= WORK_MAX ? 4 : 2;
  return Math.min(affordable, sizeMax, SUM_SIZE_MAX, length);
}

type Half = { readonly places: number[]; readonly sum: number };

/** Sets of up to `size` places whose lowest is `at`. */
function* setsFrom(list: readonly number[], at: number, size: number): Generator<Half> {
  if (size < 1) return;
  const first = list[at]!;
  yield { places: [at], sum: first };
  if (size < 2) return;
  for (let b = at + 1; b < list.length; b += 1) {
    const two = first + list[b]!;
    yield { places: [at, b], sum: two };
    if (size < 3) continue;
    for (let c = b + 1; c < list.length; c += 1) yield { places: [at, b, c], sum: two + list[c]! };
  }
}

/** Sets of up to `size` places whose highest is `at`. */
function* setsUpTo(list: readonly number[], at: number, size: number): Generator<Half> {
  const last = list[at]!;
  yield { places: [at], sum: last };
  if (size < 2) return;
  for (let b = 0; b < at; b += 1) {
    const two = last + list[b]!;
    yield { places: [b, at], sum: two };
    if (size < 3) continue;
    for (let a = 0; a < b; a += 1) yield { places: [a, b, at], sum: two + list[a]! };
  }
}

const encode = (places: readonly number[]): number => places.reduce((code, place) => code * 1_024 + place, 0);
function decode(code: number, size: number): number[] {
  const places: number[] = [];
  for (let left = size, rest = code; left > 0; left -= 1) {
    places.unshift(rest % 1_024);
    rest = Math.floor(rest / 1_024);
  }
  return places;
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}
