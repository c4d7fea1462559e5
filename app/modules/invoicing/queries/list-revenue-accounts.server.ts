import type { ReadDb } from '#app/platform/db/transaction.server.ts';

const INTEREST_AND_BEYOND = '4100';

/** Ledger accounts an invoice line may be credited to, by code: sales of each product line, not interest or discounts. */
export async function listRevenueAccounts(db: ReadDb): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('ledger_accounts')
    .select(['code', 'name'])
    .where('kind', '=', 'income')
    .where('code', 'like', '4%')
    .where('code', '<', INTEREST_AND_BEYOND)
    .orderBy('code')
    .execute();
}
