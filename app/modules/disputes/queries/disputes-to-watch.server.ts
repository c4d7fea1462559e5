import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ClockName } from '../commands/note-breach.server.ts';
import type { DisputeKind } from '../types.ts';

/** So many at one look; the next look, ten minutes on, takes the rest. */
const CHUNK = 500;
/** Longer than any weekend with holidays: what is due further on is not near, whatever the calendar says. */
const NEAR_DAYS = 14;
/** Who was asked is reminded on so many days, then the colleague who asked has to. */
const REMINDERS_MAX = 3;

export type Late = {
  readonly disputeId: string;
  readonly clock: ClockName;
  readonly dueAt: Date;
  readonly ownerUser: string | null;
};
export type Near = {
  readonly disputeId: string;
  readonly queue: string;
  readonly kind: DisputeKind;
  readonly dueAt: Date;
  readonly ownerUser: string | null;
};
export type Unanswered = {
  readonly handoverId: string;
  readonly disputeId: string;
  readonly toEmail: string;
  /** A colleague; null for a department. */
  readonly toUser: string | null;
  readonly asker: string;
  readonly dueAt: Date;
  readonly again: number;
};
export type Waiting = {
  readonly disputeId: string;
  readonly waitingSince: Date;
  /** The rungs it went up while it waits now. */
  readonly stepped: readonly number[];
};

/** Targets that were missed and not noted yet. */
export async function lateDisputes(db: ReadDb, now: Date): Promise<Late[]> {
  const { rows } = await sql<Late>`
    select d.id as "disputeId", t.clock, t.due_at as "dueAt", d.owner_user as "ownerUser"
    from disputes d cross join lateral (values ('answer', d.answer_due_at), ('resolve', d.resolve_due_at)) as t (clock, due_at)
    where d.closed_at is null and (d.answer_due_at < ${now} or d.resolve_due_at < ${now}) and t.due_at < ${now}
      and not exists (select from dispute_breaches b where b.dispute_id = d.id and b.clock = t.clock and b.due_at = t.due_at)
    order by t.due_at, d.id limit ${CHUNK}`.execute(db as never);
  return rows;
}

/** Targets that may be near and of which nobody was warned since the customer's last word. */
export async function nearDisputes(db: ReadDb, now: Date): Promise<Near[]> {
  const { rows } = await sql<Near>`
    select d.id as "disputeId", d.queue, d.kind, coalesce(d.answer_due_at, d.resolve_due_at) as "dueAt", d.owner_user as "ownerUser"
    from disputes d
    where d.closed_at is null and coalesce(d.answer_due_at, d.resolve_due_at) >= ${now}
      and coalesce(d.answer_due_at, d.resolve_due_at) < ${now}::timestamptz + make_interval(days => ${NEAR_DAYS})
      and (d.warned_at is null or d.warned_at < d.last_word_at)
    order by coalesce(d.answer_due_at, d.resolve_due_at), d.id limit ${CHUNK}`.execute(db as never);
  return rows;
}

/** Questions to departments and colleagues past their time, with which reminder it would be: one a day, three at most. */
export async function unansweredHandovers(db: ReadDb, now: Date): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    select h.id as "handoverId", h.to_email as "toEmail", h.to_user as "toUser", h.dispute_id as "disputeId", h.asked_by_name as asker,
      h.due_at as "dueAt", h.again from (
      select h.*, 1 + floor(extract(epoch from ${now}::timestamptz - h.due_at) / 86400)::int as again
      from dispute_handovers h where h.answered_at is null and h.recalled_at is null and h.due_at < ${now}
        and h.to_email <> '') h
    where h.again <= ${REMINDERS_MAX}
      and not exists (select from messages m where m.send_key = 'dispute-handover:' || h.id || ':' || h.again)
    order by h.due_at, h.id limit ${CHUNK}`.execute(db as never);
  return rows;
}

/** Complaints whose customer waits for our word. */
export async function waitingComplaints(db: ReadDb): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select d.id as "disputeId", d.last_word_at as "waitingSince",
      array(select s.position::int from complaint_steps s where s.dispute_id = d.id and s.waiting_since_at = d.last_word_at) as stepped
    from disputes d
    where d.closed_at is null and d.kind = 'complaint' and d.last_word_by = 'customer' and d.waits_for <> 'customer'
    order by d.last_word_at, d.id limit ${CHUNK}`.execute(db as never);
  return rows;
}
