import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

type Page = { readonly after: string | null; readonly limit: number; readonly today: PlainDate };

/** Money that goes back so long after a promise was decided no longer decides it anew by itself. */
const LOOK_BACK_DAYS = 120;

/**
 * Customers, by id, whose promises may stand otherwise than written: one is open, or one whose days ended lately had money
 * counted that went back, or misses money that came.
 */
export async function promisesToCheck(db: ReadDb, { after, limit, today }: Page): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct p.customer_id from promises p
    where ${after === null ? sql`true` : sql`p.customer_id > ${after}::uuid`} and (p.state = 'open'
      or (p.state <> 'withdrawn' and p.promised_on >= ${today}::date - ${LOOK_BACK_DAYS}::int and (
        exists (select from promise_money m join payment_reversals r on r.payment_id = m.payment_id where m.promise_id = p.id)
        or (p.state <> 'kept' and exists (select from payments y where y.customer_id = p.customer_id and y.currency = p.currency
          and y.value_on between p.made_on and p.promised_on + p.grace_days and y.recorded_at >= p.made_at
          and not exists (select from promise_money m where m.payment_id = y.id)
          and not exists (select from payment_reversals r where r.payment_id = y.id))))))
    order by p.customer_id limit ${limit}`.execute(db);
  return rows.map((row) => row.customer_id);
}
