import { sql } from 'kysely';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Standing } from '../rules/meter-quantities.ts';

type LineSpan = { readonly id: string; readonly startsOn: PlainDate; readonly endsOn: PlainDate | null };
/** A meter with the contract lines it was under, one after the other. */
export type MeterFacts = {
  readonly id: string;
  readonly code: string;
  readonly customerId: string;
  readonly siteId: string | null;
  readonly unitCode: string;
  readonly digits: number;
  readonly multiplier: Decimal;
  readonly startsOn: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly lines: readonly LineSpan[];
};

/** Meters by the folded code, locked in id order to the end of the transaction, so that two files at once are one after the other. */
export async function lockMeters(tx: Tx, codes: readonly string[]): Promise<Map<string, MeterFacts>> {
  const { rows } = await sql<MeterFacts>`
    with locked as materialized (
      select * from meters where lower(code) = any (${codes.map((code) => code.toLowerCase())}::text[]) order by id for no key update)
    select m.id, m.code, m.customer_id as "customerId", m.site_id as "siteId", m.unit_code as "unitCode", m.digits,
      trim_scale(m.multiplier)::text as multiplier, m.starts_on as "startsOn", m.ended_on as "endedOn", l.lines
    from locked m cross join lateral (
      with recursive followed as (
        select id, starts_on, ends_on from contract_lines where id = m.contract_line_id
        union all
        select n.id, n.starts_on, n.ends_on from contract_lines n join followed f on n.replaces_id = f.id and n.withdrawn_in_version is null)
      select jsonb_agg(jsonb_build_object('id', id, 'startsOn', starts_on, 'endsOn', ends_on) order by starts_on) as lines from followed) as l`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.code.toLowerCase(), row]));
}

/** The line that usage of a day falls under; undefined where the contract has none. */
export const lineOn = ({ lines }: MeterFacts, day: PlainDate): string | undefined =>
  lines.find(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day))?.id;

/** A reading with what was recorded for it. Records are its own and the corrections of them, oldest first. */
export type ReadingFacts = Standing & {
  readonly meterId: string;
  readonly key: string;
  readonly isReplaced: boolean;
  readonly records: readonly { id: string; lineId: string; quantity: Decimal }[];
  readonly recordCount: number;
};

/**
 * Readings of each meter from the actual one before the first of the days to the actual one after the last: all that readings of
 * these days can have an effect on. `quantity` of a record is what its corrections left.
 */
export async function readingsAround(
  tx: Tx,
  spans: readonly { meterId: string; fromOn: PlainDate; toOn: PlainDate }[],
): Promise<ReadingFacts[]> {
  const { rows } = await sql<ReadingFacts>`
    with span as materialized (
      select s.meter_id,
        (select max(r.read_on) from meter_readings r where r.meter_id = s.meter_id and r.kind = 'actual' and r.read_on < s.from_on) as first_on,
        (select min(r.read_on) from meter_readings r where r.meter_id = s.meter_id and r.kind = 'actual' and r.read_on > s.to_on) as last_on
      from unnest(${spans.map((s) => s.meterId)}::uuid[], ${spans.map((s) => s.fromOn)}::date[], ${spans.map((s) => s.toOn)}::date[])
        as s (meter_id, from_on, to_on))
    select r.id, r.meter_id as "meterId", r.read_on as "readOn", r.kind, trim_scale(r.value)::text as value, r.natural_key as key,
      exists (select from meter_readings n where n.replaces_id = r.id) as "isReplaced", u.records, u.n as "recordCount"
    from span s join meter_readings r on r.meter_id = s.meter_id
      and r.read_on >= coalesce(s.first_on, '-infinity') and (r.kind = 'actual' or r.read_on is distinct from s.first_on)
      and r.read_on <= coalesce(s.last_on, 'infinity')
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'lineId', u.contract_line_id,
          'quantity', trim_scale(u.quantity + coalesce((select sum(c.quantity) from usage_records c where c.corrects_id = u.id), 0))::text)
          order by u.id) filter (where u.corrects_id is null), '[]') as records, count(*)::int as n
      from usage_records u where u.reading_id = r.id) as u
    order by r.meter_id, r.read_on`.execute(tx);
  return rows;
}
