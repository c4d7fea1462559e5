import { type AmountExplained, explainAmount, isCharge } from './explain-amount.ts';
import type { Hits, ReferenceHit } from './find-references.ts';
import { findSums, SUM_SIZE_MAX } from './find-sums.ts';
import { type PayerKnown, payerFor } from './know-payer.ts';
import { amountCount, type MatchIndex, withAmount } from './match-index.ts';
import type { AmountHow, BankLine, PayerHow } from './types.ts';
import { decibans, WEIGHTS } from './weights.ts';

/** One way a line could be explained, before it is compared with the others. Amounts are in the direction of the line. */
export type Hypothesis = {
  readonly parts: readonly { readonly place: number; readonly minor: bigint }[];
  readonly hits: readonly (ReferenceHit & { readonly place: number })[];
  readonly customer: number;
  readonly payer: PayerHow;
  readonly amount: AmountHow;
  readonly differenceMinor: bigint;
  readonly weight: number;
};

/** A line seen from its direction: what is wanted is above zero, and so is what an item has open on the side that it settles. */
export type Wanted = {
  readonly index: MatchIndex;
  readonly minor: bigint;
  readonly sign: 1n | -1n;
  readonly on: BankLine['on'];
  readonly payer: PayerKnown;
};

export const openOf = ({ index, sign }: Wanted, place: number): bigint => index.left[place]! * sign;

/** Each item the text names, alone. */
export const singles = (wanted: Wanted, hits: Hits): Hypothesis[] =>
  [...hits].flatMap(([place, hit]) => single(wanted, place, hit) ?? []);

/** Each item whose number is nearly what stands there, where the payer or the amount speaks for it too: there are many. */
export const nearSingles = (wanted: Wanted, hits: Hits): Hypothesis[] =>
  [...hits].flatMap(([place, hit]) => {
    const isPayers = wanted.payer.customers.has(wanted.index.customerOf[place]!);
    if (!isPayers && !isExplained(wanted, place)) return [];
    return single(wanted, place, hit) ?? [];
  });

const UNEXPLAINED: ReadonlySet<AmountHow> = new Set(['part', 'more']);

function isExplained(wanted: Wanted, place: number): boolean {
  const openMinor = openOf(wanted, place);
  return openMinor >= wanted.minor && !UNEXPLAINED.has(explained(wanted, place, openMinor).how);
}

function explained({ index, minor, on }: Wanted, place: number, openMinor: bigint): AmountExplained {
  const { withholdsBp = [] } = index.payers.customers[index.customerOf[place]!]!;
  return explainAmount(index.items[place]!, { openMinor, receivedMinor: minor, on, withholdsBp });
}

function single(wanted: Wanted, place: number, hit: ReferenceHit | null): Hypothesis | null {
  const { index, minor, payer } = wanted;
  const openMinor = openOf(wanted, place);
  if (openMinor <= 0n) return null;
  const customer = index.customerOf[place]!;
  const amount = explained(wanted, place, openMinor);
  const paid = payerFor(index, payer, customer);
  return {
    parts: [{ place, minor: minor < openMinor ? minor : openMinor }],
    hits: hit ? [{ ...hit, place }] : [],
    customer,
    payer: paid.how,
    amount: amount.how,
    differenceMinor: amount.differenceMinor,
    weight: (hit?.weight ?? 0) + paid.weight + amountWeight(wanted, amount),
  };
}

function amountWeight({ index, minor, sign }: Wanted, { how }: AmountExplained): number {
  if (how !== 'equal') return WEIGHTS.amount[how as keyof typeof WEIGHTS.amount] ?? 0;
  return decibans(Math.max(index.items.length, 2) / Math.max(amountCount(index, minor * sign), 1));
}

const LISTED_MAX = 40;

/** Several named items whose amounts sum to the line's, all of them or the only set that does; less a bank's charge perhaps. */
export function listed(wanted: Wanted, hits: Hits): Hypothesis[] {
  const named = [...hits].filter(([place]) => openOf(wanted, place) !== 0n).slice(0, LISTED_MAX);
  if (named.length < 2) return [];
  const places = named.map(([place]) => place);
  const sum = places.reduce((total, place) => total + openOf(wanted, place), 0n);
  const all = (amount: AmountHow, parts: Hypothesis['parts'], differenceMinor = 0n) =>
    ofSet(wanted, { parts, hits, amount, differenceMinor, worth: WEIGHTS.sumOfListed });
  const whole = (chosen: readonly number[]) => chosen.map((place) => ({ place, minor: openOf(wanted, place) }));
  if (sum === wanted.minor) return [all('sum', whole(places))];
  const found = findSums(
    wanted.minor,
    places.map((place) => openOf(wanted, place)),
  );
  const sets = found.sets
    .filter((set) => set.length >= 2)
    .map((set) => all('sum', whole(set.map((at) => places[at]!))));
  if (sets.length > 0 || !isCharge(sum - wanted.minor, sum)) return sets;
  const last = places.findLast((place) => openOf(wanted, place) > sum - wanted.minor);
  if (last === undefined) return [];
  const parts = whole(places).map((part) =>
    part.place === last ? { ...part, minor: part.minor - (sum - wanted.minor) } : part,
  );
  return [
    ofSet(wanted, {
      parts,
      hits,
      amount: 'sum-less',
      differenceMinor: sum - wanted.minor,
      worth: WEIGHTS.amount['sum-less'],
    }),
  ];
}

type OfSet = {
  parts: Hypothesis['parts'];
  hits: Hits;
  amount: AmountHow;
  differenceMinor: bigint;
  /** What the sum says, in decibans. */
  worth: number;
};

/** A set of items: the strongest reference counts whole, each further one a little; the payer by the customer of most. */
function ofSet(wanted: Wanted, { parts, hits, amount, differenceMinor, worth }: OfSet): Hypothesis {
  const named = parts.flatMap(({ place }) => {
    const hit = hits.get(place);
    return hit ? [{ ...hit, place }] : [];
  });
  const customers = [...new Set(parts.map(({ place }) => wanted.index.customerOf[place]!))];
  const paid = customers.map((customer) => ({ customer, ...payerFor(wanted.index, wanted.payer, customer) }));
  const weakest = paid.reduce((a, b) => (b.weight < a.weight ? b : a));
  const strongest = Math.max(0, ...named.map(({ weight }) => weight));
  return {
    parts,
    hits: named,
    customer: weakest.customer,
    payer: weakest.how,
    amount,
    differenceMinor,
    weight: strongest + Math.max(0, named.length - 1) * WEIGHTS.listed + weakest.weight + worth,
  };
}

const ITEMS_MAX = 400;

/** Named items, and more of the same customer that are not named: the only set that makes the rest. */
export function listedAndMore(wanted: Wanted, hits: Hits): Hypothesis[] {
  const named = [...hits.keys()].filter((place) => openOf(wanted, place) > 0n);
  const byCustomer = Map.groupBy(named, (place) => wanted.index.customerOf[place]!);
  return [...byCustomer].slice(0, 4).flatMap(([customer, places]) => {
    const sum = places.reduce((total, place) => total + openOf(wanted, place), 0n);
    if (sum >= wanted.minor) return [];
    const others = openItemsOf(wanted, customer).filter((place) => !places.includes(place));
    return setsOf(wanted, { hits, others, rest: wanted.minor - sum, fixed: places, sizeMax: SUM_SIZE_MAX - 1 });
  });
}

const openItemsOf = (wanted: Wanted, customer: number): number[] =>
  wanted.index.itemsOf[customer]!.filter((place) => openOf(wanted, place) !== 0n).slice(0, ITEMS_MAX);

type Sets = { hits: Hits; others: readonly number[]; rest: bigint; fixed: readonly number[]; sizeMax: number };

function setsOf(wanted: Wanted, { hits, others, rest, fixed, sizeMax }: Sets): Hypothesis[] {
  const amounts = others.map((place) => openOf(wanted, place));
  const hasCredits = amounts.some((minor) => minor < 0n);
  const useful = others.filter((_, at) => hasCredits || amounts[at]! <= rest);
  const found = findSums(
    rest,
    useful.map((place) => openOf(wanted, place)),
    sizeMax,
  );
  return found.sets.flatMap((set) => {
    const places = [...fixed, ...set.map((at) => useful[at]!)];
    if (places.length < 2) return [];
    const parts = places.map((place) => ({ place, minor: openOf(wanted, place) }));
    const worth = WEIGHTS.amountsSpread - decibans(combinations(useful.length, set.length));
    return [ofSet(wanted, { parts, hits, amount: 'some-sum', differenceMinor: 0n, worth })];
  });
}

function combinations(of: number, size: number): number {
  let ways = 1;
  for (let at = 0; at < size; at += 1) ways = (ways * (of - at)) / (at + 1);
  return Math.max(1, ways);
}

const CUSTOMERS_FOR_SETS_MAX = 16;
/** An account, a confirmed match or a customer number says who it is; a name may say it of several. */
const CERTAIN: ReadonlySet<PayerHow> = new Set(['account', 'learned', 'code']);
const CUSTOMERS_MAX = 60;

/** What the payer may mean who names nothing: one of their items in full, an instalment, or items that sum to the amount. */
export function ofPayer(wanted: Wanted): Hypothesis[] {
  const { payer, minor } = wanted;
  const customers = [...payer.customers.keys()];
  const one = equalOfPayer(wanted, customers).flatMap((place) => single(wanted, place, null) ?? []);
  if (one.length > 0) return one.map((made) => ({ ...made, weight: made.weight + WEIGHTS.paysWhatIsOpen }));
  const explained = customers.slice(0, CUSTOMERS_MAX).flatMap((customer) =>
    openItemsOf(wanted, customer).flatMap((place) => {
      const made = openOf(wanted, place) > minor ? single(wanted, place, null) : null;
      return made && made.amount !== 'part' ? [made] : [];
    }),
  );
  const certain = customers.filter((customer) => CERTAIN.has(payer.customers.get(customer)!.how));
  const searched = certain.length > 0 ? certain : customers;
  if (searched.length > CUSTOMERS_FOR_SETS_MAX) return explained;
  return [...explained, ...searched.flatMap((customer) => setsOfCustomer(wanted, customer))];
}

/** Whichever list is shorter is searched: the payer's items, or the items of that amount. */
function equalOfPayer(wanted: Wanted, customers: readonly number[]): number[] {
  const { index, payer, minor, sign } = wanted;
  if (customers.length > CUSTOMERS_MAX)
    return withAmount(index, minor * sign)
      .filter((place) => payer.customers.has(index.customerOf[place]!))
      .slice(0, LISTED_MAX);
  const groups = new Set(customers.map((customer) => index.payers.customers[customer]!.groupId ?? ''));
  const members = [...groups].flatMap((group) => index.groups.get(group) ?? []);
  return [...new Set([...customers, ...members.slice(0, CUSTOMERS_MAX)])]
    .flatMap((customer) => index.itemsOf[customer]!.filter((place) => openOf(wanted, place) === minor))
    .slice(0, LISTED_MAX);
}

function setsOfCustomer(wanted: Wanted, customer: number): Hypothesis[] {
  const others = openItemsOf(wanted, customer);
  const none: Hits = new Map();
  const sum = others.reduce((total, place) => total + openOf(wanted, place), 0n);
  if (sum === wanted.minor && others.length > SUM_SIZE_MAX) {
    const parts = others.map((place) => ({ place, minor: openOf(wanted, place) }));
    return [ofSet(wanted, { parts, hits: none, amount: 'some-sum', differenceMinor: 0n, worth: WEIGHTS.sumOfListed })];
  }
  return setsOf(wanted, { hits: none, others, rest: wanted.minor, fixed: [], sizeMax: SUM_SIZE_MAX });
}

const ALONE_MAX = 5;

/** Items of anybody with exactly the amount: for a person to look at, never to be posted. */
export const byAmountAlone = (wanted: Wanted): Hypothesis[] =>
  withAmount(wanted.index, wanted.minor * wanted.sign)
    .slice(0, ALONE_MAX)
    .flatMap((place) => single(wanted, place, null) ?? []);
