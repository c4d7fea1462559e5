import { assert } from '../assert.ts';
import { MINOR_MAX } from '../money.ts';
import { abs } from './explain-amount.ts';
import { buildNumberIndex, joinNumberIndexes, type NumberIndex, type NumberShape, shapeOf } from './number-index.ts';
import { buildPayerIndex, type PayerIndex } from './payer-index.ts';
import { plainText } from './read-text.ts';
import type { LearnedAlias, MatchCustomer, MatchPart, OpenItem } from './types.ts';

/**
 * Everything a line is matched against, of one currency. What is open changes through `take`, `giveBack` and `putItem`; items
 * come in through `addItems`. All of it in place: whoever holds the index sees what is true now.
 */
export type MatchIndex = {
  readonly items: OpenItem[];
  readonly placeOfItem: Map<string, number>;
  /** Minor units still open, by place of the item. */
  left: BigInt64Array;
  customerOf: Int32Array;
  readonly itemsOf: readonly number[][];
  readonly groups: ReadonlyMap<string, readonly number[]>;
  numbers: NumberIndex;
  /** The last digits of each item's own number, and how many they are. */
  tails: Float64Array;
  tailLengths: Uint8Array;
  readonly references: Map<string, number[]>;
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
  const groups = new Map<string, number[]>();
  for (const [place, { groupId }] of customers.entries()) if (groupId) addTo(groups, groupId, place);
  const index: MatchIndex = {
    items: [],
    placeOfItem: new Map(),
    left: new BigInt64Array(0),
    customerOf: new Int32Array(0),
    itemsOf: customers.map(() => []),
    groups,
    numbers: buildNumberIndex([]),
    tails: new Float64Array(0),
    tailLengths: new Uint8Array(0),
    references: new Map(),
    payers: buildPayerIndex(customers, aliases),
    byAmount: new Map(),
  };
  addItems(index, items);
  return index;
}

/**
 * More items, in time that grows with them and hardly with those that are there: the index is the one that all of them at once
 * would have made. As `buildIndex`, of known customers and each once. Copies to take from end here.
 */
export function addItems(index: MatchIndex, items: readonly OpenItem[]): void {
  const first = index.items.length;
  const total = first + items.length;
  index.left = grown(new BigInt64Array(total), index.left);
  index.customerOf = grown(new Int32Array(total), index.customerOf);
  index.tails = grown(new Float64Array(total), index.tails);
  index.tailLengths = grown(new Uint8Array(total), index.tailLengths);
  for (const [at, item] of items.entries()) {
    const place = first + at;
    const customer = index.payers.byId.get(item.customerId);
    assert(customer !== undefined, `item ${item.id} names no customer of the list`);
    assert(!index.placeOfItem.has(item.id), `item ${item.id} is there twice`);
    assert(abs(item.residualMinor) <= MINOR_MAX, `item ${item.id} has more open than an amount may be`);
    index.items.push(item);
    index.placeOfItem.set(item.id, place);
    index.left[place] = item.residualMinor;
    const { tail } = shapeOf(item.number);
    index.tails[place] = Number(tail);
    index.tailLengths[place] = tail.length;
    index.customerOf[place] = customer;
    index.itemsOf[customer]!.push(place);
    addTo(index.byAmount, item.residualMinor, place);
    addWholeReferences(index, item, place);
  }
  index.numbers = joinNumberIndexes(index.numbers, buildNumberIndex(allNumbers(items, first)));
}

function grown<Values extends BigInt64Array | Float64Array | Int32Array | Uint8Array>(
  room: Values,
  old: Values,
): Values {
  room.set(old as never);
  return room;
}

function* allNumbers(items: readonly OpenItem[], first: number): Generator<{ number: string; place: number }> {
  for (const [at, item] of items.entries()) {
    yield { number: item.number, place: first + at };
    for (const number of item.otherReferences ?? []) yield { number, place: first + at };
  }
}

/** Creditor references on file, by what stands after their check digits. */
function addWholeReferences({ references }: MatchIndex, { otherReferences = [] }: OpenItem, place: number): void {
  for (const reference of otherReferences) {
    const plain = reference.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
    if (/^RF\d{2}/.test(plain)) addTo(references, bareReference(plain.slice(4)), place);
  }
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

/** An item as the ledger has it now, of the same customer and numbers as before: what is left, a discount, a plan's instalments. */
export function putItem(index: MatchIndex, item: OpenItem): void {
  const place = placeOf(index, item.id);
  index.items[place] = item;
  setLeft(index, place, item.residualMinor);
}

/** Nothing of an item may be paid any more: it is settled, or held. */
export const putAway = (index: MatchIndex, itemId: string): void => setLeft(index, placeOf(index, itemId), 0n);

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
