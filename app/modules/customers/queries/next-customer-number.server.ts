import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

const DIGITS = 5;

/** A number nobody has yet, to offer in the form: C-00001 and on. It is no reservation; the unique constraint decides. */
export async function nextCustomerNumber(db: ReadDb): Promise<string> {
  const row = await db
    .selectFrom('customers')
    .select(sql<number | null>`max(substring(number from 3)::integer)`.as('highest'))
    .where('number', '~', '^C-[0-9]{1,9}$')
    .executeTakeFirst();
  return `C-${String((row?.highest ?? 0) + 1).padStart(DIGITS, '0')}`;
}
