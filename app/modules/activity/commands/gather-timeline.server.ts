import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const SOURCES = [
  'invoices',
  'documents',
  'payments',
  'payment_reversals',
  'promise_events',
  'plan_events',
  'messages',
  'dispute_stages',
  'dispute_messages',
] as const;

/**
 * Draws what happened since the last time onto the timelines, in the order of transactions and never past one that still
 * runs: so each row is drawn once, however often and by however many workers this is called. Takes about `rowsMax` rows of
 * each source. Answers how many were drawn and whether more lie there. Locks the one row that says how far it came.
 */
export async function gatherTimeline(
  tx: Tx,
  { rowsMax }: { readonly rowsMax: number },
  moment: Moment,
): Promise<{ readonly drawn: number; readonly more: boolean }> {
  const held = await tx
    .selectFrom('timeline_gatherings')
    .select('upto_xid')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!held) return { drawn: 0, more: false };
  const from = String(held.upto_xid);
  const { upto, horizon } = await spanAfter(tx, from, rowsMax);
  if (BigInt(upto) <= BigInt(from)) return { drawn: 0, more: false };
  const drawn = await drawSpan(tx, from, upto);
  await tx.updateTable('timeline_gatherings').set({ upto_xid: upto, gathered_at: moment.now }).execute();
  return { drawn, more: BigInt(upto) < BigInt(horizon) };
}

/** Up to which transaction to go: a transaction is taken whole, and one that is larger than a chunk by itself. */
async function spanAfter(tx: Tx, from: string, rowsMax: number): Promise<{ upto: string; horizon: string }> {
  const nth = (table: string) =>
    sql`(select xid from ${sql.table(table)} where xid >= ${from}::xid8 order by xid offset ${rowsMax} limit 1)`;
  const { rows } = await sql<{ horizon: string; nth: string | null }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, min(x.xid)::text as nth
    from (${sql.join(SOURCES.map(nth), sql` union all `)}) x`.execute(tx);
  const { horizon, nth: found } = rows[0]!;
  const last = BigInt(horizon);
  const wanted = found === null ? last : BigInt(found);
  const least = BigInt(from) + 1n;
  const upto = wanted > least ? wanted : least;
  return { upto: String(upto < last ? upto : last), horizon };
}

async function drawSpan(tx: Tx, from: string, upto: string): Promise<number> {
  const { rows } = await sql<{ drawn: string }>`
    with fresh as materialized (
      select id, customer_id, kind, subject_kind, subject_id, happened_at, left(title, 300) as title, amount_minor, currency, by_kind,
        by_name, left(coalesce(body, ''), 200000) as body
      from timeline_sources where xid >= ${from}::xid8 and xid < ${upto}::xid8),
    entered as (
      insert into timeline_entries (id, customer_id, kind, subject_kind, subject_id, happened_at, title, amount_minor, currency, by_kind, by_name)
      select id, customer_id, kind, subject_kind, subject_id, happened_at, title, amount_minor, currency, by_kind, by_name from fresh),
    found as (
      insert into searchable_texts (entry_id, customer_id, kind, happened_at, head, body, words)
      select id, customer_id, kind, happened_at, title, body, '' from fresh)
    select count(*)::text as drawn from fresh`.execute(tx);
  return Number(rows[0]!.drawn);
}
