import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { EinvoiceProfile } from '../types.ts';

export type StoreEinvoiceInput = {
  readonly invoiceId: string;
  readonly customerId: string;
  readonly profile: EinvoiceProfile;
  readonly attemptNo: number;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

/**
 * Notes an e-invoice file that lies in the store, and that it was made. One file per invoice, format and attempt for good:
 * whoever comes second gets false, and the file noted first counts.
 */
export async function storeEinvoice(tx: Tx, actor: Actor, input: StoreEinvoiceInput, moment: Moment): Promise<boolean> {
  const stored = await tx
    .insertInto('documents')
    .values({
      ...{ kind: 'einvoice', customer_id: input.customerId, invoice_id: input.invoiceId },
      ...{ profile: input.profile, attempt_no: input.attemptNo, file_name: input.fileName },
      ...{ media_type: input.mediaType, sha256: input.sha256, size_bytes: BigInt(input.sizeBytes) },
      produced_at: moment.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!stored) return false;
  await tx
    .insertInto('einvoice_events')
    .values({
      ...{ id: newId<never>(), customer_id: input.customerId, invoice_id: input.invoiceId, document_id: stored.id },
      ...{ step: 'made', happened_at: moment.now, recorded_at: moment.now },
      ...{ recorded_by: actor.kind === 'staff' ? actor.id : null, recorded_by_name: actor.name },
    })
    .execute();
  return true;
}
