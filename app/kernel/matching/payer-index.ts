import { type FoldedName, fitName, foldName, lettersLost, type NameFit } from './fold-name.ts';
import { plainText } from './read-text.ts';
import type { LearnedAlias, MatchCustomer } from './types.ts';

/** Customers by account, number and name. Places are those of the list it was made from. */
export type PayerIndex = {
  readonly customers: readonly MatchCustomer[];
  readonly names: readonly (readonly FoldedName[])[];
  readonly byId: ReadonlyMap<string, number>;
  readonly byAccount: ReadonlyMap<string, readonly number[]>;
  /** Taught by confirmed matches; a value that means two customers means none. */
  readonly learned: Map<string, number[]>;
  readonly byCode: ReadonlyMap<string, readonly number[]>;
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** The same with the legal form. */
  readonly byFull: ReadonlyMap<string, readonly number[]>;
  /** First word and the beginning of the second; the initial and the second word. */
  readonly byStart: ReadonlyMap<string, readonly number[]>;
  /** First words by what is left of them when a letter is lost. */
  readonly firstWords: ReadonlyMap<string, readonly string[]>;
};

const START_LETTERS = 3;
export const plainAccount = (account: string): string => account.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

export function buildPayerIndex(customers: readonly MatchCustomer[], aliases: readonly LearnedAlias[]): PayerIndex {
  const [byAccount, byCode, byKey, byFull, byStart] = Array.from({ length: 5 }, () => new Map<string, number[]>());
  const firstWords = new Map<string, string[]>();
  const knownWords = new Set<string>();
  const byId = new Map(customers.map((customer, place) => [customer.id, place]));
  const names = customers.map(({ name, otherNames = [] }) => [name, ...otherNames].map(foldName));
  for (const [place, customer] of customers.entries()) {
    for (const account of customer.accounts) put(byAccount!, plainAccount(account), place);
    put(byCode!, plainText(customer.code), place);
    for (const name of names[place]!) {
      put(byKey!, name.key, place);
      if (name.key !== '') put(byFull!, fullKey(name), place);
      for (const start of startsOf(name.words)) put(byStart!, start, place);
      const first = name.words[0];
      if (first === undefined || knownWords.has(first)) continue;
      knownWords.add(first);
      for (const lost of lettersLost(first)) {
        const found = firstWords.get(lost);
        if (found) found.push(first);
        else firstWords.set(lost, [first]);
      }
    }
  }
  const index = {
    customers,
    names,
    byId,
    byAccount: byAccount!,
    byCode: byCode!,
    byKey: byKey!,
    byFull: byFull!,
    byStart: byStart!,
    firstWords,
  };
  const whole: PayerIndex = { ...index, learned: new Map() };
  for (const alias of aliases) learn(whole, alias);
  return whole;
}

function put(map: Map<string, number[]>, key: string, place: number): void {
  if (key === '') return;
  const found = map.get(key);
  if (!found) map.set(key, [place]);
  else if (found.at(-1) !== place) found.push(place);
}

const fullKey = ({ key, form }: FoldedName): string => `${key}|${form}`;

function startsOf(words: readonly string[]): string[] {
  const [first, second] = words;
  if (first === undefined) return [];
  if (second === undefined) return [first];
  return [`${first} ${second.slice(0, START_LETTERS)}`, `${first[0]}. ${second}`];
}

/** From now on the account or name means this customer, if it does not mean another one too. */
export function learn(index: PayerIndex, { kind, value, customerId }: LearnedAlias): void {
  const place = index.byId.get(customerId);
  const key = kind === 'account' ? plainAccount(value) : `name ${foldName(value).key}`;
  if (place === undefined || key === '' || key === 'name ') return;
  const found = index.learned.get(key);
  if (!found) index.learned.set(key, [place]);
  else if (!found.includes(place)) found.push(place);
}

export const learnedFrom = (index: PayerIndex, account: string, name: FoldedName): readonly number[] =>
  [index.learned.get(account), index.learned.get(`name ${name.key}`)].find((places) => places?.length === 1) ?? [];

const NAMED_MAX = 400;

/** The customers whose name fits best, all alike; a name that fits very many says nothing and gives none. */
export function customersNamed(
  index: PayerIndex,
  written: FoldedName,
): { readonly fit: NameFit; readonly places: readonly number[] } | null {
  if (written.words.length === 0) return null;
  const same = index.byKey.get(written.key) ?? [];
  const full = index.byFull.get(fullKey(written)) ?? [];
  if (full.length > 0) return full.length > NAMED_MAX ? null : { fit: 'full', places: full };
  const core = same.filter((place) => fitOf(index, place, written) === 'core');
  if (core.length > 0) return core.length > NAMED_MAX ? null : { fit: 'core', places: core };
  const near = new Set<number>();
  for (const start of nearStarts(index, written.words))
    for (const place of index.byStart.get(start) ?? []) near.add(place);
  for (const place of same) near.add(place);
  if (near.size > NAMED_MAX) return null;
  const places = [...near].filter((place) => fitOf(index, place, written) !== null);
  return places.length === 0 ? null : { fit: 'part', places };
}

/** The best fit of a written name with any name of the customer. */
export function fitOf(index: PayerIndex, place: number, written: FoldedName): NameFit | null {
  const fits = index.names[place]!.map((name) => fitName(written, name));
  return (['full', 'core', 'part'] as const).find((fit) => fits.includes(fit)) ?? null;
}

const WORDS_TRIED_MAX = 24;

function nearStarts(index: PayerIndex, words: readonly string[]): string[] {
  const [first, second] = words;
  if (first === undefined) return [];
  if (second === undefined) return [first];
  if (first.length === 1) return [`${first}. ${second}`];
  const similar = new Set([first]);
  for (const lost of lettersLost(first))
    for (const word of index.firstWords.get(lost) ?? []) if (similar.size < WORDS_TRIED_MAX) similar.add(word);
  return [...similar].map((word) => `${word} ${second.slice(0, START_LETTERS)}`);
}
