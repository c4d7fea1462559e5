import { addDays, compareDates, type PlainDate } from '#app/kernel/plain-date.ts';

export type Follows = {
  readonly fromOn: PlainDate | null;
  readonly toOn: PlainDate | null;
  readonly openingMinor: bigint | null;
  readonly closingMinor: bigint | null;
};

/**
 * What is missing between a statement and the one before it of the same account: `balance`, it does not begin with what that
 * one ended with; `days`, days lie between and no balances say that nothing happened on them. Minor units.
 */
export type BankGap =
  | { readonly kind: 'balance'; readonly endedMinor: bigint; readonly beginsMinor: bigint }
  | { readonly kind: 'days'; readonly fromOn: PlainDate; readonly toOn: PlainDate };

/** Null where they follow each other, or where nothing stands before. Statements whose days overlap are compared by no balance. */
export function gapBefore(before: Follows | null, next: Follows): BankGap | null {
  if (!before) return null;
  const overlaps = before.toOn !== null && next.fromOn !== null && compareDates(next.fromOn, before.toOn) < 0;
  if (before.closingMinor !== null && next.openingMinor !== null) {
    if (overlaps || before.closingMinor === next.openingMinor) return null;
    return { kind: 'balance', endedMinor: before.closingMinor, beginsMinor: next.openingMinor };
  }
  if (overlaps || before.toOn === null || next.fromOn === null) return null;
  const expected = addDays(before.toOn, 1);
  return compareDates(next.fromOn, expected) > 0
    ? { kind: 'days', fromOn: expected, toOn: addDays(next.fromOn, -1) }
    : null;
}
