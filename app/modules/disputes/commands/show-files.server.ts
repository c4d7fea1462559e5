import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Lets a department see these files of the dispute with its question; ids that are not of it are left out. */
export async function showFiles(
  tx: Tx,
  of: { readonly handoverId: string; readonly fileIds: readonly string[] },
): Promise<void> {
  if (of.fileIds.length === 0) return;
  await tx
    .insertInto('dispute_handover_files')
    .columns(['handover_id', 'file_id', 'dispute_id', 'customer_id'])
    .expression((eb) =>
      eb
        .selectFrom('dispute_handovers as h')
        .innerJoin('dispute_files as f', 'f.dispute_id', 'h.dispute_id')
        .select(['h.id', 'f.id', 'h.dispute_id', 'h.customer_id'])
        .where('h.id', '=', of.handoverId)
        .where('f.id', 'in', [...new Set(of.fileIds)]),
    )
    .execute();
}
