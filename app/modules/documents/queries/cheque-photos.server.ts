import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { StoredDocument } from '../types.ts';
import { toStoredDocument } from './get-document.server.ts';

/** The pictures of a cheque, oldest first. */
export async function chequePhotos(db: ReadDb, instrumentId: string): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .selectAll()
    .where('instrument_id', '=', instrumentId)
    .where('kind', '=', 'cheque_photo')
    .orderBy('id')
    .execute();
  return rows.map(toStoredDocument);
}
