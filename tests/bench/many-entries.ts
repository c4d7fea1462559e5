import type { BenchDatabase } from './bench-database.ts';

export const BUSY_CUSTOMER = 'BUSY';
const ROWS_A_CUSTOMER = 25;
/** One in so many rows is of the busy customer. */
const BUSY_EVERY = 50;
const CHUNK = 250_000;

/**
 * Timelines of this many rows with the words by which they are found, in statements over whole sets: six years of calls, notes,
 * promises and disputes, twelve words each out of 5,000 that are as unevenly used as words are; one in fifty rows is of one
 * busy customer. Written past the checks of each row; the words are made by the product's own function.
 */
export async function fillTimeline({ owner }: BenchDatabase, rows: number): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query(
      `insert into customers (number, name, currency, address_lines)
       select case when n = 0 then '${BUSY_CUSTOMER}' else 'T' || n end, 'Customer ' || n, 'GBP', '{}' from generate_series(0, $1::int) n`,
      [Math.ceil(rows / ROWS_A_CUSTOMER)],
    );
    // Built at the end: what is measured is reading.
    const { rows: made } = await client.query(`select pg_get_indexdef('searchable_texts_words'::regclass) as text`);
    await client.query('drop index searchable_texts_words');
    for (let from = 0; from < rows; from += CHUNK) {
      await client.query('begin');
      await client.query('set local session_replication_role = replica');
      await client.query(ENTRIES, [from, Math.min(rows, from + CHUNK) - 1]);
      await client.query('commit');
    }
    await client.query(made[0].text);
    await client.query(`update timeline_gatherings set upto_xid = pg_current_xact_id()`);
    await client.query('vacuum analyze timeline_entries, searchable_texts, customers');
  } finally {
    client.release();
  }
}

const ENTRIES = `
  with who as materialized (select array_agg(id order by number = '${BUSY_CUSTOMER}' desc, number) as ids, count(*)::int as many from customers where number = '${BUSY_CUSTOMER}' or number like 'T%'),
  made as materialized (
    select md5('entry ' || n)::uuid as id, ids[case when n % ${BUSY_EVERY} = 0 then 1 else 1 + ((n::bigint * 7919) % many)::int end] as customer_id,
      (array['call', 'note', 'promise', 'dispute', 'mail_in', 'visit'])[1 + n % 6] as kind,
      timestamptz '2020-01-01' + n * interval '6 years' / 5000000 * (5000000.0 / greatest($2::int, 5000000)) as happened_at, n,
      (select string_agg('word' || floor(5000 * power(random(), 4))::int, ' ') from generate_series(1, 12 + (n % 2))) as body
    from generate_series($1::int, $2::int) n, who),
  entered as (
    insert into timeline_entries (id, customer_id, kind, subject_kind, subject_id, happened_at, title, by_kind, by_name)
    select id, customer_id, kind, 'promise', id, happened_at, 'What happened ' || n, 'staff', 'A colleague' from made)
  insert into searchable_texts (entry_id, customer_id, kind, happened_at, head, body, words)
  select id, customer_id, kind, happened_at, 'What happened ' || n, body, to_tsvector('simple', search_words('What happened ' || n || ' ' || body)) from made`;
