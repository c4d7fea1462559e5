import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { StatementFacts, StoredDocument } from '../types.ts';
import { toStoredDocument } from './get-document.server.ts';

/** The kept statement of a customer for exactly these days, this seal and this form, or null. */
export async function findStatement(
  db: ReadDb,
  of: StatementFacts & { readonly customerId: string },
): Promise<StoredDocument | null> {
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('customer_id', '=', of.customerId)
    .where('kind', '=', of.currency === null ? 'group_statement' : 'statement')
    .where('currency', 'is not distinct from', of.currency)
    .where('from_on', '=', of.fromOn)
    .where('to_on', '=', of.toOn)
    .where('seal_no', '=', of.sealNo)
    .where('statement_form', 'is not distinct from', of.isOpenItem ? 'open_item' : null)
    .executeTakeFirst();
  return row ? toStoredDocument(row) : null;
}
