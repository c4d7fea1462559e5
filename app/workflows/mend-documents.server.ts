import { ok } from '#app/kernel/result.ts';
import { postponeDocumentFault } from '#app/modules/documents/commands/note-document-fault.server.ts';
import { dueDocumentFaults } from '#app/modules/documents/queries/document-faults.server.ts';
import type { DocumentFault } from '#app/modules/documents/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { momentFor } from './outside.server.ts';
import { ensureProvisionalReceipt, ensureReceiptPdf, type Producer } from './produce-document.server.ts';
import type { Queue } from './queues.ts';

/** Asked for in one pass; the rest comes with the next. */
const A_PASS = 200;

/**
 * Job: tries again what has no file, for as long as it takes. A queue gives a job up after some tries; a disk may be full for
 * longer than that, and an invoice must go out once there is space.
 */
export async function mendDocuments(outside: Producer): Promise<void> {
  const due = await dueDocumentFaults(outside.db, await momentFor(outside), A_PASS);
  for (const fault of due) await tryAgain(outside, fault);
}

async function tryAgain(outside: Producer, fault: DocumentFault): Promise<void> {
  const again = againAs(fault);
  if (again) {
    const moment = await momentFor(outside);
    await inTransaction(outside.db, async (tx) => {
      await postponeDocumentFault(tx, fault, moment);
      return ok(await enqueue(tx, again.queue, again.data));
    });
  } else if (fault.kind === 'receipt') await ensureReceiptPdf(outside, fault.subjectId);
  else await ensureProvisionalReceipt(outside, fault.subjectId);
}

/** The job that makes the file and sends it; null where nobody waits for more than the file. */
function againAs({ kind, subjectId, deliver }: DocumentFault): { queue: Queue; data: Record<string, string> } | null {
  if (kind === 'invoice')
    return { queue: 'produce-invoice', data: { invoiceId: subjectId, ...(deliver ? { deliver: 'yes' } : {}) } };
  return kind === 'receipt' && deliver ? { queue: 'send-receipt', data: { paymentId: subjectId } } : null;
}
