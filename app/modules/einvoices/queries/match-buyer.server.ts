import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { EnParty } from '../types.ts';

export type BuyerMatch = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly by: 'electronic address' | 'tax number' | 'name';
};
const MATCHES_MAX = 20;

/**
 * The customers a buyer of a received invoice can be, the surest way of knowing first: by electronic address, else by tax
 * number, else by name. More than one is for a person to choose from.
 */
export async function matchBuyer(db: ReadDb, buyer: EnParty): Promise<BuyerMatch[]> {
  const base = () =>
    db
      .selectFrom('customers as c')
      .select(['c.id', 'c.number', 'c.name'])
      .where('c.archived_at', 'is', null)
      .orderBy('c.number')
      .limit(MATCHES_MAX);
  if (buyer.endpoint) {
    const { scheme, id } = buyer.endpoint;
    const found = await base()
      .innerJoin('einvoice_buyers as e', 'e.customer_id', 'c.id')
      .where('e.endpoint_id', '=', id)
      .where('e.endpoint_scheme', '=', scheme)
      .execute();
    if (found.length > 0) return found.map((row) => ({ ...row, by: 'electronic address' as const }));
  }
  const bare = buyer.vatId.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  if (bare !== '') {
    const found = await base()
      .where(sql<string>`upper(regexp_replace(c.tax_number, '[^A-Za-z0-9]', '', 'g'))`, 'in', [bare, bare.slice(2)])
      .execute();
    if (found.length > 0) return found.map((row) => ({ ...row, by: 'tax number' as const }));
  }
  const names = [buyer.name, buyer.tradingName].map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  if (names.length === 0) return [];
  const found = await base().where(sql<string>`lower(c.name)`, 'in', names).execute();
  return found.map((row) => ({ ...row, by: 'name' as const }));
}
