import { type RawBuilder, sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DisputeKind, DisputeRow, QueueView } from '../types.ts';
import { readDisputes, toDisputeRow } from './dispute-rows.server.ts';

export type DisputesWanted = {
  readonly view: QueueView;
  /** Who looks: theirs are `mine`. */
  readonly userId: string;
  readonly moment: Moment;
  readonly limit: number;
  readonly reason?: string;
  readonly owner?: string;
  readonly queue?: string;
  readonly kind?: DisputeKind;
  /** Keyset: when the last row seen was raised (closed, in the view of closed ones), and its id. */
  readonly after?: { readonly at: Date; readonly id: string };
};

/** Disputes of a view, oldest first (closed ones newest first). Keyset, never an offset. */
export async function listDisputes(db: ReadDb, wanted: DisputesWanted): Promise<DisputeRow[]> {
  const { after } = wanted;
  const narrowed = narrowedTo(wanted);
  const isClosed = wanted.view === 'closed';
  if (after)
    narrowed.push(
      isClosed
        ? sql`(d.closed_at, d.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
        : sql`(d.raised_at, d.id) > (${after.at}::timestamptz, ${after.id}::uuid)`,
    );
  const order = isClosed ? sql`d.closed_at desc, d.id desc` : sql`d.raised_at, d.id`;
  const rest = sql`where ${sql.join(narrowed, sql` and `)} order by ${order} limit ${wanted.limit}`;
  return (await readDisputes(db, { side: 'staff' }, rest)).map(toDisputeRow);
}

/** What of a view is to be worked on next: ours to answer before the customer's, and of those the one whose time ends first. */
export async function nextDispute(
  db: ReadDb,
  wanted: Omit<DisputesWanted, 'after' | 'limit'>,
): Promise<{ readonly id: string; readonly number: string } | null> {
  const { rows } = await sql<{ id: string; number: string }>`
    select d.id, d.number from disputes d where ${sql.join(narrowedTo(wanted), sql` and `)}
    order by d.waits_for = 'customer', least(d.answer_due_at, d.resolve_due_at), d.raised_at, d.id limit 1`.execute(db);
  return rows[0] ?? null;
}

const narrowedTo = (wanted: Omit<DisputesWanted, 'after' | 'limit'>): RawBuilder<unknown>[] => {
  const { reason, owner, queue, kind } = wanted;
  return [
    viewRule(wanted),
    ...(reason ? [sql`d.reason_code = ${reason}`] : []),
    ...(owner ? [sql`d.owner_user = ${owner}::uuid`] : []),
    ...(queue ? [sql`d.queue = ${queue}`] : []),
    ...(kind ? [sql`d.kind = ${kind}`] : []),
  ];
};

/** Due today: a target that ends before the day does (asked for once, not for each row), or the day promised to the customer. */
function viewRule({ view, userId, moment }: Pick<DisputesWanted, 'view' | 'userId' | 'moment'>): RawBuilder<unknown> {
  const living = sql`d.closed_at is null`;
  switch (view) {
    case 'mine':
      return sql`${living} and d.owner_user = ${userId}::uuid`;
    case 'unassigned':
      return sql`${living} and d.owner_user is null`;
    case 'due_today':
      return sql`${living} and d.waits_for <> 'customer' and (least(d.answer_due_at, d.resolve_due_at) < (select (${moment.today}::date + 1)::timestamp at time zone company_zone(${moment.now}::timestamptz))
        or d.promised_on <= ${moment.today}::date)`;
    case 'waiting_customer':
      return sql`${living} and d.waits_for = 'customer'`;
    case 'waiting_colleague':
      return sql`${living} and d.waits_for in ('colleague', 'department')`;
    case 'waiting_approval':
      return sql`${living} and d.waits_for = 'approval'`;
    case 'closed':
      return sql`d.closed_at is not null`;
    case 'all':
      return living;
  }
}

export type QueueCounts = Readonly<Record<Exclude<QueueView, 'closed'>, number>>;

/** How many living disputes each view holds, in one pass over them. */
export async function queueCounts(
  db: ReadDb,
  of: { readonly userId: string; readonly moment: Moment },
): Promise<QueueCounts> {
  const count = (view: QueueView) => sql`count(*) filter (where ${viewRule({ ...of, view })})::int`;
  const { rows } = await sql<QueueCounts>`select ${count('mine')} as mine, ${count('unassigned')} as unassigned,
      ${count('due_today')} as due_today, ${count('waiting_customer')} as waiting_customer,
      ${count('waiting_colleague')} as waiting_colleague, ${count('waiting_approval')} as waiting_approval, count(*)::int as all
    from disputes d where d.closed_at is null`.execute(db);
  return rows[0]!;
}

export type ReasonAge = {
  readonly reasonCode: string;
  readonly reasonLabel: string;
  /** Living disputes by age in days: up to 2, 3 to 7, 8 to 30, more. */
  readonly counts: readonly [number, number, number, number];
};

/** The living disputes by reason and age. */
export async function reasonsByAge(db: ReadDb, { now }: Moment): Promise<ReasonAge[]> {
  const days = sql`extract(epoch from ${now}::timestamptz - d.raised_at) / 86400`;
  const { rows } = await sql<{ code: string; label: string; a: number; b: number; c: number; e: number }>`
    select d.reason_code as code, r.label, count(*) filter (where ${days} < 3)::int as a, count(*) filter (where ${days} >= 3 and ${days} < 8)::int as b,
      count(*) filter (where ${days} >= 8 and ${days} < 31)::int as c, count(*) filter (where ${days} >= 31)::int as e
    from disputes d join dispute_reasons r on r.code = d.reason_code where d.closed_at is null
    group by d.reason_code, r.label, r.position order by r.position, d.reason_code`.execute(db);
  return rows.map(({ code, label, a, b, c, e }) => ({ reasonCode: code, reasonLabel: label, counts: [a, b, c, e] }));
}
