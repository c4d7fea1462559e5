import type { PayerHow, ReferenceHow } from './types.ts';

/**
 * How much each piece of evidence speaks for a match, in tenths of the common logarithm of its odds ("decibans", I. J. Good,
 * Probability and the Weighing of Evidence, 1950): 10 is ten to one. Chosen on the made sets of seeds 1 to 42 and frozen before
 * seeds 43 to 52 were scored; a company's own confirmed history decides what is posted without a person (`auto-gate`).
 */
export const WEIGHTS = {
  /** A digit that agrees is ten to one, up to seven of them. */
  digit: 10,
  digitsMax: 7,
  lettersAgree: 10,
  headAgrees: 6,
  /** The year, or whatever stands before the number, is another one. */
  headDiffers: -25,
  creditor: 90,
  word: 45,
  /** Each further item of a list whose sum is the amount. */
  listed: 15,
  sumOfListed: 45,
  slip: { swapped: -20, 'one-wrong': -30, 'one-lost': -30, 'one-more': -32, cut: -15 } satisfies Partial<
    Record<ReferenceHow, number>
  >,
  beginningLost: -18,
  range: 50,
  payer: { account: 50, learned: 45, code: 50, group: 20, unknown: 0, stranger: -10, other: -18 } satisfies Partial<
    Record<PayerHow, number>
  >,
  nameShortened: -3,
  /** The name fits, but others fit better. */
  nameFitsWorse: 3,
  amount: {
    instalment: 25,
    discount: 28,
    'usual-discount': 18,
    withheld: 22,
    charge: 6,
    part: -8,
    more: -25,
    'sum-less': 15,
  },
  /** Who is known and names nothing pays something that is open, rather than anything else, about ten times of eleven. */
  paysWhatIsOpen: 10,
  /** Amounts are spread over about so many values: what a sum that fits is worth before it is asked how many sums there are. */
  amountsSpread: 45,
} as const;

/** What a suggestion needs to be called likely or exact, in the same unit: against nothing fitting, and against its rivals. */
export const NEEDED = { likely: 20, exact: 30 } as const;

export const decibans = (odds: number): number => 10 * Math.log10(odds);
