import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { StoredDocument } from '../types.ts';
import { toStoredDocument } from './get-document.server.ts';

/** The statements of a customer that were kept, those of its group among them, newest first. */
export async function keptStatements(
  db: ReadDb,
  of: { readonly customerId: string; readonly limit: number },
): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .selectAll()
    .where('customer_id', '=', of.customerId)
    .where('kind', 'in', ['statement', 'group_statement'])
    .orderBy('id', 'desc')
    .limit(of.limit)
    .execute();
  return rows.map(toStoredDocument);
}
