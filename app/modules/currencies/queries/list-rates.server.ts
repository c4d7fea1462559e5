import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Rate } from '../types.ts';

/** The rate of each currency that counts on a day: the newest from on or before it. By currency code. */
export async function ratesOn(db: ReadDb, day: PlainDate): Promise<Rate[]> {
  const { rows } = await sql<{ currency: string; rate_on: PlainDate; rate: string }>`
    select distinct on (currency) currency, rate_on, trim_scale(rate)::text as rate from exchange_rates
    where rate_on <= ${day} order by currency, rate_on desc`.execute(db as never);
  return rows.map((row) => ({ currency: currency(row.currency), rateOn: row.rate_on, rate: row.rate }));
}
