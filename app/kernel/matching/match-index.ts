import { assert } from '../assert.ts';
import { MINOR_MAX } from '../money.ts';
import { abs } from './explain-amount.ts';
import { buildNumberIndex, type NumberIndex, type NumberShape, shapeOf } from './number-index.ts';
import { buildPayerIndex, type PayerIndex } from './payer-index.ts';
import { plainText } from './read-text.ts';
import type { LearnedAlias, MatchCustomer, MatchPart, OpenItem } from './types.ts';

/** Everything a line is matched against, of one currency. Only what is open changes, through `take` and `giveBack`. */
export type MatchIndex = {
  readonly items: readonly OpenItem[];
  readonly placeOfItem: ReadonlyMap<string, number>;
  /** Minor units still open, by place of the item. */
  readonly left: BigInt64Array;
  readonly customerOf: Int32Array;
  readonly itemsOf: readonly (readonly number[])[];
  readonly groups: ReadonlyMap<string, readonly number[]>;
  readonly numbers: NumberIndex;
  /** The last digits of each item's own number, and how many they are. */
  readonly tails: Float64Array;
  readonly tailLengths: Uint8Array;
  readonly references: ReadonlyMap<string, readonly number[]>;
  readonly payers: PayerIndex;
  /** Places of items by what they had open when they came here; read with what is left now. */
  readonly byAmount: Map<bigint, number[]>;
};

/**
 * Makes an index of open items, their customers, and what confirmed matches taught. Items of one currency; an item of an
 * unknown customer, or one id twice, is a bug of the caller.
 */
export function buildIndex(
  items: readonly OpenItem[],
  customers: readonly MatchCustomer[],
  aliases: readonly LearnedAlias[] = [],
): MatchIndex {
  const payers = buildPayerIndex(customers, aliases);
  const left = new BigInt64Array(items.length);
  const customerOf = new Int32Array(items.length);
  const itemsOf: number[][] = customers.map(() => []);
  const byAmount = new Map<bigint, number[]>();
  const placeOfItem = new Map<string, number>();
  const tails = new Float64Array(items.length);
  const tailLengths = new Uint8Array(items.length);
  for (const [place, item] of items.entries()) {
    const customer = payers.byId.get(item.customerId);
    assert(customer !== undefined, `item ${item.id} names no customer of the list`);
    assert(!placeOfItem.has(item.id), `item ${item.id} is there twice`);
    assert(abs(item.residualMinor) <= MINOR_MAX, `item ${item.id} has more open than an amount may be`);
    placeOfItem.set(item.id, place);
    left[place] = item.residualMinor;
    const { tail } = shapeOf(item.number);
    tails[place] = Number(tail);
    tailLengths[place] = tail.length;
    customerOf[place] = customer;
    itemsOf[customer]!.push(place);
    addTo(byAmount, item.residualMinor, place);
  }
  const groups = new Map<string, number[]>();
  for (const [place, { groupId }] of customers.entries()) if (groupId) addTo(groups, groupId, place);
  const numbers = buildNumberIndex(allNumbers(items));
  return {
    items,
    placeOfItem,
    left,
    customerOf,
    itemsOf,
    groups,
    numbers,
    tails,
    tailLengths,
    references: wholeReferences(items),
    payers,
    byAmount,
  };
}

function* allNumbers(items: readonly OpenItem[]): Generator<{ number: string; place: number }> {
  for (const [place, item] of items.entries()) {
    yield { number: item.number, place };
    for (const number of item.otherReferences ?? []) yield { number, place };
  }
}

/** Creditor references on file, by what stands after their check digits. */
function wholeReferences(items: readonly OpenItem[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [place, { otherReferences = [] }] of items.entries())
    for (const reference of otherReferences) {
      const plain = reference.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
      if (/^RF\d{2}/.test(plain)) addTo(found, bareReference(plain.slice(4)), place);
    }
  return found;
}

/** Leading zeros do not count in a creditor reference. */
export const bareReference = (reference: string): string => reference.replace(/^0+/, '');

function addTo<Key>(map: Map<Key, number[]>, key: Key, place: number): void {
  const found = map.get(key);
  if (found) found.push(place);
  else map.set(key, [place]);
}

/** Items of a line are used up by what was confirmed; a part leaves the rest. Never more than is open. */
export function take(index: MatchIndex, parts: readonly MatchPart[]): void {
  for (const { itemId, amountMinor } of parts) {
    const place = placeOf(index, itemId);
    const open = index.left[place]!;
    const isWithin = open >= 0n ? amountMinor >= 0n && amountMinor <= open : amountMinor <= 0n && amountMinor >= open;
    assert(isWithin, `more is taken of ${itemId} than is open`);
    setLeft(index, place, open - amountMinor);
  }
}

/** The other way: a confirmed match was undone. */
export function giveBack(index: MatchIndex, parts: readonly MatchPart[]): void {
  for (const { itemId, amountMinor } of parts) {
    const place = placeOf(index, itemId);
    setLeft(index, place, index.left[place]! + amountMinor);
  }
}

export const canTake = (index: MatchIndex, parts: readonly MatchPart[]): boolean =>
  parts.every(({ itemId, amountMinor }) => {
    const open = index.left[placeOf(index, itemId)]!;
    return open >= 0n ? amountMinor >= 0n && amountMinor <= open : amountMinor <= 0n && amountMinor >= open;
  });

/** What is left of an item now, as the ledger says. */
export const putLeft = (index: MatchIndex, itemId: string, leftMinor: bigint): void =>
  setLeft(index, placeOf(index, itemId), leftMinor);

/** The same index to take from for a while: what is taken of it, and learned by it, the other one does not see. */
export const copyToTakeFrom = (index: MatchIndex): MatchIndex => ({
  ...index,
  left: index.left.slice(),
  byAmount: new Map(index.byAmount),
  payers: {
    ...index.payers,
    learned: new Map([...index.payers.learned].map(([value, places]) => [value, [...places]])),
  },
});

function placeOf(index: MatchIndex, itemId: string): number {
  const place = index.placeOfItem.get(itemId);
  assert(place !== undefined, `item ${itemId} is not in the index`);
  return place;
}

function setLeft(index: MatchIndex, place: number, left: bigint): void {
  index.left[place] = left;
  const found = index.byAmount.get(left);
  if (left !== 0n && !found?.includes(place)) addTo(index.byAmount, left, place);
}

const SAME_AMOUNT_MAX = 2_000;

/** Items with exactly so much open; at most 2,000, because an amount that common says nothing. */
export const withAmount = (index: MatchIndex, minor: bigint): readonly number[] =>
  (index.byAmount.get(minor) ?? []).slice(0, SAME_AMOUNT_MAX).filter((place) => index.left[place] === minor);

/** How often an amount came in the list: what makes it say much or little. */
export const amountCount = (index: MatchIndex, minor: bigint): number => index.byAmount.get(minor)?.length ?? 0;

const shapes = new WeakMap<OpenItem, readonly NumberShape[]>();

/** The numbers an item goes by, taken apart; the invoice's own first. */
export function shapesOf(item: OpenItem): readonly NumberShape[] {
  let found = shapes.get(item);
  if (!found) {
    found = [item.number, ...(item.otherReferences ?? [])].map(shapeOf);
    shapes.set(item, found);
  }
  return found;
}

const plains = new WeakMap<OpenItem, readonly string[]>();

export function plainNumbersOf(item: OpenItem): readonly string[] {
  let found = plains.get(item);
  if (!found) {
    found = [item.number, ...(item.otherReferences ?? [])].map(plainText);
    plains.set(item, found);
  }
  return found;
}
