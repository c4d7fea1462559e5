import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { RecordPaymentInput } from '../types.ts';

/** The same payer, amount and (where given) reference within this many days either way asks first. */
export const SUSPICION_DAYS = 3;

export type PaymentFacts = {
  /** Units of base for one unit of the currency as decimal text, '1' for base itself, null where none is known. */
  rate: string | null;
  base: string;
  twin: { number: string; receivedOn: PlainDate } | null;
};

type Row = { index: number; base: string; rate: string | null; twin_number: string | null; twin_on: string | null };

/** Locks the customers in id order and learns each payment's exchange rate and a possible twin, in one round trip. */
export async function readPaymentFacts(
  tx: Tx,
  payments: readonly RecordPaymentInput[],
): Promise<Map<number, PaymentFacts>> {
  const asked = payments.map((payment, index) => ({
    index,
    customer_id: payment.customerId,
    currency: payment.currency,
    amount_minor: payment.amountMinor.toString(),
    received_on: payment.receivedOn,
    reference: payment.reference,
  }));
  const customerIds = [...new Set(payments.map((payment) => payment.customerId))];
  const { rows } = await sql<Row>`/*prepared*/
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as a (index int, customer_id uuid, currency text, amount_minor bigint, received_on date, reference text)),
    locked as (select id from customers where id = any (${customerIds}::uuid[]) order by id for no key update)
    select asked.index, company.base_currency as base, twin.number as twin_number, twin.received_on as twin_on,
      case when company.base_currency = asked.currency then '1' else (
        select r.rate::text from exchange_rates r where r.currency = asked.currency and r.rate_on <= asked.received_on
        order by r.rate_on desc limit 1) end as rate
    from asked join locked on locked.id = asked.customer_id cross join company left join lateral (
      select p.number, p.received_on from payments p
      where p.customer_id = asked.customer_id and p.amount_minor = asked.amount_minor and p.currency = asked.currency
        and p.received_on between asked.received_on - ${SUSPICION_DAYS}::int and asked.received_on + ${SUSPICION_DAYS}::int
        and (p.reference = asked.reference or p.reference = '' or asked.reference = '')
        and not exists (select 1 from payment_reversals r where r.payment_id = p.id)
      order by p.id desc limit 1) twin on true`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.index,
      {
        rate: row.rate,
        base: row.base,
        twin: row.twin_number ? { number: row.twin_number, receivedOn: row.twin_on as PlainDate } : null,
      },
    ]),
  );
}
