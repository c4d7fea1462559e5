import { sql } from 'kysely';
import { currency, type Money, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Money received on or after a date, per currency, with how many payments made it. Reversed payments are left out. */
export async function cashIn(db: ReadDb, since: PlainDate): Promise<{ cash: Money; payments: number }[]> {
  const rows = await db
    .selectFrom('payments as p')
    .leftJoin('payment_reversals as r', 'r.payment_id', 'p.id')
    .select([
      'p.currency',
      sql<bigint>`sum(p.amount_minor)::bigint`.as('minor'),
      sql<number>`count(*)::int`.as('payments'),
    ])
    .where('p.received_on', '>=', since)
    .where('r.payment_id', 'is', null)
    .groupBy('p.currency')
    .orderBy('p.currency')
    .execute();
  return rows.map((row) => ({ cash: money(row.minor, currency(row.currency)), payments: row.payments }));
}
