import { sql } from 'kysely';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type MeterListed = {
  readonly id: string;
  readonly code: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly productCode: string;
  readonly contractId: string;
  readonly contractNumber: string;
  readonly lineNo: number;
  readonly siteName: string | null;
  readonly unitCode: string;
  readonly digits: number;
  readonly multiplier: Decimal;
  readonly startsOn: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly lastReadOn: PlainDate | null;
  readonly lastValue: Decimal | null;
  readonly lastKind: 'actual' | 'estimate' | null;
  readonly replacesId: string | null;
};

const METERS = sql`select m.id, m.code, m.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName", p.code as "productCode",
    l.contract_id as "contractId", k.number as "contractNumber", l.line_no as "lineNo", s.name as "siteName", m.unit_code as "unitCode", m.digits,
    trim_scale(m.multiplier)::text as multiplier, m.starts_on as "startsOn", m.ended_on as "endedOn", r.read_on as "lastReadOn", m.replaces_id as "replacesId",
    trim_scale(r.value)::text as "lastValue", r.kind as "lastKind"
  from meters m join customers c on c.id = m.customer_id join contract_lines l on l.id = m.contract_line_id join contracts k on k.id = l.contract_id
    join products p on p.id = l.product_id left join sites s on s.id = m.site_id
    left join lateral (select x.read_on, x.value, x.kind from meter_readings x where x.meter_id = m.id
      and not exists (select from meter_readings n where n.replaces_id = x.id) order by x.read_on desc, x.kind limit 1) as r on true`;

/** Meters by code, after one of them; found by code from its beginning or by the customer's number. */
export async function listMeters(
  db: ReadDb,
  asked: { search: string; after: string; limit: number },
): Promise<{ rows: MeterListed[]; next: string | null }> {
  const text = asked.search.trim().toLowerCase();
  const found = text
    ? sql`and (lower(m.code) like ${`${text.replace(/[\\%_]/g, '\\$&')}%`} or lower(c.number) = ${text})`
    : sql``;
  const { rows } =
    await sql<MeterListed>`${METERS} where lower(m.code) > ${asked.after.toLowerCase()} ${found} order by lower(m.code) limit ${asked.limit + 1}`.execute(
      db,
    );
  const shown = rows.slice(0, asked.limit);
  return { rows: shown, next: rows.length > asked.limit ? (shown.at(-1)?.code ?? null) : null };
}

export type ReadingShown = {
  readonly id: string;
  readonly readOn: PlainDate;
  readonly value: Decimal;
  readonly kind: 'actual' | 'estimate';
  readonly isReplaced: boolean;
  readonly used: Decimal;
  readonly recordedAt: Date;
  readonly by: string;
};

const READINGS_SHOWN = 200;

/** A meter with its newest readings and what each counts now. */
export async function getMeter(
  db: ReadDb,
  id: string,
): Promise<{ meter: MeterListed; readings: ReadingShown[] } | null> {
  const { rows } = await sql<MeterListed>`${METERS} where m.id = ${id}`.execute(db);
  const meter = rows[0];
  if (!meter) return null;
  const readings = await sql<ReadingShown>`
    select r.id, r.read_on as "readOn", trim_scale(r.value)::text as value, r.kind, r.recorded_at as "recordedAt", r.recorded_by_name as by,
      exists (select from meter_readings n where n.replaces_id = r.id) as "isReplaced",
      trim_scale(coalesce((select sum(u.quantity) from usage_records u where u.reading_id = r.id), 0))::text as used
    from meter_readings r where r.meter_id = ${id} order by r.read_on desc, r.kind, r.id desc limit ${READINGS_SHOWN}`.execute(
    db,
  );
  return { meter, readings: readings.rows };
}

export type MeteredLine = { readonly id: string; readonly label: string };

/** Metered lines of a customer by number, for a choice. */
export async function meteredLines(db: ReadDb, customerNumber: string): Promise<MeteredLine[]> {
  const { rows } = await sql<MeteredLine>`
    select l.id, concat_ws(', ', format('%s line %s', k.number, l.line_no), format('%s (%s)', l.description, p.unit_code), s.name) as label
    from contract_lines l join contracts k on k.id = l.contract_id join customers c on c.id = l.customer_id join products p on p.id = l.product_id
      left join sites s on s.id = l.site_id
    where lower(c.number) = lower(${customerNumber.trim()}) and l.charge = 'metered' and l.withdrawn_in_version is null and k.state = 'active'
    order by k.number, l.line_no`.execute(db);
  return rows;
}
