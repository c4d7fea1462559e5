import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { FileStore } from '#app/platform/storage/file-store.server.ts';
import { contractFileKind, safeFileName } from '../rules/file-kind.ts';
import { CONTRACT_FILE_BYTES_MAX, type ContractFileId, type ContractId } from '../types.ts';

export type AttachRefusal = { readonly code: 'empty' | 'too-large' | 'not-a-paper' | 'disk-full' | 'not-found' };
export type KeptFile = { fileName: string; mediaType: string; sha256: string; sizeBytes: number };

/** Looks at an upload and puts it into the store under its SHA-256, before any transaction: nothing refers to it yet. */
export async function keepContractFile(
  files: FileStore,
  upload: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<Result<KeptFile, AttachRefusal>> {
  const { bytes } = upload;
  if (bytes.byteLength === 0) return refuse({ code: 'empty' });
  if (bytes.byteLength > CONTRACT_FILE_BYTES_MAX) return refuse({ code: 'too-large' });
  const kind = contractFileKind(bytes);
  if (!kind) return refuse({ code: 'not-a-paper' });
  const stored = await files.put(bytes);
  if (!stored.ok) return refuse({ code: 'disk-full' });
  const fileName = safeFileName(upload.fileName, kind);
  return ok({ fileName, mediaType: kind.mediaType, sha256: stored.value.sha256, sizeBytes: bytes.byteLength });
}

/** Notes a stored file as a paper of the contract; the customer sees it from then on. */
export async function attachFile(
  tx: Tx,
  actor: Actor,
  { contractId, file }: { readonly contractId: ContractId; readonly file: KeptFile },
  { now }: Moment,
): Promise<Result<{ fileId: ContractFileId }, AttachRefusal>> {
  const contract = await tx
    .selectFrom('contracts')
    .select('customer_id')
    .where('id', '=', contractId)
    .executeTakeFirst();
  if (!contract) return refuse({ code: 'not-found' });
  const fileId = newId<ContractFileId>();
  const columns = { file_name: file.fileName, media_type: file.mediaType, sha256: file.sha256 };
  await tx
    .insertInto('contract_files')
    .values({
      ...{ id: fileId, contract_id: contractId, customer_id: contract.customer_id, ...columns },
      ...{ size_bytes: BigInt(file.sizeBytes), uploaded_by: actor.id, uploaded_by_name: actor.name, uploaded_at: now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'contract.file-attached', subjectKind: 'contract', subjectId: contractId },
    ...{ customerId: contract.customer_id, before: null, after: file },
  });
  return ok({ fileId });
}

/** Takes a paper out of sight of staff and customer. Its record and its bytes stay: somebody may have relied on it. */
export async function removeFile(
  tx: Tx,
  actor: Actor,
  { contractId, fileId }: { readonly contractId: ContractId; readonly fileId: ContractFileId },
  { now }: Moment,
): Promise<Result<undefined, { code: 'not-found' }>> {
  const removed = await tx
    .updateTable('contract_files')
    .set({ removed_at: now, removed_by_name: actor.name })
    .where('id', '=', fileId)
    .where('contract_id', '=', contractId)
    .where('removed_at', 'is', null)
    .returning(['customer_id', 'file_name'])
    .executeTakeFirst();
  if (!removed) return refuse({ code: 'not-found' });
  await writeAudit(tx, actor, {
    ...{ action: 'contract.file-removed', subjectKind: 'contract', subjectId: contractId },
    ...{ customerId: removed.customer_id, before: { fileName: removed.file_name }, after: null },
  });
  return ok();
}
