import { ok, type Result, refuse } from '#app/kernel/result.ts';
import {
  type FaultInput,
  mendDocumentFault,
  noteDocumentFault,
} from '#app/modules/documents/commands/note-document-fault.server.ts';
import { type StoreDocumentInput, storeDocument } from '#app/modules/documents/commands/store-document.server.ts';
import type { DocumentJob } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { FaultKind } from '#app/modules/documents/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { PdfError } from '#app/platform/pdf/pdf-job.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { renderDocument } from './render-document.server.ts';

/**
 * `unknown`: no such invoice or payment. `disk-full`: nothing was stored; free space and try again. `not-made`: the file could
 * not be laid out or written, `reason` says where. In both the reason is noted and it is tried again by itself.
 */
export type ProduceRefusal =
  | { readonly code: 'unknown' }
  | { readonly code: 'disk-full' }
  | { readonly code: 'not-made'; readonly reason: string };

const DISK_FULL = 'There is no space left where documents are kept. Free some: the file is then made by itself.';

type ToKeep = Omit<StoreDocumentInput, 'mediaType' | 'sha256' | 'sizeBytes'> & {
  /** Under what a failure is noted; null where whoever asked is told and asks again. */
  readonly faultOf: Pick<FaultInput, 'subjectId' | 'deliver'> | null;
};

/**
 * Renders a document, stores its bytes, then notes them: a note without its bytes cannot be. What stands in the way is noted for
 * people to see; a busy or closing renderer is weather and throws.
 */
export async function keepProduced(
  outside: Pick<Outside, 'db' | 'files' | 'pdf'>,
  job: DocumentJob,
  { faultOf, ...document }: ToKeep,
): Promise<Result<void, ProduceRefusal>> {
  const { customerId } = document;
  const fault = faultOf && { ...faultOf, kind: document.kind as FaultKind, customerId };
  const bytes = await laidOut(outside, job);
  if (!bytes.ok) return fail(outside, fault, bytes.refusal);
  const file = await outside.files.put(bytes.value);
  if (!file.ok) return fail(outside, fault, { code: 'disk-full' });
  const moment = await momentFor(outside);
  await inTransaction(outside.db, async (tx) => {
    const { sha256, size } = file.value;
    await storeDocument(tx, { ...document, mediaType: 'application/pdf', sha256, sizeBytes: size }, moment);
    if (fault) await mendDocumentFault(tx, fault, moment);
    return ok();
  });
  return ok();
}

async function laidOut(
  outside: Pick<Outside, 'files' | 'pdf'>,
  job: DocumentJob,
): Promise<Result<Uint8Array, ProduceRefusal>> {
  try {
    return ok(await renderDocument(outside, job));
  } catch (error) {
    if (!(error instanceof PdfError) || error.code === 'queue-full' || error.code === 'closed') throw error;
    return refuse({ code: 'not-made', reason: error.message });
  }
}

async function fail(
  outside: Pick<Outside, 'db'>,
  fault: Omit<FaultInput, 'reason'> | null,
  refusal: ProduceRefusal,
): Promise<Result<never, ProduceRefusal>> {
  if (!fault) return refuse(refusal);
  const reason = refusal.code === 'not-made' ? refusal.reason : DISK_FULL;
  const moment = await momentFor(outside);
  await inTransaction(outside.db, async (tx) => ok(await noteDocumentFault(tx, { ...fault, reason }, moment)));
  return refuse(refusal);
}
