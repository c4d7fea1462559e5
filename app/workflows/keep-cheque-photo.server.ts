import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { storeDocument } from '#app/modules/documents/commands/store-document.server.ts';
import { chequePhotos } from '#app/modules/documents/queries/cheque-photos.server.ts';
import { chequeFacts } from '#app/modules/instruments/queries/cheque-facts.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type ImageKind, imageKind } from '#app/platform/storage/image-kind.ts';
import type { Producer } from './produce-document.server.ts';

/** Both sides of a cheque and a few tries. */
const PHOTOS_MAX = 8;
/** As the table holds it. */
export const PHOTO_BYTES_MAX = 10 * 1024 * 1024;

/** `no-picture`: not a JPEG, PNG or WebP, or too large. `enough`: there are as many as a cheque needs. */
export type PhotoRefusal = { readonly code: 'unknown-cheque' | 'no-picture' | 'enough' | 'disk-full' };

/** What a file is, where it can be the picture of a cheque; so that a form can say so before anything is done. */
export const photoKind = (bytes: Uint8Array): ImageKind | null =>
  bytes.byteLength <= PHOTO_BYTES_MAX ? imageKind(bytes) : null;

/**
 * Keeps a picture of a cheque, as it was sent, under its SHA-256; the same picture twice is kept once. It is for colleagues:
 * the walls show it to no customer and no partner. Takes no locks; writes `cheque.photographed`.
 */
export async function keepChequePhoto(
  outside: Pick<Producer, 'db' | 'files'>,
  actor: Actor,
  input: { readonly instrumentId: string; readonly bytes: Uint8Array },
  moment: Moment,
): Promise<Result<{ isNew: boolean }, PhotoRefusal>> {
  const kind = photoKind(input.bytes);
  if (!kind) return refuse({ code: 'no-picture' });
  const cheque = await chequeFacts(outside.db, input.instrumentId);
  if (!cheque) return refuse({ code: 'unknown-cheque' });
  const before = await chequePhotos(outside.db, input.instrumentId);
  if (before.length >= PHOTOS_MAX) return refuse({ code: 'enough' });
  const file = await outside.files.put(input.bytes);
  if (!file.ok) return refuse({ code: 'disk-full' });
  return inTransaction(outside.db, async (tx) => {
    const { sha256, size } = file.value;
    const isNew = await storeDocument(
      tx,
      {
        ...{ kind: 'cheque_photo', customerId: cheque.customerId, invoiceId: null, paymentId: null },
        ...{ instrumentId: input.instrumentId, mediaType: kind.mediaType, sha256, sizeBytes: size },
        fileName: `cheque-${before.length + 1}.${kind.ending}`,
      },
      moment,
    );
    const about = { subjectKind: 'instrument', subjectId: input.instrumentId, customerId: cheque.customerId };
    if (isNew) await writeAudit(tx, actor, { action: 'cheque.photographed', ...about, after: { sha256 } });
    return ok({ isNew });
  });
}
