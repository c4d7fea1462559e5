import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Which of these document numbers exist already. */
export async function knownInvoiceNumbers(db: ReadDb, numbers: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('invoices')
    .select('number')
    .where(sql<boolean>`number = any (${[...numbers]}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.number));
}
