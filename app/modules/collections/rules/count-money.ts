import type { PlainDate } from '#app/kernel/plain-date.ts';

/** A promise and the days on which money counts for it, both ends included. */
export type PromiseWindow = {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly madeAt: Date;
  readonly fromOn: PlainDate;
  readonly throughOn: PlainDate;
};
/** Money that came and stayed: the day it counts for, and when we learned of it. */
export type Receipt = {
  readonly paymentId: string;
  readonly amountMinor: bigint;
  readonly on: PlainDate;
  readonly knownAt: Date;
};
export type CountedMoney = { readonly promiseId: string; readonly paymentId: string; readonly amountMinor: bigint };

/**
 * Which money counts for which promise of one customer and currency: the oldest promise takes first, from the oldest money of
 * its days, up to what was promised; the next takes what is left. Money known before a promise was made does not count for it.
 */
export function countMoney(promises: readonly PromiseWindow[], receipts: readonly Receipt[]): CountedMoney[] {
  const left = new Map(receipts.map((receipt) => [receipt.paymentId, receipt.amountMinor]));
  const inOrder = receipts.toSorted((a, b) => order(a.on, b.on) || order(a.paymentId, b.paymentId));
  const counted: CountedMoney[] = [];
  for (const promise of promises.toSorted((a, b) => +a.madeAt - +b.madeAt || order(a.id, b.id))) {
    let open = promise.amountMinor;
    for (const receipt of inOrder) {
      if (receipt.on < promise.fromOn || receipt.on > promise.throughOn || receipt.knownAt < promise.madeAt) continue;
      const rest = left.get(receipt.paymentId)!;
      const taken = rest < open ? rest : open;
      if (taken <= 0n) continue;
      counted.push({ promiseId: promise.id, paymentId: receipt.paymentId, amountMinor: taken });
      left.set(receipt.paymentId, rest - taken);
      open -= taken;
    }
  }
  return counted;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What money makes of a promise on a day: kept as soon as all of it came; otherwise open through its last day of grace, and
 * while a payment that began in time is still on its way.
 */
export function outcomeOf(
  { amountMinor, throughOn }: Pick<PromiseWindow, 'amountMinor' | 'throughOn'>,
  { countedMinor, today, isOnItsWay }: { countedMinor: bigint; today: PlainDate; isOnItsWay: boolean },
): 'open' | 'kept' | 'part_kept' | 'broken' {
  if (countedMinor >= amountMinor) return 'kept';
  if (today <= throughOn || isOnItsWay) return 'open';
  return countedMinor > 0n ? 'part_kept' : 'broken';
}
