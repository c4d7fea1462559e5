import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import {
  lineOn,
  lockMeters,
  type MeterFacts,
  type ReadingFacts,
  readingsAround,
} from '../queries/meters-of-rows.server.ts';
import { meterQuantities } from '../rules/meter-quantities.ts';
import { type FreshReading, placeReadings, readingFault } from '../rules/place-readings.ts';
import { missingRecords, type ReadingRecord } from '../rules/reading-records.ts';
import { type Outcome, type Parts, Tally } from '../rules/tally.ts';
import type { ReadingRow, Taken, UsageImportId } from '../types.ts';

type From = { readonly actor: Actor; readonly importId: UsageImportId | null; readonly moment: Moment };

/**
 * Records readings of any number of meters, all or none. What the dial moved since the actual reading before becomes usage of the
 * day of the reading; estimates are settled by the actual reading after them. The same readings in any order and any number of
 * times give the same quantities; a reading that is there is known, another value for its day is refused by row, and so is
 * one that cannot follow the one before. Rows are numbered by the caller, no number twice.
 */
export async function recordReadings(
  tx: Tx,
  actor: Actor,
  input: { readonly parts: Parts<ReadingRow>; readonly importId?: UsageImportId },
  moment: Moment,
): Promise<Result<Taken, Taken>> {
  const from = { actor, importId: input.importId ?? null, moment };
  const tally = new Tally();
  for await (const { rows, problems } of input.parts) {
    for (const problem of problems) tally.problem(problem);
    const outcomes = await takeReadings(tx, rows, from);
    const inOrder = rows.map(({ row }) => outcomes.get(row) ?? 'added');
    tally.part(rows, inOrder, ({ meter, value, readOn, kind }) => ({
      label: meter,
      about: `${value} on ${formatDate(readOn, 'en-GB')}, ${kind}`,
    }));
  }
  return tally.isClean ? ok(tally.taken()) : refuse(tally.taken());
}

async function takeReadings(tx: Tx, rows: readonly ReadingRow[], from: From): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  const meters = await lockMeters(tx, [...new Set(rows.map(({ meter }) => meter))]);
  const byMeter = new Map<MeterFacts, ReadingRow[]>();
  for (const row of rows) {
    const meter = meters.get(row.meter.toLowerCase());
    const fault = meter ? (readingFault(row, meter) ?? lineFault(row, meter)) : unknownMeter(row);
    if (fault) outcomes.set(row.row, fault);
    else if (meter) byMeter.set(meter, [...(byMeter.get(meter) ?? []), row]);
  }
  const around = await readingsOf(tx, byMeter);
  const fresh: (FreshReading & { meter: MeterFacts })[] = [];
  const records: (ReadingRecord & { meter: MeterFacts })[] = [];
  for (const [meter, ofMeter] of byMeter) {
    const kept = around.get(meter.id) ?? [];
    const placed = placeReadings(ofMeter, kept, meter, newId);
    for (const [row, outcome] of placed.outcomes) outcomes.set(row, outcome);
    if (placed.fresh.length === 0) continue;
    fresh.push(...placed.fresh.map((one) => ({ ...one, meter })));
    const { counted } = meterQuantities(placed.standing, meter);
    const added = placed.fresh.map((one) => ({ ...one, key: keyOf(meter, one), records: [], recordCount: 0 }));
    records.push(...missingRecords([...kept, ...added], counted).map((one) => ({ ...one, meter })));
  }
  await storeReadings(tx, fresh, from);
  await storeRecords(tx, records, from);
  return outcomes;
}

const unknownMeter = ({ meter }: ReadingRow) => ({
  field: 'meter',
  text: `There is no meter ${meter}. Correct the code, or add the meter first.`,
});

const lineFault = (row: ReadingRow, meter: MeterFacts) =>
  lineOn(meter, row.readOn) === undefined
    ? {
        field: 'date',
        text: `No contract line bills meter ${row.meter} on ${formatDate(row.readOn, 'en-GB')}. Correct the date, or extend the contract.`,
      }
    : null;

/** What a reading is known by for good; one that replaces another says how often that happened. */
const keyOf = ({ code }: MeterFacts, { readOn, kind, replaces, id }: FreshReading): string =>
  `${code.toLowerCase()}/${readOn}/${kind}${replaces === null ? '' : `/${id}`}`;

async function readingsOf(
  tx: Tx,
  byMeter: ReadonlyMap<MeterFacts, readonly ReadingRow[]>,
): Promise<Map<string, ReadingFacts[]>> {
  const spans = [...byMeter].map(([{ id }, rows]) => {
    const days = rows.map(({ readOn }) => readOn).sort();
    const [fromOn, toOn] = [days[0], days.at(-1)];
    assert(fromOn && toOn, 'a meter is listed with its rows');
    return { meterId: id, fromOn, toOn };
  });
  const around = new Map<string, ReadingFacts[]>();
  for (const reading of await readingsAround(tx, spans))
    around.set(reading.meterId, [...(around.get(reading.meterId) ?? []), reading]);
  return around;
}

async function storeReadings(
  tx: Tx,
  fresh: readonly (FreshReading & { meter: MeterFacts })[],
  from: From,
): Promise<void> {
  if (fresh.length === 0) return;
  await sql`insert into meter_readings (id, meter_id, customer_id, read_on, value, kind, natural_key, replaces_id, import_id, recorded_at, recorded_by, recorded_by_name)
    select r.*, ${from.importId}::uuid, ${from.moment.now}::timestamptz, ${from.actor.id}::uuid, ${from.actor.name}::text
    from unnest(${fresh.map((r) => r.id)}::uuid[], ${fresh.map((r) => r.meter.id)}::uuid[], ${fresh.map((r) => r.meter.customerId)}::uuid[],
      ${fresh.map((r) => r.readOn)}::date[], ${fresh.map((r) => r.value)}::numeric[], ${fresh.map((r) => r.kind)}::text[],
      ${fresh.map((r) => keyOf(r.meter, r))}::text[], ${fresh.map((r) => r.replaces)}::uuid[]) as r`.execute(tx);
}

async function storeRecords(
  tx: Tx,
  records: readonly (ReadingRecord & { meter: MeterFacts })[],
  from: From,
): Promise<void> {
  if (records.length === 0) return;
  const lineIds = records.map(({ meter, reading, lineId }) => lineId ?? lineOn(meter, reading.readOn));
  await sql`insert into usage_records (customer_id, contract_line_id, site_id, kind, natural_key, occurred_on, quantity, unit_code, reference, corrects_id,
      reading_id, source, import_id, learned_at, recorded_by, recorded_by_name)
    select r.*, ${from.importId}::uuid, ${from.moment.now}::timestamptz, ${from.actor.id}::uuid, ${from.actor.name}::text
    from unnest(${records.map((r) => r.meter.customerId)}::uuid[], ${lineIds}::uuid[], ${records.map((r) => r.meter.siteId)}::uuid[],
      ${records.map((r) => r.kind)}::text[], ${records.map((r) => r.key)}::text[], ${records.map((r) => r.reading.readOn)}::date[],
      ${records.map((r) => r.quantity)}::numeric[], ${records.map((r) => r.meter.unitCode)}::text[], ${records.map((r) => r.meter.code)}::text[],
      ${records.map((r) => r.correctsId)}::uuid[], ${records.map((r) => r.reading.id)}::uuid[],
      ${records.map((r) => JSON.stringify(sourceOf(r)))}::jsonb[]) as r`.execute(tx);
}

/** Where a quantity comes from, so that it can be explained: the meter and the two readings it lies between. */
function sourceOf({ meter, reading, counted }: ReadingRecord & { meter: MeterFacts }): object {
  const since = counted?.since;
  return {
    meter: meter.code,
    multiplier: meter.multiplier,
    to: { on: reading.readOn, value: reading.value },
    ...(since ? { from: { on: since.readOn, value: since.value } } : {}),
    ...(counted?.rolledOver ? { rolledOver: true } : {}),
  };
}
