import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ContractFileId } from '../types.ts';

/** A paper that is in sight, for its bytes; with `customerId` only that customer's. Null where there is none. */
export async function getContractFile(
  db: ReadDb,
  asked: { readonly fileId: ContractFileId; readonly contractId?: string; readonly customerId?: string },
): Promise<{ fileName: string; mediaType: string; sha256: string } | null> {
  const row = await db
    .selectFrom('contract_files')
    .select(['file_name as fileName', 'media_type as mediaType', 'sha256'])
    .where('id', '=', asked.fileId)
    .where('removed_at', 'is', null)
    .$if(asked.contractId !== undefined, (q) => q.where('contract_id', '=', asked.contractId!))
    .$if(asked.customerId !== undefined, (q) => q.where('customer_id', '=', asked.customerId!))
    .executeTakeFirst();
  return row ?? null;
}
