import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Receipt } from '../rules/count-money.ts';

type Of = { readonly customerId: string; readonly currency: string; readonly fromOn: PlainDate };

/**
 * A customer's money in one currency that came on or after a day and did not go back, and the days on which payments began
 * that are still on their way. Money through the processor counts for the day the customer paid, other money for its value date.
 */
export async function receiptsOf(
  db: ReadDb,
  { customerId, currency, fromOn }: Of,
): Promise<{ receipts: Receipt[]; onTheirWay: PlainDate[] }> {
  const { rows } = await sql<{ id: string; amount: string; on: PlainDate; known_at: Date }>`
    select p.id, p.amount_minor::text as amount, p.recorded_at as known_at,
      least(p.value_on, (select min((t.created_at at time zone c.time_zone)::date) from payment_attempts t where t.payment_id = p.id)) as on
    from payments p, company c
    where p.customer_id = ${customerId}::uuid and p.currency = ${currency}
      and not exists (select from payment_reversals r where r.payment_id = p.id)
      and p.recorded_at >= ${fromOn}::date - 1`.execute(db);
  const way = await sql<{ on: PlainDate }>`
    select (t.created_at at time zone c.time_zone)::date as on from payment_attempts t, company c
    where t.customer_id = ${customerId}::uuid and t.currency = ${currency} and t.state in ('processing', 'unknown')`.execute(
    db,
  );
  return {
    receipts: rows.map((row) => ({
      ...{ paymentId: row.id, amountMinor: BigInt(row.amount), on: row.on, knownAt: row.known_at },
    })),
    onTheirWay: way.rows.map((row) => row.on),
  };
}
