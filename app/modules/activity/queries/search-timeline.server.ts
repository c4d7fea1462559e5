import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { excerptOf } from '../rules/excerpt.ts';
import { readKey } from '../rules/timeline-key.ts';
import type { ActivityKind, ActivitySubject, SearchHit } from '../types.ts';

type Asked = {
  /** As typed: words, "a phrase", -without. */
  readonly text: string;
  readonly customerId?: string;
  readonly kinds?: readonly ActivityKind[];
  /** The key of the last hit of the page before. */
  readonly after?: string | null;
  readonly limit: number;
};

type Row = {
  entry_id: string;
  part: number;
  kind: string;
  happened_at: Date;
  at_key: string;
  customer_id: string;
  customer_name: string;
  subject_kind: string;
  subject_id: string;
  title: string;
  head: string;
  people: string;
  body: string;
};

/** Of the newest texts so many are read one by one before the index of words is asked: the few first, as most words stand there. */
const READ_FIRST = [10_000, 100_000];

/** As much of a text as is looked through for the piece to show. */
const LOOKED_THROUGH_MAX = 60_000;

/**
 * Where all words stand that were asked for, newest first: in entries of timelines and in the files that came with them.
 * Of a partner the walls show what is theirs. Keyset paging; nothing to look for answers nothing.
 */
export async function searchTimeline(
  db: ReadDb,
  asked: Asked,
): Promise<{ readonly hits: SearchHit[]; readonly nextKey: string | null }> {
  const { text, customerId, limit } = asked;
  // Asked for first and handed in as a value: the planner then knows how rare the words are.
  const { rows: read } = await sql<{ question: string | null }>`select search_query(${text})::text as question`.execute(
    db,
  );
  const question = read[0]?.question;
  if (!question) return { hits: [], nextKey: null };
  const key = readKey(asked.after);
  const kinds = asked.kinds ?? [];
  const beyond = key
    ? sql`(happened_at, entry_id, part) < (timestamptz 'epoch' + ${key.micros}::bigint * interval '1 microsecond', ${key.id}::uuid, ${key.part}::smallint)`
    : sql`true`;
  const within = sql`${beyond} and ${customerId ? sql`customer_id = ${customerId}::uuid` : sql`true`}`;
  const wanted = sql`words @@ ${question}::tsquery
    and ${kinds.length > 0 ? sql`kind = any (${[...kinds]}::text[])` : sql`true`}`;
  const order = sql`order by happened_at desc, entry_id desc, part desc`;
  // How rare the beginning of a word is, no planner knows: what the newest texts are full of is found there, and what they
  // are not full of is rare enough to sort all places that the index of words names (the sum keeps it from walking by day).
  const newest = (count: number) =>
    sql`(select * from searchable_texts where ${within} ${order} limit ${count}) newest where ${wanted} ${order}`;
  const named = sql`searchable_texts where ${wanted} and ${within} order by happened_at + interval '0' desc, entry_id desc, part desc`;
  let rows: Row[] = [];
  for (const texts of [...READ_FIRST.map(newest), named])
    if (rows.length <= limit) rows = await placesIn(db, texts, limit + 1);
  const hits = rows.slice(0, limit).map((row) => asHit(row, text));
  return { hits, nextKey: rows.length > limit ? (hits.at(-1)?.key ?? null) : null };
}

async function placesIn(db: ReadDb, texts: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select x.entry_id, x.part, x.kind, x.happened_at, (extract(epoch from x.happened_at) * 1000000)::bigint::text as at_key, x.customer_id,
      c.name as customer_name, t.subject_kind, t.subject_id, t.title, x.head, x.people, left(x.body, ${LOOKED_THROUGH_MAX}) as body
    from (select * from ${texts} limit ${limit}) x
    join timeline_entries t on t.id = x.entry_id
    join customers c on c.id = x.customer_id
    order by x.happened_at desc, x.entry_id desc, x.part desc`.execute(db);
  return rows;
}

const asHit = (row: Row, text: string): SearchHit => ({
  ...{ entryId: row.entry_id, part: row.part, key: `${row.at_key}~${row.entry_id}~${row.part}` },
  ...{ kind: row.kind as ActivityKind, at: row.happened_at, title: row.title },
  ...{ subjectKind: row.subject_kind as ActivitySubject, subjectId: row.subject_id },
  ...{ customerId: row.customer_id, customerName: row.customer_name },
  fileName: row.part > 0 ? row.head : '',
  excerpt: excerptOf([row.people, row.body].filter(Boolean).join(': ') || row.head, text),
});
