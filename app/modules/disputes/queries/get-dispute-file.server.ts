import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A file of a thread, for its bytes; with `customerId` only what that customer may read of their own. Null where there is none. */
export async function getDisputeFile(
  db: ReadDb,
  asked: { readonly fileId: string; readonly disputeId?: string; readonly customerId?: string },
): Promise<{ fileName: string; mediaType: string; sha256: string } | null> {
  const row = await db
    .selectFrom('dispute_files')
    .select(['file_name as fileName', 'media_type as mediaType', 'sha256'])
    .where('id', '=', asked.fileId)
    .$if(asked.disputeId !== undefined, (q) => q.where('dispute_id', '=', asked.disputeId!))
    .$if(asked.customerId !== undefined, (q) =>
      q.where('customer_id', '=', asked.customerId!).where('visibility', '=', 'customer'),
    )
    .executeTakeFirst();
  return row ?? null;
}
