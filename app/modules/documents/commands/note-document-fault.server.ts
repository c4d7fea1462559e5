import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DocumentFault, FaultKind } from '../types.ts';

/** A file that could not be made is tried again by itself after so long, whatever the queue has done meanwhile. */
const TRIED_AGAIN_AFTER_MS = 10 * 60_000;
const REASON_MAX = 2_000;

export type FaultInput = Pick<DocumentFault, 'kind' | 'subjectId' | 'customerId' | 'reason' | 'deliver'>;

/**
 * Notes why a document has no file, and by when it is tried again. Noted again it counts the try; that it is to be sent once it is
 * there is never forgotten.
 */
export async function noteDocumentFault(tx: Tx, fault: FaultInput, { now }: Moment): Promise<void> {
  const failed = {
    reason: fault.reason.slice(0, REASON_MAX),
    failed_at: now,
    next_try_at: new Date(now.getTime() + TRIED_AGAIN_AFTER_MS),
  };
  await tx
    .insertInto('document_faults')
    .values({
      ...{ kind: fault.kind, subject_id: fault.subjectId, customer_id: fault.customerId, deliver: fault.deliver },
      ...failed,
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'subject_id']).doUpdateSet((eb) => ({
        ...failed,
        mended_at: null,
        deliver: eb.or([eb.ref('excluded.deliver'), eb.ref('document_faults.deliver')]).$castTo<boolean>(),
        tries: eb
          .case()
          .when('document_faults.mended_at', 'is', null)
          .then(eb('document_faults.tries', '+', 1))
          .else(1)
          .end(),
      })),
    )
    .execute();
}

/** The file is there: whatever stood in its way is over. */
export async function mendDocumentFault(
  tx: Tx,
  of: { readonly kind: FaultKind; readonly subjectId: string },
  { now }: Moment,
): Promise<void> {
  await tx
    .updateTable('document_faults')
    .set((eb) => ({ mended_at: eb.fn<Date>('greatest', [eb.val(now), eb.ref('failed_at')]) }))
    .where('kind', '=', of.kind)
    .where('subject_id', '=', of.subjectId)
    .where('mended_at', 'is', null)
    .execute();
}

/** Moves the next try of a fault on, so that one pass of the sweep asks for it once. */
export async function postponeDocumentFault(
  tx: Tx,
  of: { readonly kind: FaultKind; readonly subjectId: string },
  { now }: Moment,
): Promise<void> {
  await tx
    .updateTable('document_faults')
    .set({ next_try_at: new Date(now.getTime() + TRIED_AGAIN_AFTER_MS) })
    .where('kind', '=', of.kind)
    .where('subject_id', '=', of.subjectId)
    .execute();
}
