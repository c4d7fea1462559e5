import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import type { Counted, Standing } from './meter-quantities.ts';

/** A reading with what was recorded for it so far; `quantity` of a record is what its corrections left of it. */
export type Recorded = Standing & {
  readonly key: string;
  readonly records: readonly { id: string; lineId: string; quantity: Decimal }[];
  readonly recordCount: number;
};

/** A record that brings a reading to what it counts. `correctsId` names the record it takes from. */
export type ReadingRecord = {
  readonly reading: Recorded;
  readonly counted: Counted | null;
  readonly kind: 'reading' | 'estimate' | 'correction';
  readonly key: string;
  readonly quantity: Decimal;
  readonly correctsId: string | null;
  /** The line of the record that is corrected; null where the reading's own day decides. */
  readonly lineId: string | null;
};

/**
 * The records still missing so that each reading is recorded with exactly what it counts: the difference, added or taken back,
 * newest record first. A reading that was replaced counts nothing. What is there already yields no record, however often.
 */
export function missingRecords(readings: readonly Recorded[], counted: readonly Counted[]): ReadingRecord[] {
  const countOf = new Map(counted.map((one) => [one.reading.id, one]));
  return readings.flatMap((reading) => {
    const count = countOf.get(reading.id) ?? null;
    // Where counting begins, what it counts itself was settled with the readings before it.
    if (count?.since === null) return [];
    const target = count ? toMicros(count.quantity) : 0n;
    const recorded = reading.records.reduce((sum, { quantity }) => sum + toMicros(quantity), 0n);
    return recordsFor(reading, count, target - recorded);
  });
}

function recordsFor(reading: Recorded, counted: Counted | null, difference: bigint): ReadingRecord[] {
  const key = (nth: number) => `meter:${reading.key}/${reading.recordCount + nth}`;
  const common = { reading, counted };
  if (difference > 0n) {
    const kind = reading.kind === 'actual' ? 'reading' : 'estimate';
    return [{ ...common, kind, key: key(1), quantity: fromMicros(difference), correctsId: null, lineId: null }];
  }
  const taken: ReadingRecord[] = [];
  let rest = -difference;
  for (const { id, lineId, quantity } of [...reading.records].reverse()) {
    const has = toMicros(quantity);
    const part = has < rest ? has : rest;
    if (part <= 0n) continue;
    rest -= part;
    taken.push({
      ...common,
      kind: 'correction',
      key: key(taken.length + 1),
      quantity: fromMicros(-part),
      correctsId: id,
      lineId,
    });
  }
  return taken;
}
