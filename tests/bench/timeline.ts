import { sql } from 'kysely';
import { customerTimeline } from '#app/modules/activity/queries/customer-timeline.server.ts';
import { searchTimeline } from '#app/modules/activity/queries/search-timeline.server.ts';
import { openBenchDatabase } from './bench-database.ts';
import { type Figure, mustEqual, percentile, timed } from './figures.ts';
import { BUSY_CUSTOMER, fillTimeline } from './many-entries.ts';
import type { BenchOptions } from './works.ts';

const ROWS = 500_000;
const ROWS_LARGE = 5_000_000;
const PAGE = 50;
const HITS = 25;
const CALLS = 40;
const DEEP = 3_000;
const AIM_PAGE_MS = 20;
const AIM_SEARCH_MS = 100;

/** Timeline and search: a page of the busiest customer, first and deep, and words from rare to everywhere. */
export async function timelineWork(options: BenchOptions): Promise<Figure[]> {
  const count = options.count ?? (options.isLarge ? ROWS_LARGE : ROWS);
  const bench = await openBenchDatabase(options.cluster, 'timeline');
  try {
    options.log(`timeline: ${count} rows`);
    const filled = await timed(() => fillTimeline(bench, count));
    options.log(`timeline: filled in ${Math.round(filled.ms / 1_000)} s`);
    const db = bench.staff.db;
    const { rows } = await bench.owner.pool.query(`select id from customers where number = '${BUSY_CUSTOMER}'`);
    const customerId: string = rows[0].id;
    const data = `${count.toLocaleString('en')} rows of timelines, one in fifty of one customer`;
    const figures: Figure[] = [];
    const measure = async (work: string, aim: number, read: () => Promise<unknown>, note?: string) => {
      const value = await p50(read);
      figures.push({ work, data, value, floor: null, unit: 'ms', aim, ...(note ? { note } : {}) });
    };
    const deepKey = await keyAfter(bench.owner.db, customerId, Math.min(DEEP, count / 100));
    for (const [name, after] of [
      ['first', null],
      ['deep', deepKey],
    ] as const)
      await measure(`timeline, ${name} page`, AIM_PAGE_MS, () =>
        customerTimeline(db, { customerId, after, limit: PAGE }),
      );
    await measure('timeline, one kind', AIM_PAGE_MS, () =>
      customerTimeline(db, { customerId, kinds: ['visit'], limit: PAGE }),
    );
    for (const text of ['word4990', 'word0', 'word1 word2', '"word3 word4"', 'word499', 'word0 -word1', 'nowhere']) {
      const note = await checked(bench.owner.db, text);
      await measure(`search for ${text}`, AIM_SEARCH_MS, () => searchTimeline(db, { text, limit: HITS }), note);
    }
    await measure('search of one customer for word7 word8', AIM_SEARCH_MS, () =>
      searchTimeline(db, { text: 'word7 word8', customerId, limit: HITS }),
    );
    return figures;
  } finally {
    await bench.close();
  }
}

type Db = Awaited<ReturnType<typeof openBenchDatabase>>['owner']['db'];

async function keyAfter(db: Db, customerId: string, rows: number): Promise<string> {
  const found = await sql<{
    key: string;
  }>`select (extract(epoch from happened_at) * 1000000)::bigint::text || '~' || id as key
    from timeline_entries where customer_id = ${customerId}::uuid order by happened_at desc, id desc offset ${rows} limit 1`.execute(
    db,
  );
  return found.rows[0]!.key;
}

/** The first page against the words themselves, read without the index; answers how many places there are. */
async function checked(db: Db, text: string): Promise<string> {
  const found = await searchTimeline(db, { text, limit: HITS });
  const question = sql<boolean>`to_tsvector('simple', search_words(head || ' ' || body)) @@ search_query(${text})`;
  const expected = await sql<{ id: string }>`select entry_id as id from
    (select entry_id, happened_at, head, body from searchable_texts order by happened_at desc limit 20000) newest
    where ${question} order by happened_at desc, entry_id desc limit ${HITS}`.execute(db);
  const seen = found.hits.map(({ entryId }) => entryId).slice(0, expected.rows.length);
  mustEqual(
    `hits of ${text}`,
    seen,
    expected.rows.map(({ id }) => id),
  );
  return `${found.nextKey === null ? found.hits.length : `${HITS} and more`} places`;
}

async function p50(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) times.push((await timed(read)).ms);
  return percentile(times, 0.5);
}
