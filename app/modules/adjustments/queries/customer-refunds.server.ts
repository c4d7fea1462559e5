import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CustomerRefund, RefundMethod } from '../types.ts';
import { lastStep } from './refund-rows.server.ts';

/** More than this many refunds of one customer are not shown. */
const SHOWN_MAX = 50;

/** A customer's refunds, newest first; of one payment or credit where it is named. Also read by the portal, which sees no more columns. */
export async function customerRefunds(
  db: ReadDb,
  of: { readonly customerId: string; readonly paymentId?: string; readonly creditItemId?: string },
): Promise<CustomerRefund[]> {
  const ofPayment = of.paymentId
    ? sql`and (r.payment_id = ${of.paymentId} or r.credit_item_id in (select open_item_id from payments where id = ${of.paymentId}))`
    : sql``;
  const ofCredit = of.creditItemId ? sql`and r.credit_item_id = ${of.creditItemId}` : sql``;
  const { rows } = await sql<Row>`
    select r.id, r.number, r.currency, r.amount_minor, r.method, r.effective_on, r.payment_id, r.credit_item_id, ${lastStep} as step
    from refunds r where r.customer_id = ${of.customerId} ${ofPayment} ${ofCredit} order by r.effective_on desc, r.id desc limit ${SHOWN_MAX}`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    method: row.method,
    effectiveOn: row.effective_on,
    step: row.step,
    paymentId: row.payment_id,
    creditItemId: row.credit_item_id,
  }));
}

type Row = {
  id: string;
  number: string;
  currency: string;
  amount_minor: bigint;
  method: RefundMethod;
  effective_on: PlainDate;
  payment_id: string | null;
  credit_item_id: string;
  step: CustomerRefund['step'];
};
