import { inspect, isDeepStrictEqual } from 'node:util';

const SHOWN = { depth: 1, maxArrayLength: 3, breakLength: Number.POSITIVE_INFINITY };

/** One line of the report. A figure exists only after its output was checked against the truth. */
export type Figure = {
  work: string;
  data: string;
  /** What the product did, and the least that plain SQL on the same server does, in the same unit. */
  value: number;
  floor: number | null;
  unit: '/s' | 'ms';
  /** The aim of PERFORMANCE.md: at least for rates, at most for times. */
  aim: number | null;
  /** Where a ratio to the floor is asked for beside or instead of a value. */
  aimRatio?: number;
  note?: string;
};

export type Measured = Figure & { load: string };

/** Rates: product ÷ floor (1 is the floor itself). Times: floor ÷ product, so that 1 is the floor there too. */
export function ratioOf(figure: Figure): number | null {
  if (figure.floor === null || figure.value === 0) return null;
  return figure.unit === '/s' ? figure.value / figure.floor : figure.floor / figure.value;
}

export function isMet(figure: Figure): boolean | null {
  if (figure.aim === null && figure.aimRatio === undefined) return null;
  const isFast =
    figure.aim === null || (figure.unit === '/s' ? figure.value >= figure.aim : figure.value <= figure.aim);
  const ratio = ratioOf(figure);
  return isFast && (figure.aimRatio === undefined || (ratio !== null && ratio >= figure.aimRatio));
}

/** The output was wrong, so there is no figure. */
export class WrongOutput extends Error {
  override readonly name = 'WrongOutput';
}

export function mustEqual(what: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new WrongOutput(`${what}: found ${inspect(found, SHOWN)}, expected ${inspect(expected, SHOWN)}`);
}

/** Milliseconds of the work and its answer. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
}

/** The best of three: the least disturbed by whatever else the machine does. */
export async function bestOfThree<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  let best = await timed(work);
  for (let round = 0; round < 2; round += 1) {
    const again = await timed(work);
    if (again.ms < best.ms) best = again;
  }
  return best;
}

export const perSecond = (count: number, ms: number): number => (count / ms) * 1000;

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Takes numbers from a shared counter with so many clients at a time, each waiting for its own work. */
export async function inParallel(
  count: number,
  clients: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}
