import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { StatementChoice } from '../types.ts';

/** The currencies in which anything ever moved on a customer's account, each with its first date. Empty for a new customer. */
export async function statementChoices(db: ReadDb, of: { customerId: string }): Promise<StatementChoice[]> {
  const rows = await db
    .selectFrom('open_items')
    .select(['currency'])
    .select((eb) => eb.fn.min('effective_on').as('since_on'))
    .where('customer_id', '=', of.customerId)
    .groupBy('currency')
    .orderBy('currency')
    .execute();
  return rows.map((row) => ({ currency: currency(row.currency), sinceOn: row.since_on as PlainDate }));
}
