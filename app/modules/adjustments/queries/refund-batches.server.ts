import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RefundBatch } from '../types.ts';
import { listRefunds } from './refund-rows.server.ts';

const FILES_MAX = 20;
const REFUNDS_MAX = 1_000;
const COLUMNS = [
  'id',
  'number',
  'currency',
  'amount_minor',
  'execute_on',
  'sha256',
  'approval_id',
  'made_by_name',
  'made_at',
] as const;

/** The newest files for the bank, each with its refunds; or the one that is named. */
export async function refundBatches(db: ReadDb, of: { readonly id?: string } = {}): Promise<RefundBatch[]> {
  const rows = await db
    .selectFrom('refund_batches')
    .select(COLUMNS)
    .$if(of.id !== undefined, (query) => query.where('id', '=', of.id!))
    .orderBy('series_no', 'desc')
    .limit(FILES_MAX)
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      number: row.number,
      currency: currency(row.currency),
      amountMinor: row.amount_minor,
      executeOn: row.execute_on as PlainDate,
      sha256: row.sha256,
      approvalId: row.approval_id,
      madeByName: row.made_by_name,
      madeAt: row.made_at,
      refunds: await listRefunds(db, { batchId: row.id, limit: REFUNDS_MAX }),
    })),
  );
}

/** The file as it goes to the bank; undefined when there is none of this id. Its hash is checked by the database. */
export async function refundFile(
  db: ReadDb,
  id: string,
): Promise<{ readonly number: string; readonly document: string; readonly sha256: string } | undefined> {
  return db
    .selectFrom('refund_batches')
    .select(['number', 'document', 'sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
}
