import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, canonical(part)]),
  );
};

/** Whether two prices say the same, whatever the order of their parts; decimals are canonical text already. */
export const sameScheme = (a: PriceScheme, b: PriceScheme): boolean =>
  JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
