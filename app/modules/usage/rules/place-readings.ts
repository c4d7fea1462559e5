import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadingRow } from '../types.ts';
import { type Dial, meterQuantities, type Standing } from './meter-quantities.ts';
import type { Outcome } from './tally.ts';

export type MeterSpan = Dial & { readonly startsOn: PlainDate; readonly endedOn: PlainDate | null };
type Kept = Standing & { readonly isReplaced: boolean };
/** A reading to be added; `replaces` is the one of its day that it takes the place of. */
export type FreshReading = Standing & { readonly row: ReadingRow; readonly replaces: string | null };

const day = (on: PlainDate): string => formatDate(on, 'en-GB');
const wrong = (field: string, text: string) => ({ field, text });

/** What is wrong with a reading by itself, before it is compared with others. */
export function readingFault(row: ReadingRow, meter: MeterSpan): { field: string; text: string } | null {
  if (row.readOn < meter.startsOn)
    return wrong(
      'date',
      `Meter ${row.meter} has been there since ${day(meter.startsOn)}. Correct the date or the meter.`,
    );
  if (meter.endedOn && row.readOn > meter.endedOn)
    return wrong(
      'date',
      `Meter ${row.meter} was taken out on ${day(meter.endedOn)}. Read the meter that took its place.`,
    );
  if ((row.value.split('.')[0] ?? '').length > meter.digits)
    return wrong(
      'value',
      `Meter ${row.meter} has ${meter.digits} digits; ${row.value} does not fit on it. Check the reading.`,
    );
  return null;
}

/**
 * Sorts rows of one meter into what is new, known and refused. A reading that is there with the same value, even one that was
 * replaced since, is known; another value for the same day and kind is refused, unless the row says that it replaces.
 * An actual reading that cannot stand between its neighbours is refused, the new one of two.
 */
export function placeReadings(
  rows: readonly ReadingRow[],
  kept: readonly Kept[],
  meter: MeterSpan,
  newId: () => string,
): { fresh: FreshReading[]; outcomes: Map<number, Outcome>; standing: Standing[] } {
  const outcomes = new Map<number, Outcome>();
  let fresh: FreshReading[] = [];
  for (const row of rows) {
    const ofDay = kept.filter((one) => one.readOn === row.readOn && one.kind === row.kind);
    const inFile = fresh.find((one) => one.readOn === row.readOn && one.kind === row.kind);
    const stands = inFile ?? ofDay.find((one) => !one.isReplaced);
    if (stands?.value === row.value || ofDay.some(({ value }) => value === row.value)) outcomes.set(row.row, 'known');
    else if (stands && !(row.replaces && !inFile))
      outcomes.set(
        row.row,
        wrong(
          'value',
          `Meter ${row.meter} read ${stands.value} on ${day(row.readOn)} already, not ${row.value}. If that was wrong, correct it on the page of the meter.`,
        ),
      );
    else
      fresh.push({
        id: newId(),
        readOn: row.readOn,
        kind: row.kind,
        value: row.value,
        row,
        replaces: stands?.id ?? null,
      });
  }
  for (;;) {
    const replaced = new Set(fresh.map(({ replaces }) => replaces));
    const standing = [...kept.filter((one) => !one.isReplaced && !replaced.has(one.id)), ...fresh];
    const blamed = misfitsAmong(fresh, standing, meter);
    if (blamed.size === 0) {
      for (const { row } of fresh) outcomes.set(row.row, 'added');
      return { fresh, outcomes, standing };
    }
    for (const [one, text] of blamed) outcomes.set(one.row.row, wrong('value', text));
    fresh = fresh.filter((one) => !blamed.has(one));
  }
}

/** New readings that cannot follow, or cannot be followed by, their neighbour; an old estimate blames nobody. */
function misfitsAmong(
  fresh: readonly FreshReading[],
  standing: readonly Standing[],
  meter: MeterSpan,
): Map<FreshReading, string> {
  const blamed = new Map<FreshReading, string>();
  const byId = new Map(fresh.map((one) => [one.id, one]));
  for (const { reading, before } of meterQuantities(standing, meter).misfits) {
    const late = byId.get(reading.id);
    const early = byId.get(before.id);
    const one = late ?? (reading.kind === 'actual' ? early : undefined);
    if (!one) continue;
    const text =
      one === late
        ? `${reading.value} on ${day(reading.readOn)} is below ${before.value} on ${day(before.readOn)}, and too far for the dial to have gone through zero. Check it against the meter; if the meter was changed, record the change.`
        : `${before.value} on ${day(before.readOn)} is above ${reading.value} on ${day(reading.readOn)}. Check it against the meter.`;
    blamed.set(one, text);
  }
  return blamed;
}
