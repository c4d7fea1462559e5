import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** The id of an issued document by its number, null where none bears it. */
export async function invoiceIdByNumber(db: ReadDb, number: string): Promise<string | null> {
  const row = await db.selectFrom('invoices').select('id').where('number', '=', number).executeTakeFirst();
  return row?.id ?? null;
}
