import { MINOR_MAX } from '#app/kernel/money.ts';
import type { AttemptItem, StartAttemptRefusal } from '../types.ts';

type Wish = { readonly amountMinor: bigint; readonly items: readonly AttemptItem[] };

/** What is wrong with an amount and its parts, whatever is owed; undefined when nothing is. */
export function wishMisfit({ amountMinor, items }: Wish): StartAttemptRefusal | undefined {
  if (amountMinor <= 0n || items.some((item) => item.amountMinor <= 0n)) return { code: 'amount-not-positive' };
  if (amountMinor > MINOR_MAX) return { code: 'amount-too-large' };
  const claimed = items.reduce((total, item) => total + item.amountMinor, 0n);
  if (claimed > amountMinor) return { code: 'items-exceed-amount' };
  const twice = items.find((item, at) => items.findIndex((other) => other.itemId === item.itemId) !== at);
  return twice ? { code: 'item-not-open', itemId: twice.itemId } : undefined;
}

/** Which part is more than may be charged of its item; undefined when all fit. */
export function partMisfit(
  items: readonly AttemptItem[],
  chargeable: readonly { readonly itemId: string; readonly leftMinor: bigint }[],
): StartAttemptRefusal | undefined {
  for (const { itemId, amountMinor } of items) {
    const leftMinor = chargeable.find((item) => item.itemId === itemId)?.leftMinor;
    if (leftMinor === undefined) return { code: 'item-not-open', itemId };
    if (amountMinor > leftMinor) return { code: 'more-than-left', itemId, leftMinor };
  }
  return undefined;
}
