import { assert } from '../assert.ts';

/** Of confirmed (or measured) suggestions of one evidence class: how many there were, and how many were right. */
export type ClassRecord = { readonly right: number; readonly total: number };
export type EvidenceHistory = Readonly<Record<string, ClassRecord>>;

/** Parts in a million that must at least be right. */
export const PRECISION_CHOSEN_PPM = 999_000;
const CONFIDENCE_TAIL = 0.05;
const BISECTIONS = 60;

/**
 * The exact one-sided lower 95 % bound of a share by C. J. Clopper and E. S. Pearson ("The use of confidence or fiducial limits
 * illustrated in the case of the binomial", Biometrika 26, 1934): the smallest share at which so many right ones or more
 * would still be seen in one of twenty repetitions. With no mistakes in n it is 0.05^(1/n): 2,995 for 99.9 %, and 300 give 99.0 %.
 */
export function lowerBound({ right, total }: ClassRecord): number {
  assert(
    Number.isInteger(right) && Number.isInteger(total) && right >= 0 && right <= total,
    'right ones are counted among all',
  );
  if (right === 0) return 0;
  if (right === total) return CONFIDENCE_TAIL ** (1 / total);
  let [low, high] = [0, right / total];
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (atLeast(right, total, middle) < CONFIDENCE_TAIL) low = middle;
    else high = middle;
  }
  return low;
}

/** The chance of `right` or more successes in `total` trials of a share: one less the few that miss, summed from the top. */
function atLeast(right: number, total: number, share: number): number {
  const misses = total - right;
  let logTerm = total * Math.log(share);
  let sum = Math.exp(logTerm);
  for (let miss = 1; miss <= misses; miss += 1) {
    logTerm += Math.log((total - miss + 1) / miss) + Math.log1p(-share) - Math.log(share);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

export type GateAnswer =
  | { readonly may: true; readonly from: 'own-history' | 'shipped-set'; readonly boundPpm: number }
  | { readonly may: false; readonly why: 'not-exact' | 'too-few' | 'too-often-wrong'; readonly boundPpm: number };

/** The gate asks the company's own history first; once that has so many, the shipped set no longer speaks for it. */
const OWN_HISTORY_DECIDES_FROM = 300;

/**
 * Whether a suggestion may be posted without a person: only *exact* ones, of a class whose lower bound is at least the chosen
 * precision on the company's own confirmed history, or on the shipped set as long as the own history is short and clean.
 */
export function mayPost(
  { sureness, evidenceClass }: { readonly sureness: string; readonly evidenceClass: string },
  {
    own,
    shipped,
    chosenPpm = PRECISION_CHOSEN_PPM,
  }: { own: EvidenceHistory; shipped: EvidenceHistory; chosenPpm?: number },
): GateAnswer {
  const ofOwn = own[evidenceClass] ?? NONE;
  const ofShipped = shipped[evidenceClass] ?? NONE;
  const [ownPpm, shippedPpm] = [boundPpm(ofOwn), boundPpm(ofShipped)];
  if (sureness !== 'exact') return { may: false, why: 'not-exact', boundPpm: ownPpm };
  if (ownPpm >= chosenPpm) return { may: true, from: 'own-history', boundPpm: ownPpm };
  const isOwnClean = ofOwn.right === ofOwn.total;
  if (isOwnClean && ofOwn.total < OWN_HISTORY_DECIDES_FROM && shippedPpm >= chosenPpm)
    return { may: true, from: 'shipped-set', boundPpm: shippedPpm };
  const isTooFew = isOwnClean || ofOwn.total < OWN_HISTORY_DECIDES_FROM;
  return {
    may: false,
    why: isTooFew ? 'too-few' : 'too-often-wrong',
    boundPpm: Math.max(ownPpm, isOwnClean ? shippedPpm : 0),
  };
}

const NONE: ClassRecord = { right: 0, total: 0 };
const boundPpm = (record: ClassRecord): number => Math.floor(lowerBound(record) * 1_000_000);
