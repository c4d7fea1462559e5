import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/**
 * A promise that was not wholly kept, or a plan that ended in default, that nobody has followed up. Minor units. Of a plan the
 * amount is all of it, `countedMinor` what was paid of it, and the day the one on which it ended.
 */
export type OpenTask = {
  readonly id: string;
  readonly kind: 'promise_part_kept' | 'promise_broken' | 'plan_defaulted';
  readonly plan: { readonly id: string; readonly number: string } | null;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly countedMinor: bigint;
  readonly promisedOn: PlainDate;
  readonly madeAt: Date;
};
/** What a customer says is paid and nobody has looked for yet. Minor units. */
export type WaitingSaidPaid = {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly leftMinor: bigint;
  readonly paidOn: PlainDate;
  readonly reference: string;
  readonly saidByName: string;
  readonly saidAt: Date;
  readonly pausedToOn: PlainDate;
};

const SHOWN_MAX = 100;

/** Tasks of promises and plans, oldest first. */
export async function openTasks(db: ReadDb): Promise<OpenTask[]> {
  const { rows } = await sql<Record<string, string> & { made_at: Date; promised_on: PlainDate }>`
    select t.id, t.kind, t.customer_id, c.name as customer_name, coalesce(p.currency, n.currency) as currency, t.made_at, n.id as plan_id, n.number,
      coalesce(p.amount_minor, v.total_minor)::text as amount, coalesce(p.promised_on, company_day(t.made_at)) as promised_on,
      coalesce((select sum(m.amount_minor) from promise_money m where m.promise_id = p.id), v.total_minor - plan_left(v.id), 0)::text as counted
    from collection_tasks t join customers c on c.id = t.customer_id left join promises p on p.id = t.promise_id
    left join plans n on n.id = t.plan_id left join plan_versions v on v.plan_id = n.id and v.version_no = n.version_no
    where t.done_at is null order by t.made_at, t.id limit ${SHOWN_MAX}`.execute(db);
  return rows.map((row) => ({
    ...{
      id: row.id!,
      kind: row.kind as OpenTask['kind'],
      customerId: row.customer_id!,
      customerName: row.customer_name!,
      plan: row.plan_id ? { id: row.plan_id, number: row.number! } : null,
    },
    ...{ currency: currency(row.currency!), amountMinor: BigInt(row.amount!), countedMinor: BigInt(row.counted!) },
    ...{ promisedOn: row.promised_on, madeAt: row.made_at },
  }));
}

/** What customers say they have paid, oldest first. */
export async function saidPaidWaiting(db: ReadDb): Promise<WaitingSaidPaid[]> {
  const { rows } = await sql<Record<string, string> & { said_at: Date; paid_on: PlainDate; paused_to_on: PlainDate }>`
    select s.id, s.customer_id, c.name as customer_name, s.invoice_id, i.number, i.currency, s.amount_minor::text as amount, s.paid_on,
      s.reference, s.said_by_name, s.said_at, s.paused_to_on, o.residual_minor::text as left_minor
    from said_paid s join customers c on c.id = s.customer_id join invoices i on i.id = s.invoice_id
    join open_items o on o.id = i.open_item_id
    where s.answered_at is null order by s.said_at, s.id limit ${SHOWN_MAX}`.execute(db);
  return rows.map((row) => ({
    ...{ id: row.id!, customerId: row.customer_id!, customerName: row.customer_name!, invoiceId: row.invoice_id! },
    ...{ number: row.number!, currency: currency(row.currency!), amountMinor: BigInt(row.amount!) },
    ...{ leftMinor: BigInt(row.left_minor!), paidOn: row.paid_on, reference: row.reference!, saidAt: row.said_at },
    ...{ saidByName: row.said_by_name!, pausedToOn: row.paused_to_on },
  }));
}
