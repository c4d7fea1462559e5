import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PaymentMethod } from '#app/modules/payments/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { InHand } from '../types.ts';

type Row = {
  payment_id: string;
  payment_number: string;
  method: PaymentMethod;
  instrument_id: string | null;
  instrument_number: string | null;
  cheque_no: string | null;
  bank_name: string | null;
  drawer_name: string | null;
  customer_id: string;
  customer_name: string;
  currency: string;
  amount_minor: bigint;
  base_minor: bigint;
  received_on: PlainDate;
  due_on: PlainDate | null;
};

/** More than this waits in no drawer; the oldest come first. */
const IN_HAND_MAX = 1_000;

/**
 * Cheques and cash that lie here and may go to the bank, what is due first; of one currency, or the payments named. It is
 * what account 1020 consists of (db/invariants/060). Minor units.
 */
export async function moneyInHand(
  db: ReadDb,
  of: { readonly currency?: string; readonly paymentIds?: readonly string[] },
): Promise<InHand[]> {
  const { rows } = await sql<Row>`
    select h.payment_id, p.number as payment_number, p.method, i.id as instrument_id, i.number as instrument_number, i.cheque_no, i.bank_name,
      i.drawer_name, h.customer_id, c.name as customer_name, h.currency, h.amount_minor, h.base_minor, h.received_on, s.due_on
    from money_in_hand(${of.paymentIds ? [...of.paymentIds] : null}::uuid[]) h
    join payments p on p.id = h.payment_id join customers c on c.id = h.customer_id
    left join instrument_standing s on s.payment_id = h.payment_id left join instruments i on i.id = s.instrument_id
    where ${of.currency ?? null}::text is null or h.currency = ${of.currency ?? null}
    order by s.due_on nulls last, h.received_on, p.number limit ${IN_HAND_MAX}`.execute(db as never);
  return rows.map((row) => ({
    paymentId: row.payment_id,
    paymentNumber: row.payment_number,
    method: row.method,
    instrumentId: row.instrument_id,
    instrumentNumber: row.instrument_number,
    chequeNo: row.cheque_no,
    bankName: row.bank_name,
    drawerName: row.drawer_name,
    customerId: row.customer_id,
    customerName: row.customer_name,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    baseMinor: row.base_minor,
    receivedOn: row.received_on,
    dueOn: row.due_on,
  }));
}
