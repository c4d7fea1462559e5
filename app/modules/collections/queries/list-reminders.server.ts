import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Tone } from '../types.ts';

export const REMINDER_VIEWS = ['today', 'sent', 'kept_back', 'held'] as const;
export type ReminderView = (typeof REMINDER_VIEWS)[number];

/** A reminder with what became of it. `fate`: of its messages, the furthest; of one on paper or for the portal, its sending's state. */
export type ReminderRow = {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly askedMinor: bigint;
  readonly tone: Tone;
  readonly remindedOn: PlainDate;
  readonly leavesAt: Date;
  readonly items: number;
  readonly channel: string;
  readonly fate: string;
  readonly reason: string;
  readonly documentId: string | null;
};
type Asked = { readonly view: ReminderView; readonly today: PlainDate; readonly after?: string };
const PAGE = 50;

type Row = {
  id: string;
  customer_id: string;
  customer_name: string;
  currency: string;
  asked: string;
  tone: string;
  reminded_on: PlainDate;
  leaves_at: Date;
  items: number;
  channel: string | null;
  fate: string | null;
  reason: string | null;
  document_id: string | null;
  state: string;
  state_reason: string;
};

const GONE = sql.raw(`('sent', 'delivered', 'bounced')`);

/** Reminders, newest first: those of today, those that left, those the stop rules kept back, those somebody held. */
export async function listReminders(
  db: ReadDb,
  { view, today, after }: Asked,
): Promise<{ rows: ReminderRow[]; hasMore: boolean }> {
  const which = {
    today: sql`r.reminded_on = ${today}::date`,
    sent: sql`r.state = 'ordered' and (m.fate in ${GONE} or (m.fate is null and d.state <> 'withdrawn'))`,
    kept_back: sql`r.state <> 'held' and (r.state = 'kept_back' or m.fate in ('suppressed', 'failed'))`,
    held: sql`r.state = 'held'`,
  }[view];
  const { rows } = await sql<Row>`
    select r.id, r.customer_id, c.name as customer_name, r.currency, r.asked_minor::text as asked, r.tone, r.reminded_on, r.leaves_at,
      (select count(*)::int from reminder_items i where i.reminder_id = r.id) as items, d.channel, coalesce(m.fate, d.state) as fate,
      m.reason, r.document_id, r.state, r.state_reason
    from reminders r join customers c on c.id = r.customer_id
    left join deliveries d on d.id = r.delivery_id
    left join lateral (
      select (array_agg(x.state order by array_position(array['delivered', 'sent', 'bounced', 'queued', 'failed', 'suppressed'], x.state)))[1] as fate,
        max(x.state_reason) as reason
      from messages x where x.customer_id = r.customer_id and x.kind = 'reminder'
        and (x.details ->> 'reminderId' = r.id::text or x.details ->> 'documentId' = r.document_id::text)) m on true
    where ${which} and ${after ? sql`(r.reminded_on, r.id) < (select a.reminded_on, a.id from reminders a where a.id = ${after}::uuid)` : sql`true`}
    order by r.reminded_on desc, r.id desc limit ${PAGE + 1}`.execute(db);
  return { rows: rows.slice(0, PAGE).map(reminderRow), hasMore: rows.length > PAGE };
}

const reminderRow = (row: Row): ReminderRow => ({
  ...{ id: row.id, customerId: row.customer_id, customerName: row.customer_name, currency: currency(row.currency) },
  ...{ askedMinor: BigInt(row.asked), tone: row.tone as Tone, remindedOn: row.reminded_on, leavesAt: row.leaves_at },
  ...{ items: row.items, channel: row.channel ?? 'email', documentId: row.document_id },
  fate: row.state === 'held' ? 'held' : (row.fate ?? 'queued'),
  reason: row.state === 'ordered' ? (row.reason ?? '') : row.state_reason,
});
