import type { ReadDb } from '#app/platform/db/transaction.server.ts';

const INTEREST_AND_BEYOND = '4100';

const DISCOUNTS_AND_BEYOND = '4900';

/**
 * Ledger accounts a line may be credited to, by code: sales of each product line; on debit notes also interest, late fees
 * and surcharges, never discounts.
 */
export async function listRevenueAccounts(
  db: ReadDb,
  on: 'invoice' | 'debit_note' = 'invoice',
): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('ledger_accounts')
    .select(['code', 'name'])
    .where('kind', '=', 'income')
    .where('code', 'like', '4%')
    .where('code', '<', on === 'invoice' ? INTEREST_AND_BEYOND : DISCOUNTS_AND_BEYOND)
    .orderBy('code')
    .execute();
}
