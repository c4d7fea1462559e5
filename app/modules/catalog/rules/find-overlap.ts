import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { VersionSpan } from '../types.ts';

/**
 * The first two of these versions that would both hold on a day, or null. A version without an end ends the day before the
 * next one begins, so it overlaps only with one that begins on the same day. The same rule as `price_overlaps` in the database.
 */
export function findOverlap<Span extends VersionSpan>(spans: readonly Span[]): { earlier: Span; later: Span } | null {
  const sorted = [...spans].sort((a, b) => order(a.validFromOn, b.validFromOn));
  for (const [index, later] of sorted.entries()) {
    const earlier = sorted[index - 1];
    if (!earlier) continue;
    const ends = earlier.validToOn !== null && earlier.validToOn >= later.validFromOn;
    if (ends || earlier.validFromOn === later.validFromOn) return { earlier, later };
  }
  return null;
}

const order = (a: PlainDate, b: PlainDate): number => (a < b ? -1 : a > b ? 1 : 0);
