import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { TaxCategory } from '../types.ts';

/**
 * The tax categories an invoice line may name, with the rate that holds today or on the tax point asked for: on a tax point
 * those that hold on it, without one those that have not ended. `all` adds those that do not hold.
 */
export async function listTaxCategories(
  db: ReadDb,
  on?: PlainDate,
  which: 'holding' | 'all' = 'holding',
): Promise<TaxCategory[]> {
  const day = sql<PlainDate>`coalesce(${on ?? null}::date, company_day(${now()}))`;
  const { rows } = await sql<TaxCategory>`
    select t.code, t.name, t.standard_code as "standardCode", tax_rate_on(t.code, ${day}) as "rateBp", t.valid_from_on as "validFromOn",
      t.valid_to_on as "validToOn", jsonb_build_object('reason', t.exemption_reason, 'code', t.exemption_code) as exemption
    from tax_categories t
    where ${which === 'all'}::boolean or (coalesce(t.valid_to_on >= ${day}, true) and coalesce(t.valid_from_on <= ${on ?? null}::date, true))
    order by t.code`.execute(db);
  return rows;
}
