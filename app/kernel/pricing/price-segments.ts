import { assert } from '../assert.ts';
import { addDays, type PlainDate } from '../plain-date.ts';
import type { PriceVersion } from './price-scheme.ts';

/** Some days of a period with the one price that holds on all of them; null where there is none. */
export type PriceSegment = {
  readonly version: PriceVersion | null;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
};

/**
 * Cuts the days fromOn to toOn (both included) where the price changes. Of two sources the contract's own price wins on the
 * days on which it holds; within a source a version without an end holds to the day before the next. The segments follow each
 * other without a gap or an overlap and cover the period exactly.
 */
export function priceSegments(versions: readonly PriceVersion[], fromOn: PlainDate, toOn: PlainDate): PriceSegment[] {
  assert(fromOn <= toOn, 'a period ends on or after the day it begins');
  const own = reigns(versions.filter((version) => version.source === 'contract'));
  const list = reigns(versions.filter((version) => version.source === 'list'));
  const segments: { version: PriceVersion | null; fromOn: PlainDate; toOn: PlainDate }[] = [];
  for (const day of daysOfChange([...own, ...list], fromOn, toOn)) {
    const version = holdingOn(own, day) ?? holdingOn(list, day);
    const before = segments.at(-1);
    if (before?.version?.id === version?.id && before) continue;
    if (before) before.toOn = addDays(day, -1);
    segments.push({ version, fromOn: day, toOn });
  }
  return segments;
}

/** The price that holds on a day, or null. */
export const priceOn = (versions: readonly PriceVersion[], day: PlainDate): PriceVersion | null =>
  priceSegments(versions, day, day)[0]?.version ?? null;

type Reign = { readonly version: PriceVersion; readonly fromOn: PlainDate; readonly toOn: PlainDate | null };

/** From which to which day each version of one source holds: its own end, or the day before the next. */
function reigns(versions: readonly PriceVersion[]): Reign[] {
  const sorted = [...versions].sort((a, b) =>
    a.validFromOn < b.validFromOn ? -1 : a.validFromOn > b.validFromOn ? 1 : 0,
  );
  return sorted.map((version, index) => {
    const next = sorted[index + 1];
    const toOn = version.validToOn ?? (next ? addDays(next.validFromOn, -1) : null);
    return { version, fromOn: version.validFromOn, toOn };
  });
}

function holdingOn(all: readonly Reign[], day: PlainDate): PriceVersion | null {
  return all.find(({ fromOn, toOn }) => fromOn <= day && (toOn === null || day <= toOn))?.version ?? null;
}

/** The first day, and each day in the period on which a price begins or is over. */
function daysOfChange(all: readonly Reign[], fromOn: PlainDate, toOn: PlainDate): PlainDate[] {
  const days = new Set<PlainDate>([fromOn]);
  for (const reign of all) {
    const after = reign.toOn === null ? null : addDays(reign.toOn, 1);
    for (const day of [reign.fromOn, after]) if (day && day > fromOn && day <= toOn) days.add(day);
  }
  return [...days].sort();
}
