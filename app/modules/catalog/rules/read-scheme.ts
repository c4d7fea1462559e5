import { type Decimal, parseDecimal, toMicros } from '#app/kernel/decimal.ts';
import type { PriceScheme, PriceTier } from '#app/kernel/pricing/price-scheme.ts';

export const SCHEME_KINDS = ['fixed', 'per_unit', 'tiered', 'volume', 'percentage'] as const;
export type SchemeKind = (typeof SCHEME_KINDS)[number];
export const TIERS_MAX = 50;

type TierText = { upTo?: string | undefined; unitPrice?: string | undefined; flat?: string | undefined };
/** A price as it is typed; what its kind does not ask for is not looked at. */
export type SchemeText = {
  readonly amount?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly percent?: string | undefined;
  readonly included?: string | undefined;
  readonly minimum?: string | undefined;
  readonly tiers?: readonly TierText[] | undefined;
};

/** What is wrong in one field and what to do; `field` is `amount`, `tiers[2].upTo` and so on, tiers counted from 0. */
export type SchemeProblem = { readonly field: string; readonly text: string };
type Say = (field: string, text: string) => void;

const blank = (text: string | undefined): boolean => (text ?? '').trim() === '';

/** Reads a price of a kind. Without problems it is whole, as the database's `price_scheme_is_whole` wants it. */
export function readScheme(
  kind: SchemeKind,
  text: SchemeText,
): { scheme: PriceScheme | null; problems: SchemeProblem[] } {
  const problems: SchemeProblem[] = [];
  const say: Say = (field, words) => problems.push({ field, text: words });
  const scheme = schemeOf(kind, text, say);
  return { scheme: problems.length > 0 ? null : scheme, problems };
}

function schemeOf(kind: SchemeKind, text: SchemeText, say: Say): PriceScheme | null {
  const number = (field: 'amount' | 'unitPrice' | 'percent', missing: string) =>
    readNumber(field, text[field], missing, say);
  if (kind === 'fixed') {
    const amount = number('amount', 'Enter the amount for one period, like 310 or 1,234.50.');
    return amount && { kind, amount };
  }
  const minimum = allowance('minimum', text.minimum, say);
  if (kind === 'percentage') {
    const percent = number('percent', 'Enter the percentage, like 2.5.');
    return percent && { kind, percent, ...minimum };
  }
  const allowances = { ...allowance('included', text.included, say), ...minimum };
  if (kind === 'per_unit') {
    const unitPrice = number('unitPrice', 'Enter the price of one unit, like 42 or 0.1425.');
    return unitPrice && { kind, unitPrice, ...allowances };
  }
  const tiers = readTiers(text.tiers ?? [], say);
  return tiers && { kind, tiers, ...allowances };
}

function readNumber(field: string, text: string | undefined, missing: string, say: Say): Decimal | null {
  if (blank(text)) {
    say(field, missing);
    return null;
  }
  const parsed = parseDecimal((text ?? '').trim().replace(/^(-?)\p{Sc}/u, '$1'));
  if (parsed.ok) return parsed.value;
  if (parsed.refusal === 'too-many-decimals') say(field, 'Use six decimals at most.');
  else if (parsed.refusal === 'out-of-range') say(field, 'This is too large.');
  else say(field, `“${(text ?? '').trim()}” is not a number. Write it with a point, like 1234.50.`);
  return null;
}

/** Free units, or the least a period costs: nothing where nothing is typed, else above zero. */
function allowance<Name extends 'included' | 'minimum'>(
  name: Name,
  text: string | undefined,
  say: Say,
): { [N in Name]?: Decimal } {
  if (blank(text)) return {};
  const value = readNumber(name, text, '', say);
  if (!value) return {};
  if (toMicros(value) > 0n) return { [name]: value } as { [N in Name]?: Decimal };
  say(name, 'Enter a number above zero, or leave this empty.');
  return {};
}

/** Rows in which nothing was typed fall out; what is left must reach further step by step, the last without an end. */
function readTiers(rows: readonly TierText[], say: Say): PriceTier[] | null {
  const filled = rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => !(blank(row.upTo) && blank(row.unitPrice) && blank(row.flat)));
  if (filled.length === 0) {
    say('tiers[0].unitPrice', 'Tier 1: enter the price of one unit. A price in tiers has one tier or more.');
    return null;
  }
  if (filled.length > TIERS_MAX) say(`tiers[${TIERS_MAX}].upTo`, `Use ${TIERS_MAX} tiers at most.`);
  let reached = 0n;
  const tiers = filled.slice(0, TIERS_MAX).map(({ row, index }, place) => {
    const last = place === filled.length - 1;
    const at = (cell: string) => `tiers[${index}].${cell}`;
    const name = `Tier ${index + 1}`;
    const located: Say = (field, words) =>
      say(field, `${name}: ${words.replace(/^([A-Z])/, (first) => first.toLowerCase())}`);
    const unitPrice = readNumber(at('unitPrice'), row.unitPrice, 'Enter the price of one unit in this tier.', located);
    const flat = blank(row.flat) ? null : readNumber(at('flat'), row.flat, '', located);
    const upTo = readBound(at('upTo'), row.upTo, { last, reached }, located);
    if (upTo) reached = toMicros(upTo);
    return unitPrice && { upTo, unitPrice, ...(flat ? { flat } : {}) };
  });
  return tiers.every((tier) => tier !== null) ? tiers : null;
}

function readBound(
  field: string,
  text: string | undefined,
  { last, reached }: { last: boolean; reached: bigint },
  say: Say,
): Decimal | null {
  if (last) {
    if (!blank(text))
      say(field, 'Leave this empty: the last tier has no end. Add a tier below it for what comes after.');
    return null;
  }
  const bound = readNumber(field, text, 'Enter up to which quantity this tier goes; only the last has no end.', say);
  if (!bound) return null;
  if (toMicros(bound) <= reached) {
    say(
      field,
      reached === 0n
        ? 'Enter a quantity above zero.'
        : 'This is not beyond the tier before. Each tier reaches further than the one above it.',
    );
    return null;
  }
  return bound;
}
