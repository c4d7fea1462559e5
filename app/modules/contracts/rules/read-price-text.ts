import { type Decimal, parseDecimal, toMicros } from '#app/kernel/decimal.ts';
import type { PriceScheme, PriceTier } from '#app/kernel/pricing/price-scheme.ts';

export const PRICE_KINDS = ['per_unit', 'fixed', 'tiered', 'volume', 'percentage'] as const;
export type PriceKind = (typeof PRICE_KINDS)[number];

/** A price as one row of a form has it: `price` is the unit price, the amount or the percentage; tiers one a line. */
export type PriceText = {
  readonly kind: PriceKind;
  readonly price?: string | undefined;
  readonly included?: string | undefined;
  readonly minimum?: string | undefined;
  readonly tiers?: string | undefined;
};
type Say = (field: keyof PriceText, text: string) => void;
const TIERS_MAX = 50;
const TIER = /^(?:to\s+)?([^:]+):\s*([^+]+?)(?:\+\s*(.+))?$/i;
const LAST = /^(rest|beyond|above|more)$/i;

/** Reads a price, or says at which field what is wrong. Tiers read `100: 5.00`, `500: 4.50 + 20` and last `rest: 4.00`. */
export function readPriceText(text: PriceText, say: Say): PriceScheme | null {
  const { kind } = text;
  const price = (missing: string) => readNumber('price', text.price, missing, say);
  if (kind === 'fixed') {
    const amount = price('Enter the amount of one period, like 310.');
    return amount && { kind, amount };
  }
  const minimum = allowance('minimum', text, say);
  if (kind === 'percentage') {
    const percent = price('Enter the percentage, like 2.5.');
    return percent && { kind, percent, ...minimum };
  }
  const included = allowance('included', text, say);
  if (kind === 'per_unit') {
    const unitPrice = price('Enter the price of one unit, like 42 or 0.1425.');
    return unitPrice && { kind, unitPrice, ...included, ...minimum };
  }
  const tiers = readTiers(text.tiers ?? '', say);
  return tiers && { kind, tiers, ...included, ...minimum };
}

function readNumber(field: keyof PriceText, text: string | undefined, missing: string, say: Say): Decimal | null {
  const typed = (text ?? '').trim();
  if (typed === '') {
    say(field, missing);
    return null;
  }
  const parsed = parseDecimal(typed.replace(/^(-?)\p{Sc}/u, '$1'));
  if (parsed.ok) return parsed.value;
  if (parsed.refusal === 'too-many-decimals') say(field, `“${typed}” has more than six decimals.`);
  else if (parsed.refusal === 'out-of-range') say(field, `“${typed}” is too large.`);
  else say(field, `“${typed}” is not a number. Write it with a point, like 1234.50.`);
  return null;
}

function allowance<Name extends 'included' | 'minimum'>(
  name: Name,
  text: PriceText,
  say: Say,
): { [N in Name]?: Decimal } {
  if ((text[name] ?? '').trim() === '') return {};
  const value = readNumber(name, text[name], '', say);
  if (value && toMicros(value) <= 0n) say(name, 'Enter a number above zero, or leave this empty.');
  return value ? ({ [name]: value } as { [N in Name]?: Decimal }) : {};
}

function readTiers(text: string, say: Say): PriceTier[] | null {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  if (rows.length === 0) say('tiers', 'Enter the tiers, one a line, like “100: 5.00”, and last “rest: 4.00”.');
  if (rows.length > TIERS_MAX) say('tiers', `Use ${TIERS_MAX} tiers at most.`);
  const tiers: PriceTier[] = [];
  let reached = 0n;
  for (const [index, row] of rows.slice(0, TIERS_MAX).entries()) {
    const name = `Tier ${index + 1}: `;
    const located: Say = (field, words) => say(field, name + words);
    const found = TIER.exec(row.trim());
    if (!found) {
      say('tiers', `${name}“${row.trim()}” cannot be read. Write “100: 5.00”, or “rest: 4.00” for the last.`);
      continue;
    }
    const last = index === rows.length - 1;
    const unitPrice = readNumber('tiers', found[2], 'enter a price.', located);
    const flat = found[3] === undefined ? null : readNumber('tiers', found[3], '', located);
    const upTo = readBound(found[1] ?? '', { last, reached }, located);
    if (upTo) reached = toMicros(upTo);
    if (unitPrice) tiers.push({ upTo, unitPrice, ...(flat ? { flat } : {}) });
  }
  return tiers.length === rows.length && tiers.length > 0 ? tiers : null;
}

function readBound(text: string, { last, reached }: { last: boolean; reached: bigint }, say: Say): Decimal | null {
  if (LAST.test(text.trim())) {
    if (!last) say('tiers', 'only the last tier is “rest”.');
    return null;
  }
  if (last) {
    say('tiers', 'the last tier has no end: write “rest:” and its price below.');
    return null;
  }
  const bound = readNumber('tiers', text, 'enter up to which quantity it goes.', say);
  if (bound && toMicros(bound) <= reached) say('tiers', 'it does not reach further than the one before.');
  return bound;
}

/** The texts a form of this price begins with. */
export function priceTextOf(scheme: PriceScheme): Record<string, string> {
  const { kind } = scheme;
  if (kind === 'fixed') return { kind, price: scheme.amount };
  const minimum = scheme.minimum ?? '';
  if (kind === 'percentage') return { kind, price: scheme.percent, minimum };
  const included = scheme.included ?? '';
  if (kind === 'per_unit') return { kind, price: scheme.unitPrice, included, minimum };
  const tiers = scheme.tiers.map(
    (tier) => `${tier.upTo ?? 'rest'}: ${tier.unitPrice}${tier.flat === undefined ? '' : ` + ${tier.flat}`}`,
  );
  return { kind, tiers: tiers.join('\n'), included, minimum };
}
