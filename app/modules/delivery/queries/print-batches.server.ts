import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type PrintBatch = {
  readonly id: string;
  readonly channel: string;
  readonly documents: number;
  readonly pages: number;
  readonly sha256: string;
  readonly madeByName: string;
  readonly madeAt: Date;
};

const SHOWN_MAX = 20;

/** The newest print batches. */
export async function listPrintBatches(db: ReadDb): Promise<PrintBatch[]> {
  const rows = await db.selectFrom('print_batches').selectAll().orderBy('id', 'desc').limit(SHOWN_MAX).execute();
  return rows.map(asBatch);
}

/** One print batch, or null. */
export async function getPrintBatch(db: ReadDb, batchId: string): Promise<PrintBatch | null> {
  const row = await db.selectFrom('print_batches').selectAll().where('id', '=', batchId).executeTakeFirst();
  return row ? asBatch(row) : null;
}

/** A photo or paper of one sending, or null. */
export async function getEvidence(
  db: ReadDb,
  of: { readonly deliveryId: string; readonly evidenceId: string },
): Promise<{ fileName: string; mediaType: string; sha256: string } | null> {
  const row = await db
    .selectFrom('delivery_evidence')
    .select(['file_name', 'media_type', 'sha256'])
    .where('id', '=', of.evidenceId)
    .where('delivery_id', '=', of.deliveryId)
    .executeTakeFirst();
  return row ? { fileName: row.file_name, mediaType: row.media_type, sha256: row.sha256 } : null;
}

type Row = {
  id: string;
  channel: string;
  documents_count: number;
  pages_count: number;
  sha256: string;
  made_by_name: string;
  made_at: Date;
};

const asBatch = (row: Row): PrintBatch => ({
  ...{ id: row.id, channel: row.channel, documents: row.documents_count, pages: row.pages_count },
  ...{ sha256: row.sha256, madeByName: row.made_by_name, madeAt: row.made_at },
});
