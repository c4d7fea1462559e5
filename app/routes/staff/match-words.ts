import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import type { Sureness } from '#app/kernel/matching/types.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { SuggestedItem } from '#app/modules/cash-application/queries/suggest-for-lines.server.ts';
import type { LinePart } from '#app/workflows/explain-line-types.ts';
import { partsText } from '#app/workflows/offer-parts-text.ts';
import type { Offer } from '#app/workflows/offers-for-lines.server.ts';
import { chipsOf, type ShownChip, upper } from './match-chips.ts';

/** An offer as it stands on the desk. `parts` is what its form carries. */
export type ShownOffer = {
  readonly parts: string;
  readonly title: string;
  readonly detail: string;
  readonly sureness: Sureness;
  readonly chips: readonly ShownChip[];
  /** Texts of the line that speak for it. */
  readonly found: readonly string[];
};

type Shown = { readonly currency: Currency; readonly locale: string };
type Paid = Extract<LinePart, { kind: 'items' }>;

export function showOffer(offer: Offer, shown: Shown): ShownOffer {
  const { from, sureness } = offer;
  const base = { parts: partsText(offer.parts), sureness };
  if (from.kind === 'rule')
    return {
      ...base,
      title: upper(RULE_TITLES[from.hit.kind]),
      detail: from.hit.note ? `From your rule “${from.hit.note}”` : 'From a rule of yours',
      chips: from.hit.reasons.map((text) => ({ text, tone: 'positive' })),
      found: [],
    };
  if (from.kind === 'link')
    return {
      ...base,
      title: from.title,
      detail: linkDetail(offer.parts, from.isPart),
      chips: from.reasons.map((text) => ({ text: upper(text), tone: 'positive' })),
      found: from.title.match(/\S*\d{3}\S*/g) ?? [],
    };
  if (from.kind === 'remittance')
    return {
      ...base,
      title: `What ${from.customerName} says it pays`,
      detail: `Remittance ${from.reference || 'without a reference'}, ${countOf(offer.parts)}.`,
      chips: from.reasons.map((text) => ({ text: upper(text), tone: 'positive' })),
      found: [],
    };
  const { reasons } = from.suggestion;
  return {
    ...base,
    title: titleOf(offer.parts, from.items, shown),
    detail: detailOf(offer.parts, from, shown),
    chips: chipsOf(reasons, shown),
    found: reasons.flatMap((reason) => (reason.kind === 'reference' ? [reason.found] : [])),
  };
}

function linkDetail(parts: readonly LinePart[], isPart: boolean): string {
  if (isPart) return 'This part is owed again, as an item of its own; what the payment paid stays paid.';
  return parts.every(({ kind }) => kind === 'existing')
    ? 'Already in the books: this links it and posts nothing.'
    : 'Undoes the payment; what it paid is open again.';
}

const RULE_TITLES = {
  bank_charge: 'bank charge',
  interest: 'interest',
  transfer: 'transfer between our accounts',
  not_ours: 'not ours',
  'on-account': 'money on account',
} as const;

const paidOf = (parts: readonly LinePart[]): Paid[] => parts.filter((part) => part.kind === 'items');
const allocated = (parts: readonly LinePart[]) => paidOf(parts).flatMap(({ allocations }) => allocations);
const countOf = (parts: readonly LinePart[]): string => {
  const count = allocated(parts).length;
  return count === 1 ? 'one item' : `${count} items`;
};
const bare = (minor: bigint, { currency, locale }: Shown): string =>
  formatMoney(money(minor, currency), locale, { style: 'bare' });

function titleOf(parts: readonly LinePart[], items: ReadonlyMap<string, SuggestedItem>, shown: Shown): string {
  const all = allocated(parts);
  const only = all.length === 1 ? items.get(all[0]!.itemId) : undefined;
  if (only) return `${only.number}, ${bare(only.leftMinor, shown)} left`;
  const isCredits = all.some(({ amountMinor }) => amountMinor < 0n);
  const total = all.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return `${all.length} ${isCredits ? 'items, a credit among them' : 'invoices'}, ${bare(total, shown)}`;
}

const REST_WORDS = {
  discount: 'discount',
  withholding: 'tax withheld',
  bank_charge: 'a bank charge',
  small_difference: 'a small difference',
  deduction: 'a deduction',
} as const;
const LISTED_MAX = 4;

function detailOf(
  parts: readonly LinePart[],
  { items, suggestion }: Extract<Offer['from'], { kind: 'engine' }>,
  shown: Shown,
): string {
  const all = allocated(parts);
  const names = [...new Set(all.map(({ itemId }) => items.get(itemId)!.customerName))];
  const only = all.length === 1 ? items.get(all[0]!.itemId)! : null;
  const sums = all
    .slice(0, LISTED_MAX)
    .map(({ itemId, amountMinor }) => `${items.get(itemId)!.number} ${bare(amountMinor, shown)}`);
  const rests = paidOf(parts).flatMap((part) => part.rests);
  const open = only && rests.length === 0 ? only.leftMinor - all[0]!.amountMinor : 0n;
  return [
    `${names.slice(0, 2).join(' and ')}${names.length > 2 ? ` and ${names.length - 2} more` : ''}.`,
    only
      ? `${only.amountMinor === only.leftMinor ? '' : `Was ${bare(only.amountMinor, shown)}, due`.trim()}${only.amountMinor === only.leftMinor ? 'Due' : ''} ${formatDate(only.dueOn, shown.locale)}.`
      : `${sums.join(', ')}${all.length > LISTED_MAX ? ` and ${all.length - LISTED_MAX} more` : ''}.`,
    ...rests.map((rest) => `${bare(rest.amountMinor ?? 0n, shown)} is named ${REST_WORDS[rest.kind]}.`),
    ...(open > 0n ? [`${bare(open, shown)} stays open.`] : []),
    ...(suggestion.leftMinor > 0n ? [`${bare(suggestion.leftMinor, shown)} stays on the account.`] : []),
  ].join(' ');
}
