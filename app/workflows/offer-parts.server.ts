import type { AmountHow, Suggestion } from '#app/kernel/matching/types.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { RuleHit } from '#app/modules/banking/types.ts';
import type { SuggestedItem } from '#app/modules/cash-application/queries/suggest-for-lines.server.ts';
import type { LinePart } from './explain-line-types.ts';
import type { NamedRest } from './settle-and-name.server.ts';

type Paid = Extract<LinePart, { kind: 'items' }>;
type Allocation = Paid['allocations'][number];

/**
 * A suggestion of the engine as it is posted: one payment for each customer, or one of the parent where items of a group are paid
 * together; what is short by an agreed discount, a tax withheld or a bank's charge is named so, any other difference stays open,
 * and what is left over stays on the account. Minor units of the line's currency. Null where the parts cannot be posted: a
 * customer of whom more credit is used than is paid.
 */
export function partsOf(
  { parts, leftMinor, reasons }: Suggestion,
  { items, bookedOn }: { readonly items: ReadonlyMap<string, SuggestedItem>; readonly bookedOn: PlainDate },
): LinePart[] | null {
  const how = reasons.find((reason) => reason.kind === 'amount');
  const rest = how ? restOf(how.how, how.differenceMinor, { parts, items, bookedOn }) : null;
  const byPayer = Map.groupBy(parts, ({ itemId }) => payerOf(items, parts, itemId));
  const made = [...byPayer].map(
    ([customerId, allocations], at): Paid => ({
      kind: 'items',
      customerId,
      amountMinor: sumOf(allocations) + (at === 0 ? leftMinor : 0n),
      allocations: allocations.map(({ itemId, amountMinor }) => ({ itemId, amountMinor })),
      rests: rest && allocations.some(({ itemId }) => itemId === rest.itemId) ? [rest] : [],
      leftOver: 'account',
    }),
  );
  return made.length > 0 && made.every(({ amountMinor }) => amountMinor > 0n) ? made : null;
}

/** The parent pays for all of its group in one payment; credits are used where they stand. */
function payerOf(items: ReadonlyMap<string, SuggestedItem>, parts: readonly Allocation[], itemId: string): string {
  const all = parts.map((part) => items.get(part.itemId)!);
  const own = items.get(itemId)!;
  const isOneGroup = own.groupId !== null && all.every(({ groupId }) => groupId === own.groupId);
  const isOneCustomer = all.every(({ customerId }) => customerId === own.customerId);
  const usesCredit = parts.some(({ amountMinor }) => amountMinor < 0n);
  return isOneGroup && !isOneCustomer && !usesCredit ? own.groupId! : own.customerId;
}

const REST_KINDS: Readonly<Partial<Record<AmountHow, NamedRest['kind']>>> = {
  discount: 'discount',
  withheld: 'withholding',
  charge: 'bank_charge',
  'sum-less': 'bank_charge',
};

/** What is short on the one item that is not paid whole, by its name. A discount paid for too late stays open. */
function restOf(
  how: AmountHow,
  differenceMinor: bigint,
  {
    parts,
    items,
    bookedOn,
  }: { parts: readonly Allocation[]; items: ReadonlyMap<string, SuggestedItem>; bookedOn: PlainDate },
): NamedRest | null {
  const kind = REST_KINDS[how];
  const short = parts.find(({ itemId, amountMinor }) => amountMinor !== items.get(itemId)!.leftMinor);
  if (!kind || !short || differenceMinor <= 0n) return null;
  const until = items.get(short.itemId)!.discountUntilOn;
  if (kind === 'discount' && (until === null || bookedOn > until)) return null;
  return { itemId: short.itemId, kind, amountMinor: differenceMinor };
}

const sumOf = (allocations: readonly Allocation[]): bigint =>
  allocations.reduce((total, { amountMinor }) => total + amountMinor, 0n);

/** What a rule of staff says the whole line is; null where the rule names no customer it would need. */
export function partOfRule(hit: RuleHit, amountMinor: bigint): LinePart | null {
  if (hit.kind !== 'on-account') return { kind: hit.kind, amountMinor, note: hit.note.trim() || 'By a rule' };
  return hit.customerId && amountMinor > 0n ? { kind: 'on-account', customerId: hit.customerId, amountMinor } : null;
}
