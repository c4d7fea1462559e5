import { sql } from 'kysely';
import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { constraintOf, type ReadDb, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PeriodClosed, PeriodKind } from '../types.ts';

/**
 * The day itself, or the first one after it that is open in every kind asked for. Holds the periods shared to the end of
 * the transaction, so that what it answers stays true until then. What the outside world did is dated with this and keeps
 * its own day as value date; it is never refused.
 */
export async function firstOpenDay(tx: Tx, kinds: readonly PeriodKind[], date: PlainDate): Promise<PlainDate> {
  const { rows } = await sql<{ day: PlainDate }>`/*prepared*/
    select first_open_day(${[...kinds]}::text[], ${date}::date) as day`.execute(tx);
  return rows[0]!.day;
}

/** The same for several dates, by date. At most one question a date. */
export async function openDays(
  tx: Tx,
  kinds: readonly PeriodKind[],
  dates: readonly PlainDate[],
): Promise<ReadonlyMap<PlainDate, PlainDate>> {
  const days = new Map<PlainDate, PlainDate>();
  for (const date of new Set(dates)) days.set(date, await firstOpenDay(tx, kinds, date));
  return days;
}

/** The refusal a command by a person gives for this date, or null where its month is open in every kind. Holds the periods too. */
export async function closedPeriodOf(
  tx: Tx,
  kinds: readonly PeriodKind[],
  date: PlainDate,
): Promise<PeriodClosed | null> {
  const firstOpenOn = await firstOpenDay(tx, kinds, date);
  if (firstOpenOn === date) return null;
  const { rows } = await sql<{ kind: PeriodKind; period_on: PlainDate }>`
    select kind, date_trunc('month', ${date}::date)::date as period_on
    from unnest(${[...kinds]}::text[]) with ordinality as k (kind, n) where period_is_closed(kind, ${date}::date) order by n limit 1`.execute(
    tx,
  );
  return { code: 'period-closed', kind: rows[0]!.kind, periodOn: rows[0]!.period_on, firstOpenOn };
}

/**
 * What the law of closed months (TS011) says about a failed posting, with the id of the entry or application at fault; null
 * when the error is another. The transaction is spent either way: the detail of the error answers what can no longer be asked.
 */
export function periodClosedIn(error: unknown): { refusal: PeriodClosed; rowId: string } | null {
  if (constraintOf(error) !== 'period_closed') return null;
  const said = JSON.parse((error as { detail: string }).detail) as Record<string, string>;
  return {
    refusal: {
      code: 'period-closed',
      kind: said.kind as PeriodKind,
      periodOn: plainDate(said.periodOn!),
      firstOpenOn: plainDate(said.firstOpenOn!),
    },
    rowId: said.rowId!,
  };
}

/** Who closed or opened a month, when and why. */
type PeriodEvent = {
  readonly action: 'closed' | 'reopened';
  readonly at: Date;
  readonly byName: string;
  readonly reason: string;
  readonly approvalId: string | null;
};
export type Period = {
  readonly kind: PeriodKind;
  readonly monthOn: PlainDate;
  readonly isClosed: boolean;
  /**
   * What made it so: the close that reached it first (closing a later month closes this one too), or its reopening. Null while
   * nothing happened to it.
   */
  readonly event: PeriodEvent | null;
  /** A request to open it again that nobody has decided yet. */
  readonly asked: { readonly approvalId: string; readonly byName: string } | null;
};

/** Where a list of months begins: with the oldest posting or the first month that was ever closed, else with this month. */
export async function firstMonth(db: ReadDb, today: PlainDate): Promise<PlainDate> {
  const { rows } = await sql<{ month: PlainDate }>`
    select date_trunc('month', least(${today}::date, (select min(month_on) from periods),
      (select effective_on from entries order by effective_on limit 1)))::date as month`.execute(db as never);
  return rows[0]!.month;
}

/**
 * The months from the first to the last given, newest first, each in both kinds. A month without a row is closed before the
 * first row of its kind and open after the last.
 */
export async function listPeriods(
  db: ReadDb,
  of: { readonly fromOn: PlainDate; readonly toOn: PlainDate },
): Promise<Period[]> {
  const { rows } = await sql<{
    kind: PeriodKind;
    month_on: PlainDate;
    is_closed: boolean;
    action: PeriodEvent['action'] | null;
    happened_at: Date;
    by_name: string;
    reason: string;
    approval_id: string | null;
    asked_id: string | null;
    asked_by: string | null;
  }>`
    select k.kind, m.month::date as month_on, period_is_closed(k.kind, m.month::date) as is_closed,
      e.action, e.happened_at, e.by_name, e.reason, e.approval_id,
      asked.id as asked_id, asked.requested_by_name as asked_by
    from generate_series(date_trunc('month', ${of.fromOn}::date), date_trunc('month', ${of.toOn}::date), interval '1 month') as m (month)
    cross join (values ('posting', 1), ('tax', 2)) as k (kind, n)
    left join lateral (
      select * from period_events e where e.kind = k.kind and e.month_on = m.month::date and e.action = 'reopened'
      order by e.event_no desc limit 1) reopened on true
    left join lateral (
      select * from period_events e
      where e.kind = k.kind and e.action = 'closed' and e.month_on >= m.month::date and e.event_no > coalesce(reopened.event_no, 0)
      order by e.event_no limit 1) closed on true
    left join period_events e on e.id = coalesce(closed.id, reopened.id)
    left join lateral (
      select a.id, a.requested_by_name from approvals a
      where a.subject_id = period_id(k.kind, m.month::date) and a.state = 'waiting' order by a.id limit 1) asked on true
    order by m.month desc, k.n`.execute(db as never);
  return rows.map((row) => ({
    kind: row.kind,
    monthOn: row.month_on,
    isClosed: row.is_closed,
    event: row.action && {
      action: row.action,
      at: row.happened_at,
      byName: row.by_name,
      reason: row.reason,
      approvalId: row.approval_id,
    },
    asked: row.asked_id === null ? null : { approvalId: row.asked_id, byName: row.asked_by ?? '' },
  }));
}
