import { bareReference, type MatchIndex, plainNumbersOf, shapesOf } from './match-index.ts';
import { between, exactly, has, type NumberShape, slipsOf, TAIL_DIGITS_MIN } from './number-index.ts';
import type { DigitRun, TextRead } from './read-text.ts';
import type { ReferenceHow } from './types.ts';
import { WEIGHTS } from './weights.ts';

/** That a text names an item: how, what stands there, and how much it says. */
export type ReferenceHit = {
  readonly how: ReferenceHow;
  readonly weight: number;
  readonly found: string;
  readonly number: string;
};
export type Hits = Map<number, ReferenceHit>;

/** Items the text names without a mistake. `skipped` are digits that were read as something else, a customer number. */
export function findReferences(index: MatchIndex, read: TextRead, text: string, skipped: ReadonlySet<string>): Hits {
  const hits: Hits = new Map();
  addCreditorReferences(index, read, hits);
  for (const word of read.words)
    for (const place of index.numbers.byWord.get(word) ?? [])
      keep(hits, place, { how: 'number', weight: WEIGHTS.word, found: word, number: index.items[place]!.number });
  const upper = text.toUpperCase();
  for (const run of read.runs) {
    if (skipped.has(run.digits)) continue;
    for (const length of index.numbers.lengths) {
      const value = Number(run.digits);
      const { length: told } = significant(run.digits);
      // Zeros written out say as much as other digits: 000123 is no 123.
      if (told <= length && (told >= TAIL_DIGITS_MIN || (told > 0 && run.digits.length === length)))
        for (const place of exactly(index.numbers, length, value))
          addRun(index, hits, { place, run, value, read, upper });
      if (run.digits.length <= length) continue;
      const tail = run.digits.slice(-length);
      const whole = { ...run, digits: tail, before: run.digits.slice(0, -length) };
      for (const place of exactly(index.numbers, length, Number(tail)))
        if (headOf(index, place, Number(tail)) === whole.before)
          addRun(index, hits, { place, run: whole, value: Number(tail), read, upper });
    }
  }
  return hits;
}

const significant = (digits: string): string => digits.replace(/^0+/, '');

const headOf = (index: MatchIndex, place: number, value: number): string =>
  shapesOf(index.items[place]!).find(({ tail }) => Number(tail) === value)?.head ?? '';

type Found = { place: number; run: DigitRun; value: number; read: TextRead; upper: string };

function addRun(index: MatchIndex, hits: Hits, { place, run, value, read, upper }: Found): void {
  const item = index.items[place]!;
  const shapes = shapesOf(item);
  const at = shapes.findIndex(({ tail }) => tail !== '' && Number(tail) === value);
  const shape = shapes[at];
  if (!shape) return;
  const number = at === 0 ? item.number : item.otherReferences![at - 1]!;
  const isWhole = upper.includes(number.toUpperCase());
  const isPlain = isWhole || read.plain.includes(plainNumbersOf(item)[at]!);
  const context = isPlain ? WEIGHTS.lettersAgree + WEIGHTS.headAgrees : contextWeight(run, shape);
  const digits = run.digits.length >= shape.tail.length ? shape.tail.length : significant(shape.tail).length;
  const weight = WEIGHTS.digit * Math.min(WEIGHTS.digitsMax, digits) + context;
  // Another year before the right digits is a slip, not another way of writing.
  const how = isWhole ? 'number' : context < 0 ? 'one-wrong' : 'digits';
  keep(hits, place, { how, weight, found: run.found, number });
}

function contextWeight(run: DigitRun, shape: NumberShape): number {
  const letters = shape.letters !== '' && run.letters === shape.letters ? WEIGHTS.lettersAgree : 0;
  if (shape.head === '' || run.before === '') return letters;
  if (run.before === shape.head) return letters + WEIGHTS.headAgrees;
  return letters + (run.before.length === shape.head.length ? WEIGHTS.headDiffers : 0);
}

function keep(hits: Hits, place: number, hit: ReferenceHit): void {
  const known = hits.get(place);
  if (!known || known.weight < hit.weight) hits.set(place, hit);
}

/** By the reference on file, or because the number itself was made into one. */
function addCreditorReferences(index: MatchIndex, read: TextRead, hits: Hits): void {
  for (const reference of read.creditorReferences) {
    const bare = bareReference(reference);
    const hit = (place: number) =>
      keep(hits, place, {
        how: 'creditor',
        weight: WEIGHTS.creditor,
        found: reference,
        number: index.items[place]!.number,
      });
    for (const place of index.references.get(bare) ?? []) hit(place);
    const digits = /\d+$/.exec(bare)?.[0] ?? '';
    for (const length of index.numbers.lengths) {
      if (digits.length < TAIL_DIGITS_MIN || digits === '') continue;
      for (const place of exactly(index.numbers, length, Number(digits.slice(-length))))
        if (carries(index, place, bare)) hit(place);
    }
  }
}

/** The number itself, or only its digits, stands in the reference. */
function carries(index: MatchIndex, place: number, bare: string): boolean {
  const { number, otherReferences = [] } = index.items[place]!;
  return [number, ...otherReferences].some((one) => {
    const plain = one.toUpperCase().replace(/[^A-Z0-9]/g, '');
    return bareReference(plain) === bare || bareReference(plain.replace(/\D/g, '')) === bare;
  });
}

const CUT_DIGITS_MIN = 3;
const CUT_ITEMS_MAX = 1_200;
const NEAR_DIGITS_MIN = 5;

/** Items whose number could have become what stands there: two digits swapped, one wrong, lost or too many, or the end cut off. */
export function findNearReferences(index: MatchIndex, read: TextRead, skipped: ReadonlySet<string>): Hits {
  const hits: Hits = new Map();
  for (const run of read.runs) {
    if (skipped.has(run.digits)) continue;
    for (const length of index.numbers.lengths) {
      if (significant(run.digits).length >= NEAR_DIGITS_MIN && run.digits.length <= length + 1)
        addSlips(index, hits, run, length);
      if (run.digits.length >= CUT_DIGITS_MIN && run.digits.length < length) addCut(index, hits, run, length);
      if (run.digits.length > length + 1 && run.digits.length < length + 9) {
        const parted = { ...run, digits: run.digits.slice(-length), before: run.digits.slice(0, -length) };
        addSlips(index, hits, parted, length, parted.before);
      }
    }
  }
  return hits;
}

function addSlips(index: MatchIndex, hits: Hits, run: DigitRun, length: number, head?: string): void {
  const { values, slips } = slipsOf(run.digits, length);
  for (const [at, value] of values.entries()) {
    if (!has(index.numbers, length, value)) continue;
    for (const place of exactly(index.numbers, length, value)) {
      const shape = shapesOf(index.items[place]!).find(({ tail }) => Number(tail) === value);
      if (!shape || (head !== undefined && shape.head !== head)) continue;
      addNear(index, hits, { place, run, shape, how: slips[at]!, digits: significant(shape.tail).length });
    }
  }
}

/** A number cut off by the bank: only where what stands before it agrees, or it is long enough to say something. */
function addCut(index: MatchIndex, hits: Hits, run: DigitRun, length: number): void {
  const scale = 10 ** (length - run.digits.length);
  const from = Number(run.digits) * scale;
  const found = between(index.numbers, length, { from, to: from + scale - 1, max: CUT_ITEMS_MAX }) ?? [];
  for (const place of found) {
    const shape = shapesOf(index.items[place]!).find(
      ({ tail }) => tail.length === length && tail.startsWith(run.digits),
    );
    if (!shape) continue;
    const agrees = contextWeight(run, shape) > 0;
    if (agrees || run.digits.length >= NEAR_DIGITS_MIN)
      addNear(index, hits, { place, run, shape, how: 'cut', digits: run.digits.length });
  }
}

type Near = { place: number; run: DigitRun; shape: NumberShape; how: keyof typeof WEIGHTS.slip; digits: number };

function addNear(index: MatchIndex, hits: Hits, { place, run, shape, how, digits }: Near): void {
  const weight = WEIGHTS.digit * Math.min(WEIGHTS.digitsMax, digits) + WEIGHTS.slip[how] + contextWeight(run, shape);
  keep(hits, place, { how, weight, found: run.found, number: index.items[place]!.number });
}

const LAST_DIGITS_MIN = 4;

/** Items of a known payer whose number ends as something in the text does: the beginning was lost. */
export function findEndings(index: MatchIndex, read: TextRead, places: readonly number[]): Hits {
  const hits: Hits = new Map();
  const runs = read.runs.filter(({ digits }) => digits.length >= LAST_DIGITS_MIN);
  if (runs.length === 0) return hits;
  for (const place of places) {
    const [tail, length] = [index.tails[place]!, index.tailLengths[place]!];
    const run = runs.find(({ digits }) => length > digits.length && tail % 10 ** digits.length === Number(digits));
    if (!run) continue;
    const weight = WEIGHTS.digit * run.digits.length + WEIGHTS.beginningLost;
    keep(hits, place, { how: 'cut', weight, found: run.found, number: index.items[place]!.number });
  }
  return hits;
}

const RANGE_ITEMS_MAX = 200;

/** Items between the two ends of a range, in the order of their numbers, by range. */
export function findRanges(
  index: MatchIndex,
  read: TextRead,
): { readonly places: readonly number[]; readonly found: string }[] {
  return read.ranges.flatMap(({ from, to, found }) =>
    index.numbers.lengths.flatMap((length) => {
      if (significant(to).length > length || significant(to).length < TAIL_DIGITS_MIN) return [];
      const span = { from: Number(from), to: Number(to), max: RANGE_ITEMS_MAX };
      const places = [...new Set(between(index.numbers, length, span) ?? [])];
      return places.length >= 2 ? [{ places, found }] : [];
    }),
  );
}
