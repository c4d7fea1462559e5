import { sql } from 'kysely';
import { currency, type Money, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type LatePosting = {
  readonly entryId: string;
  readonly kind: string;
  /** The payment behind it; null where there is none. */
  readonly paymentId: string | null;
  readonly number: string;
  readonly customerId: string | null;
  readonly customerName: string;
  /** The day it belongs to. */
  readonly valueOn: PlainDate;
  /** The day it counts on, because the month of the other was closed. */
  readonly effectiveOn: PlainDate;
  readonly recordedAt: Date;
  /** What it did to receivables, without sign. */
  readonly amount: Money | null;
};

/**
 * Postings whose value date lay in a closed month when they were made, so that they count on a later day. Newest day
 * first, keyset by day and entry. Compared by what was known at the close, not by time.
 */
export async function latePostings(
  db: ReadDb,
  page: { readonly limit: number; readonly after?: { readonly on: PlainDate; readonly id: string } },
): Promise<LatePosting[]> {
  const { rows } = await sql<{
    id: string;
    kind: string;
    payment_id: string | null;
    number: string | null;
    customer_id: string | null;
    customer_name: string | null;
    value_on: PlainDate;
    effective_on: PlainDate;
    recorded_at: Date;
    amount_minor: bigint | null;
    currency: string | null;
  }>`
    select e.id, e.kind, p.id as payment_id, p.number, c.id as customer_id, c.name as customer_name,
      e.value_on, e.effective_on, e.recorded_at, i.amount_minor, i.currency
    from entries e
    left join lateral (select * from open_items o where o.entry_id = e.id order by o.line_no limit 1) i on true
    left join customers c on c.id = i.customer_id
    left join payments p on p.id = i.source_id
    where e.value_on < e.effective_on
      and (${page.after?.on ?? null}::date is null or (e.effective_on, e.id) < (${page.after?.on ?? null}::date, ${page.after?.id ?? null}::uuid))
      and (
        select ev.action = 'closed' from period_events ev
        where ev.kind = 'posting' and not pg_visible_in_snapshot(e.xid, ev.known)
          and (ev.month_on = date_trunc('month', e.value_on)::date or (ev.action = 'closed' and ev.month_on > e.value_on))
        order by ev.event_no desc limit 1)
    order by e.effective_on desc, e.id desc limit ${page.limit}`.execute(db as never);
  return rows.map((row) => ({
    entryId: row.id,
    kind: row.kind,
    paymentId: row.payment_id,
    number: row.number ?? '',
    customerId: row.customer_id,
    customerName: row.customer_name ?? '',
    valueOn: row.value_on,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at,
    amount: row.amount_minor !== null && row.currency ? money(row.amount_minor, currency(row.currency)) : null,
  }));
}
