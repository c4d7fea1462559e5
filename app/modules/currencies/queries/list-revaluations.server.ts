import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Revaluation } from '../types.ts';

export type MadeRevaluation = Revaluation & { readonly id: string; readonly madeByName: string };

/** Revaluations made, newest day first, then by currency; at most `limit` rows. */
export async function listRevaluations(db: ReadDb, { limit }: { limit: number }): Promise<MadeRevaluation[]> {
  const rows = await db
    .selectFrom('revaluations')
    .selectAll()
    .orderBy('as_of_on', 'desc')
    .orderBy('currency')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    asOfOn: row.as_of_on as PlainDate,
    currency: currency(row.currency),
    rate: row.rate,
    rateOn: row.rate_on as PlainDate,
    amountMinor: row.amount_minor,
    baseMinor: row.base_minor,
    revaluedMinor: row.revalued_minor,
    differenceMinor: row.revalued_minor - row.base_minor,
    madeByName: row.made_by_name,
  }));
}
