import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** How many wait and since when; a count stops at 1,000, because nobody reads on. */
export type Waiting = { readonly count: number; readonly since: PlainDate | null };
export type WorkWaiting = {
  readonly toApply: Waiting;
  readonly notDelivered: Waiting;
  readonly overdue: Waiting;
  readonly drafts: Waiting;
  readonly parkedEvents: Waiting;
  readonly unknownAttempts: Waiting;
  readonly chargebacks: Waiting;
  readonly creditRequests: Waiting;
  readonly promiseTasks: Waiting;
  readonly saidPaid: Waiting;
  readonly disputesDue: Waiting;
  readonly disputesUnassigned: Waiting;
  readonly asksNotDone: Waiting;
  readonly addresses: Waiting;
  readonly uploads: Waiting;
  readonly post: Waiting;
  readonly handOvers: Waiting;
};

export const COUNT_MAX = 1_000;

/** What waits for staff, in one round trip. `since` is the business date of the oldest in the company's zone. */
export async function workWaiting(db: ReadDb, at: { today: PlainDate; zone: string }): Promise<WorkWaiting> {
  const day = (instant: string) => sql`(min(${sql.ref(instant)}) at time zone ${at.zone})::date`;
  const counted = (rows: ReturnType<typeof sql>, since: ReturnType<typeof sql>) =>
    sql`(select json_build_object('count', count(*)::int, 'since', ${since}) from (${rows} limit ${COUNT_MAX}) waiting)`;
  const { rows } = await sql<WorkWaiting>`select
    ${counted(sql`select effective_on from open_items where side = 'credit' and kind = 'payment' and residual_minor > 0`, sql`min(effective_on)`)} as "toApply",
    ${counted(
      sql`select invoice_id, min(changed_at) as changed_at from messages
        where state in ('bounced', 'failed') and invoice_id is not null group by invoice_id`,
      day('changed_at'),
    )} as "notDelivered",
    ${counted(
      sql`select i.due_on from open_items i join invoices v on v.id = i.source_id
        where i.side = 'debit' and i.residual_minor > 0 and i.due_on < ${at.today}`,
      sql`min(due_on)`,
    )} as "overdue",
    ${counted(sql`select changed_at from invoice_drafts`, day('changed_at'))} as "drafts",
    ${counted(sql`select received_at from stripe_events where outcome = 'parked'`, day('received_at'))} as "parkedEvents",
    ${counted(sql`select changed_at from payment_attempts where state = 'unknown'`, day('changed_at'))} as "unknownAttempts",
    ${counted(
      sql`select c.opened_on from chargebacks c where c.state in ('inquiry', 'open') or exists (select from chargeback_steps s
        join open_items i on i.id = s.debit_item_id where s.chargeback_id = c.id and i.residual_minor > 0)`,
      sql`min(opened_on)`,
    )} as "chargebacks",
    ${counted(sql`select asked_at from credit_requests where answered_at is null`, day('asked_at'))} as "creditRequests",
    ${counted(sql`select made_at from collection_tasks where done_at is null`, day('made_at'))} as "promiseTasks",
    ${counted(sql`select said_at from said_paid where answered_at is null`, day('said_at'))} as "saidPaid",
    ${counted(
      sql`select raised_at from disputes where closed_at is null and waits_for <> 'customer'
        and (least(answer_due_at, resolve_due_at) < ((${at.today}::date + 1)::timestamp at time zone ${at.zone}) or promised_on <= ${at.today}::date)`,
      day('raised_at'),
    )} as "disputesDue",
    ${counted(sql`select raised_at from disputes where closed_at is null and owner_user is null`, day('raised_at'))} as "disputesUnassigned",
    ${counted(sql`select first_failed_at from ask_faults where ended_at is null and told_at is not null`, day('first_failed_at'))} as "asksNotDone",
    ${counted(sql`select opened_at from address_tasks where closed_at is null`, day('opened_at'))} as "addresses",
    ${counted(tasksBy('supplier_portal'), day('ordered_at'))} as "uploads",
    ${counted(tasksBy('post'), day('ordered_at'))} as "post",
    ${counted(tasksBy('hand'), day('ordered_at'))} as "handOvers"`.execute(db as never);
  return rows[0]!;
}

/** Documents that a colleague uploads, posts or hands over, until that is done. */
const tasksBy = (channel: 'supplier_portal' | 'post' | 'hand') => sql`select ordered_at from deliveries
  where channel = ${channel} and state in ('waiting', 'printed', 'rejected', 'submitted')`;
