import {
  type ClassRecord,
  type EvidenceHistory,
  type GateAnswer,
  lowerBound,
  mayPost,
} from '#app/kernel/matching/auto-gate.ts';

/** Where one class of exact suggestions stands. Bounds and precision in parts of a million. */
export type ClassStanding = {
  readonly evidenceClass: string;
  readonly own: ClassRecord;
  readonly ownBoundPpm: number;
  readonly shippedBoundPpm: number;
  readonly answer: GateAnswer;
  /** Confirmations in all it takes here by as many mistakes as there were; null where that is more than anyone counts. */
  readonly neededTotal: number | null;
};

/** Every class confirmed here or counted on the shipped set, those with most confirmations here first. */
export function classStandings(own: EvidenceHistory, shipped: EvidenceHistory, chosenPpm: number): ClassStanding[] {
  const classes = [...new Set([...Object.keys(own), ...Object.keys(shipped)])];
  const total = (history: EvidenceHistory, of: string) => history[of]?.total ?? 0;
  return classes
    .sort((a, b) => total(own, b) - total(own, a) || total(shipped, b) - total(shipped, a) || (a < b ? -1 : 1))
    .map((evidenceClass) => {
      const ours = own[evidenceClass] ?? NONE;
      return {
        ...{ evidenceClass, own: ours, ownBoundPpm: boundPpm(ours) },
        shippedBoundPpm: boundPpm(shipped[evidenceClass] ?? NONE),
        answer: mayPost({ sureness: 'exact', evidenceClass }, { own, shipped, chosenPpm }),
        neededTotal: confirmationsNeeded(ours.total - ours.right, chosenPpm),
      };
    });
}

const NONE: ClassRecord = { right: 0, total: 0 };
const boundPpm = (record: ClassRecord): number => Math.floor(lowerBound(record) * 1_000_000);

const COUNTED_MAX = 1 << 22;
const MISTAKES_MAX = 200;

/** The fewest confirmations that show the precision with so many mistakes among them: 2,995 for none at 99.9 %. */
export function confirmationsNeeded(wrong: number, chosenPpm: number): number | null {
  if (wrong > MISTAKES_MAX) return null;
  const shows = (total: number) => boundPpm({ right: total - wrong, total }) >= chosenPpm;
  if (!shows(COUNTED_MAX)) return null;
  let [low, high] = [wrong, COUNTED_MAX];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shows(middle)) high = middle;
    else low = middle;
  }
  return high;
}
