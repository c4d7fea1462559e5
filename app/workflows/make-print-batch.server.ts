import { type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { type PrintRefusal, recordPrintBatch } from '#app/modules/delivery/commands/record-print-batch.server.ts';
import { type DeliveryTask, findTasks } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { joinPdfs } from '#app/platform/pdf/join-pdfs.server.ts';
import { ensureInvoicePdf, type Producer, readDocument } from './produce-document.server.ts';

export const PRINT_MAX = 200;

/** `no-file`: a document's PDF could not be made or is damaged; nothing was printed. */
export type MakePrintRefusal = PrintRefusal | { readonly code: 'none' | 'too-many' | 'disk-full' | 'no-file' };

/**
 * Makes one PDF of the chosen papers in the order of their round, keeps it under its SHA-256 and notes each as printed. The
 * file is made before the transaction, so that a document is never marked printed without it.
 */
export async function makePrintBatch(
  outside: Producer,
  actor: Actor,
  input: { readonly channel: 'post' | 'hand'; readonly deliveryIds: readonly string[] },
  moment: Moment,
): Promise<Result<{ batchId: string; reprints: number }, MakePrintRefusal>> {
  const wanted = [...new Set(input.deliveryIds)];
  if (wanted.length === 0) return refuse({ code: 'none' });
  if (wanted.length > PRINT_MAX) return refuse({ code: 'too-many' });
  const tasks = await findTasks(outside.db, wanted);
  if (tasks.length !== wanted.length) return refuse({ code: 'moved' });
  const files: Uint8Array[] = [];
  for (const task of tasks) {
    const bytes = await bytesOf(outside, task);
    if (!bytes) return refuse({ code: 'no-file' });
    files.push(bytes);
  }
  const { bytes, pages } = await joinPdfs(files);
  const stored = await outside.files.put(bytes);
  if (!stored.ok) return refuse({ code: 'disk-full' });
  const file = { sha256: stored.value.sha256, sizeBytes: bytes.byteLength };
  const batch = { channel: input.channel, deliveryIds: tasks.map((task) => task.id), pages, file };
  return inTransaction(outside.db, (tx) => recordPrintBatch(tx, actor, batch, moment));
}

async function bytesOf(outside: Producer, task: DeliveryTask): Promise<Uint8Array | null> {
  const { invoiceId, documentId } = task;
  const made = invoiceId === null ? null : await ensureInvoicePdf(outside, invoiceId);
  const document = made?.ok
    ? made.value
    : documentId === null
      ? null
      : await getDocument(outside.db, { id: documentId });
  if (!document) return null;
  const bytes = await readDocument(outside, document);
  return bytes.ok ? bytes.value : null;
}
