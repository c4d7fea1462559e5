import { addDays, earlier, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceTerm } from '../types.ts';

/** JSON with sorted keys, so that the same scheme has one text wherever it was read from. */
export const schemeText = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const sameScheme = (a: PriceTerm, b: PriceTerm): boolean => schemeText(a.scheme) === schemeText(b.scheme);

export const byBeginning = (prices: readonly PriceTerm[]): PriceTerm[] =>
  [...prices].sort((a, b) => (a.validFromOn < b.validFromOn ? -1 : a.validFromOn > b.validFromOn ? 1 : 0));

/** In order, and a price without an end ends where the next begins. One that ends on a day keeps it: it may overlap. */
export function settlePrices(prices: readonly PriceTerm[]): PriceTerm[] {
  const sorted = byBeginning(prices);
  return sorted.map((price, index) => {
    const next = sorted[index + 1];
    if (price.validToOn !== null || !next || next.validFromOn === price.validFromOn) return price;
    return { ...price, validToOn: addDays(next.validFromOn, -1) };
  });
}

/** What is left of the prices from a day on, for a line that begins then. */
export const pricesFrom = (prices: readonly PriceTerm[], day: PlainDate): PriceTerm[] =>
  prices
    .filter((price) => price.validToOn === null || price.validToOn >= day)
    .map((price) => ({ ...price, validFromOn: later(price.validFromOn, day) }));

/** The price that holds on a day, as text, or '' for none. */
function holding(prices: readonly PriceTerm[], day: PlainDate): string {
  const found = prices.find(
    (price) => price.validFromOn <= day && (price.validToOn === null || day <= price.validToOn),
  );
  return found ? schemeText(found.scheme) : '';
}

/** The first day on which two settled schedules ask for something else, or null when they never do. */
export function firstOtherPriceDay(before: readonly PriceTerm[], after: readonly PriceTerm[]): PlainDate | null {
  const days = [...before, ...after].flatMap((price) => [
    price.validFromOn,
    ...(price.validToOn === null ? [] : [addDays(price.validToOn, 1)]),
  ]);
  const changed = days.filter((day) => holding(before, day) !== holding(after, day));
  return changed.length === 0 ? null : changed.reduce(earlier);
}
