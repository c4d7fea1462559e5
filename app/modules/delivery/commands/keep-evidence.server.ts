import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { FileStore } from '#app/platform/storage/file-store.server.ts';
import { evidenceKind } from '../rules/evidence-kind.ts';

export const EVIDENCE_BYTES_MAX = 10 * 1024 * 1024;
/** `not-evidence`: no JPEG, PNG or PDF. Nothing was kept after any of them. */
export type EvidenceRefusal = { readonly code: 'not-evidence' | 'too-large' | 'disk-full' };
export type KeptEvidence = {
  readonly mediaType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly ending: string;
};

/** Looks at a photo or paper and puts it into the store under its SHA-256, before any transaction: nothing refers to it yet. */
export async function storeEvidence(
  files: FileStore,
  bytes: Uint8Array,
): Promise<Result<KeptEvidence, EvidenceRefusal>> {
  if (bytes.byteLength > EVIDENCE_BYTES_MAX) return refuse({ code: 'too-large' });
  const kind = evidenceKind(bytes);
  if (!kind) return refuse({ code: 'not-evidence' });
  const stored = await files.put(bytes);
  if (!stored.ok) return refuse({ code: 'disk-full' });
  return ok({
    ...{ mediaType: kind.mediaType, ending: kind.ending },
    ...{ sha256: stored.value.sha256, sizeBytes: bytes.byteLength },
  });
}

/** Notes a stored file as evidence of a sending; the same file twice is one. Answers its id. */
export async function keepEvidence(
  tx: Tx,
  actor: Actor,
  input: { readonly deliveryId: string; readonly customerId: string; readonly file: KeptEvidence },
  moment: Moment,
): Promise<string> {
  const { deliveryId, customerId, file } = input;
  const made = await tx
    .insertInto('delivery_evidence')
    .values({
      ...{ delivery_id: deliveryId, customer_id: customerId, media_type: file.mediaType, sha256: file.sha256 },
      ...{ file_name: `evidence-${file.sha256.slice(0, 8)}${file.ending}`, size_bytes: BigInt(file.sizeBytes) },
      ...{ kept_by: actor.id, kept_by_name: actor.name, kept_at: moment.now },
    })
    .onConflict((conflict) => conflict.columns(['delivery_id', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return made.id;
  const known = await tx
    .selectFrom('delivery_evidence')
    .select('id')
    .where('delivery_id', '=', deliveryId)
    .where('sha256', '=', file.sha256)
    .executeTakeFirstOrThrow();
  return known.id;
}
