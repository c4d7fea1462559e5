import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { TaxCategory } from '../types.ts';

/** The tax categories an invoice line may name, with the rate that holds today or on the tax point asked for. */
export async function listTaxCategories(db: ReadDb, on?: PlainDate): Promise<TaxCategory[]> {
  const { rows } = await sql<TaxCategory>`
    select t.code, t.name, t.standard_code as "standardCode", tax_rate_on(t.code, coalesce(${on ?? null}::date, company_day(${now()}))) as "rateBp"
    from tax_categories t order by t.code`.execute(db);
  return rows;
}
