import { type FoldedName, foldName } from './fold-name.ts';
import type { MatchIndex } from './match-index.ts';
import { customersNamed, fitOf, learnedFrom, plainAccount } from './payer-index.ts';
import type { TextRead } from './read-text.ts';
import type { BankLine, PayerHow } from './types.ts';
import { decibans, WEIGHTS } from './weights.ts';

/** What a line says of its payer, and how that speaks for or against each customer. */
export type PayerKnown = {
  /** Customers the payer may be, with how; those by account, number or learned first. */
  readonly customers: ReadonlyMap<number, { readonly how: PayerHow; readonly weight: number }>;
  readonly name: FoldedName;
  readonly hasAny: boolean;
  /** Somebody we know for certain: money for another customer would be a surprise. */
  readonly isSure: boolean;
  /** The digits of customer numbers in the text: no invoice is meant by them. */
  readonly codeDigits: ReadonlySet<string>;
};

export function knowPayer(index: MatchIndex, line: BankLine, read: TextRead): PayerKnown {
  const { payers } = index;
  const customers = new Map<number, { how: PayerHow; weight: number }>();
  const add = (place: number, how: PayerHow, weight: number) => {
    const known = customers.get(place);
    if (!known) customers.set(place, { how, weight });
    // A second sign for the same customer adds a little to the first.
    else if (known.weight < weight) customers.set(place, { how, weight: weight + 5 });
    else customers.set(place, { how: known.how, weight: known.weight + 5 });
  };
  const account = plainAccount(line.payerAccount);
  const name = foldName(line.payerName.slice(0, 200));
  const owners = account === '' ? [] : (payers.byAccount.get(account) ?? []);
  for (const place of owners) add(place, 'account', WEIGHTS.payer.account - decibans(owners.length));
  for (const place of learnedFrom(payers, account, name)) add(place, 'learned', WEIGHTS.payer.learned);
  const codeDigits = new Set<string>();
  for (const word of new Set(read.words))
    for (const place of word.length < CODE_MIN ? [] : (payers.byCode.get(word) ?? [])) {
      add(place, 'code', WEIGHTS.payer.code);
      codeDigits.add(/\d+$/.exec(word)?.[0] ?? '');
    }
  const isCertain = customers.size > 0;
  const named = customersNamed(payers, name);
  const size = Math.max(payers.customers.length, 2);
  const shared = decibans(size / (named?.places.length ?? 1)) + (named?.fit === 'part' ? WEIGHTS.nameShortened : 0);
  for (const place of named?.places ?? []) add(place, named!.places.length === 1 ? 'name' : 'shared-name', shared);
  return {
    customers,
    name,
    hasAny: account !== '' || name.words.length > 0,
    isSure: isCertain || (named?.fit === 'full' && named.places.length === 1),
    codeDigits,
  };
}

const CODE_MIN = 3;

/** How the payer speaks for one customer, found by their reference perhaps. */
export function payerFor(index: MatchIndex, payer: PayerKnown, customer: number): { how: PayerHow; weight: number } {
  const known = payer.customers.get(customer);
  if (known) return known;
  if (!payer.hasAny) return { how: 'unknown', weight: WEIGHTS.payer.unknown };
  const group = index.payers.customers[customer]!.groupId;
  if (group && (index.groups.get(group) ?? []).some((place) => payer.customers.has(place)))
    return { how: 'group', weight: WEIGHTS.payer.group };
  if (fitOf(index.payers, customer, payer.name) !== null) return { how: 'shared-name', weight: WEIGHTS.nameFitsWorse };
  return payer.isSure
    ? { how: 'other', weight: WEIGHTS.payer.other }
    : { how: 'stranger', weight: WEIGHTS.payer.stranger };
}
