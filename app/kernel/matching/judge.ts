import type { Hypothesis } from './make-hypotheses.ts';
import type { AmountHow, PayerHow, ReferenceHow, Sureness } from './types.ts';
import { decibans, NEEDED } from './weights.ts';

/** A hypothesis with its odds, in decibans, against all others together and against that none of them is true. */
export type Judged = Hypothesis & { readonly odds: number; readonly sureness: Sureness; readonly rivals: number };

const RIVAL_WITHIN = 20;

/**
 * Puts hypotheses in order and says how sure each is. Each of `items` open items was as likely before; the evidence
 * multiplies its odds. A rival that settles the same items in the same way is the same hypothesis.
 */
export function judge(hypotheses: readonly Hypothesis[], items: number): Judged[] {
  const different = [...bestOfEach(hypotheses).values()].sort(
    (a, b) => rankOf(a) - rankOf(b) || b.weight - a.weight || compareParts(a, b),
  );
  const prior = decibans(Math.max(items, 2));
  const powers = different.map(({ weight }) => 10 ** (Math.min(weight, 300) / 10));
  const all = powers.reduce((total, power) => total + power, 10 ** (prior / 10));
  return different.map((hypothesis, at) => {
    const power = powers[at]!;
    // Never below what the subtraction of nearly equal numbers can still tell.
    const odds = decibans(power / Math.max(all - power, all * 1e-12));
    const rivals = different.filter((other, of) => of !== at && other.weight > hypothesis.weight - RIVAL_WITHIN).length;
    return { ...hypothesis, odds, rivals, sureness: surenessOf(hypothesis, odds) };
  });
}

/**
 * A reference beats an amount: what the text names without a mistake stands first, unless the payer speaks against it. That
 * something else fits better still makes it less sure.
 */
const rankOf = (hypothesis: Hypothesis): number =>
  CLEAR.has(referenceOf(hypothesis)) && (PAYER_KNOWN.has(hypothesis.payer) || hypothesis.payer === 'unknown') ? 0 : 1;

/** The same items and amounts are one hypothesis, however it was come by. */
function bestOfEach(hypotheses: readonly Hypothesis[]): Map<string, Hypothesis> {
  const best = new Map<string, Hypothesis>();
  for (const hypothesis of hypotheses) {
    const key = keyOf(hypothesis);
    const known = best.get(key);
    if (!known || known.weight < hypothesis.weight) best.set(key, hypothesis);
  }
  return best;
}

const keyOf = ({ parts }: Hypothesis): string =>
  parts
    .map(({ place, minor }) => `${place}:${minor}`)
    .sort()
    .join(' ');

const compareParts = (a: Hypothesis, b: Hypothesis): number => (keyOf(a) < keyOf(b) ? -1 : 1);

const CLEAR: ReadonlySet<ReferenceHow | 'none'> = new Set(['creditor', 'number', 'digits', 'range']);
const WHOLE: ReadonlySet<AmountHow> = new Set(['equal', 'sum', 'instalment', 'discount', 'withheld']);
const PAYER_KNOWN: ReadonlySet<PayerHow> = new Set(['account', 'learned', 'code', 'name', 'shared-name', 'group']);

/** How the text names the items: the weakest of them, `none` where it names none. */
export function referenceOf({ hits }: Pick<Hypothesis, 'hits'>): ReferenceHow | 'none' {
  if (hits.length === 0) return 'none';
  return hits.reduce((a, b) => (b.weight < a.weight ? b : a)).how;
}

/**
 * *Exact*: the text names each item without a mistake, the amount is explained to the last minor unit and the payer is nobody
 * else. *Likely*: little speaks against it. *Choose*: a person decides, always where nothing but the amount speaks for it.
 */
function surenessOf(hypothesis: Hypothesis, odds: number): Sureness {
  const reference = referenceOf(hypothesis);
  const isKnown = PAYER_KNOWN.has(hypothesis.payer);
  if (reference === 'none' && !isKnown) return 'choose';
  if (odds < NEEDED.likely || hypothesis.amount === 'more') return 'choose';
  // Nobody's account we know, or another customer's: then at least the amount must be right.
  if (!isKnown && !WHOLE.has(hypothesis.amount)) return 'choose';
  if (reference === 'none' && (hypothesis.amount === 'charge' || hypothesis.amount === 'usual-discount'))
    return 'choose';
  const isExact = CLEAR.has(reference) && WHOLE.has(hypothesis.amount) && (isKnown || hypothesis.payer === 'unknown');
  return isExact && odds >= NEEDED.exact ? 'exact' : 'likely';
}

export const classOf = (hypothesis: Hypothesis): string =>
  `${referenceOf(hypothesis)}/${hypothesis.payer}/${hypothesis.amount}`;
