import type { Selectable } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DocumentFaults } from '#db/types.generated.ts';
import type { DocumentFault, FaultKind } from '../types.ts';

/** Why a document has no file yet; null where nothing stands in its way. */
export async function documentFaultOf(
  db: ReadDb,
  of: { readonly kind: FaultKind; readonly subjectId: string },
): Promise<DocumentFault | null> {
  const row = await db
    .selectFrom('document_faults')
    .selectAll()
    .where('kind', '=', of.kind)
    .where('subject_id', '=', of.subjectId)
    .where('mended_at', 'is', null)
    .executeTakeFirst();
  return row ? toFault(row) : null;
}

/** The faults whose next try is due, oldest first. */
export async function dueDocumentFaults(db: ReadDb, { now }: Moment, limit: number): Promise<DocumentFault[]> {
  const rows = await db
    .selectFrom('document_faults')
    .selectAll()
    .where('mended_at', 'is', null)
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(limit)
    .execute();
  return rows.map(toFault);
}

const toFault = (row: Selectable<DocumentFaults>): DocumentFault => ({
  kind: row.kind as FaultKind,
  subjectId: row.subject_id,
  customerId: row.customer_id,
  reason: row.reason,
  tries: row.tries,
  failedAt: row.failed_at,
  nextTryAt: row.next_try_at,
  deliver: row.deliver,
});
