import { sql } from 'kysely';
import { currency, money } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { readKey, type TimelineKey } from '../rules/timeline-key.ts';
import type { ActivityBy, ActivityKind, ActivitySubject, TimelineRow } from '../types.ts';

type Asked = {
  readonly customerId: string;
  /** None or absent: all. */
  readonly kinds?: readonly ActivityKind[];
  /** The key of the last row of the page before; anything strange is page one. */
  readonly after?: string | null;
  readonly limit: number;
  /** False for a partner, who reads only what was drawn already and not the rows it is drawn from. */
  readonly withNewest?: boolean;
};

type Row = {
  id: string;
  kind: string;
  subject_kind: string;
  subject_id: string;
  happened_at: Date;
  at_key: string;
  title: string;
  body: string;
  people: string;
  minor: string | null;
  currency: string | null;
  by_kind: string;
  by_name: string;
};

/** As much of a text as the timeline shows; the rest is where the entry leads. */
const SHOWN_MAX = 2_000;

/**
 * What happened between a customer and us, newest first: what was drawn onto the timeline, and what happened since and was
 * not drawn yet, read where it lies. Keyset paging by instant and id.
 */
export async function customerTimeline(
  db: ReadDb,
  asked: Asked,
): Promise<{ readonly rows: TimelineRow[]; readonly nextKey: string | null }> {
  const { customerId, limit } = asked;
  const key = readKey(asked.after);
  const kinds = asked.kinds ?? [];
  const ofCustomer = sql`customer_id = ${customerId}::uuid and ${beyond(key)}`;
  const which = sql`${ofCustomer} and ${kinds.length > 0 ? sql`kind = any (${[...kinds]}::text[])` : sql`true`}`;
  const order = sql`order by happened_at desc, id desc limit ${limit + 1}`;
  const columns = sql`id, customer_id, kind, subject_kind, subject_id, happened_at, title, amount_minor, currency, by_kind, by_name`;
  // Each kind by its own index: one that never happened is not looked for in all that did.
  const drawn =
    kinds.length > 0
      ? sql`unnest(${[...kinds]}::text[]) wanted cross join lateral
          (select ${columns} from timeline_entries where ${ofCustomer} and kind = wanted ${order}) of_kind`
      : sql`timeline_entries where ${ofCustomer}`;
  const newest = sql`union all (select ${columns}, left(coalesce(body, ''), ${SHOWN_MAX}) as body, '' as people from timeline_sources
    where ${which} and xid >= (select upto_xid from timeline_gatherings) ${order})`;
  // Planning the rows that are not drawn yet, over nine tables, takes longer than reading them.
  const { rows } = await sql<Row>`/*prepared*/
    select id, kind, subject_kind, subject_id, happened_at, (extract(epoch from happened_at) * 1000000)::bigint::text as at_key, title, body, people,
      amount_minor::text as minor, currency, by_kind, by_name
    from ((select t.*, left(coalesce(x.body, ''), ${SHOWN_MAX}) as body, coalesce(x.people, '') as people
      from (select ${columns} from ${drawn} ${order}) t
      left join searchable_texts x on x.entry_id = t.id and x.part = 0) ${asked.withNewest === false ? sql`` : newest}) shown
    ${order}`.execute(db);
  const page = rows.slice(0, limit).map(asTimelineRow);
  return { rows: page, nextKey: rows.length > limit ? (page.at(-1)?.key ?? null) : null };
}

const beyond = (key: TimelineKey | null) =>
  key
    ? sql`(happened_at, id) < (timestamptz 'epoch' + ${key.micros}::bigint * interval '1 microsecond', ${key.id}::uuid)`
    : sql`true`;

const asTimelineRow = (row: Row): TimelineRow => ({
  ...{ id: row.id, kind: row.kind as ActivityKind, at: row.happened_at, key: `${row.at_key}~${row.id}` },
  ...{ subjectKind: row.subject_kind as ActivitySubject, subjectId: row.subject_id },
  ...{ title: row.title, text: row.body, people: row.people },
  amount: row.minor === null || row.currency === null ? null : money(BigInt(row.minor), currency(row.currency)),
  by: { kind: row.by_kind as ActivityBy['kind'], name: row.by_name },
});
