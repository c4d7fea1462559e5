import type { Pool } from 'pg';
import { plainDate } from '#app/kernel/plain-date.ts';
import { importOpeningBalances } from '#app/modules/ledger/commands/import-opening-balances.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { CLERK, on } from '#tests/support/people.ts';

const idOf = async (pool: Pool, query: string, customerId: string): Promise<string> => {
  const { rows } = await pool.query<{ id: string }>(query, [customerId]);
  return rows[0]?.id ?? '';
};

/** A transfer out of a customer's account. */
export const aTransferOf = (pool: Pool, customerId: string): Promise<string> =>
  idOf(pool, 'select id from transfers where customer_id = $1 order by id limit 1', customerId);

/** A second copy of a signed paper, to be removed while the first is read. */
export const aSecondPaper = (pool: Pool, customerId: string): Promise<string> =>
  idOf(
    pool,
    `insert into contract_files (contract_id, customer_id, file_name, media_type, sha256, size_bytes, uploaded_by_name, uploaded_at)
     select contract_id, customer_id, 'copy.pdf', media_type, sha256, size_bytes, uploaded_by_name, uploaded_at
     from contract_files where customer_id = $1 limit 1 returning id`,
    customerId,
  );

/** A debt that was taken over from the books kept before. */
export async function anOpeningItem(
  { owner, staff }: Pick<TestDatabase, 'owner' | 'staff'>,
  customerId: string,
): Promise<string> {
  const { number } = await staff.db
    .selectFrom('customers')
    .select('number')
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow();
  const content = new TextEncoder().encode(
    `customer,number,document_on,due_on,currency,amount,title\n${number},OLD/7,2026-03-01,2026-03-31,GBP,12.00,Ash\n`,
  );
  const taken = await inTransaction(staff.db, (tx) =>
    importOpeningBalances(tx, CLERK, { content, effectiveOn: plainDate('2026-04-01') }, on('2026-04-08')),
  );
  if (!taken.ok) throw new Error(JSON.stringify(taken.refusal.problems));
  return idOf(owner.pool, 'select id from opening_items where customer_id = $1 limit 1', customerId);
}
