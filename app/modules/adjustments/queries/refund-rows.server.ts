import { type RawBuilder, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RefundMethod, RefundRow, RefundStep } from '../types.ts';

/** The last step of a refund, as SQL over `r`. */
export const lastStep = sql<RefundStep>`(select e.kind from refund_events e where e.refund_id = r.id order by e.position desc limit 1)`;

export type RefundsAsked = {
  readonly customerId?: string;
  readonly batchId?: string;
  /** Approved, by bank, and in no file yet. */
  readonly forFile?: boolean;
  /** Sent, or approved by the original way: not ended. */
  readonly underWay?: boolean;
  readonly limit: number;
};

/** Refunds, newest first. */
export async function listRefunds(db: ReadDb, asked: RefundsAsked): Promise<(RefundRow & { baseMinor: bigint })[]> {
  const { rows } = await sql<Row>`
    select r.id, r.number, r.customer_id, c.name, r.currency, r.amount_minor, r.base_minor, r.method, r.effective_on, ${lastStep} as step
    from refunds r join customers c on c.id = r.customer_id
    where ${conditions(asked)} order by r.effective_on desc, r.id desc limit ${asked.limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.name,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    baseMinor: row.base_minor,
    method: row.method,
    effectiveOn: row.effective_on,
    step: row.step,
  }));
}

function conditions(asked: RefundsAsked): RawBuilder<unknown> {
  const all = [sql`true`];
  if (asked.customerId) all.push(sql`r.customer_id = ${asked.customerId}`);
  if (asked.batchId)
    all.push(sql`exists (select 1 from refund_events e where e.refund_id = r.id and e.batch_id = ${asked.batchId})`);
  if (asked.forFile) all.push(sql`r.method = 'bank' and ${lastStep} = 'approved'`);
  if (asked.underWay) all.push(sql`${lastStep} in ('approved', 'sent', 'accepted')`);
  return sql.join(all, sql` and `);
}

type Row = {
  id: string;
  number: string;
  customer_id: string;
  name: string;
  currency: string;
  amount_minor: bigint;
  base_minor: bigint;
  method: RefundMethod;
  effective_on: PlainDate;
  step: RefundStep;
};
