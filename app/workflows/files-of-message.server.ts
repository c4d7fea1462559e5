import { deliveriesOfMessage } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Delivery, Message } from '#app/modules/delivery/types.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import type { MailFile } from '#app/platform/mail/mail-gateway.server.ts';
import type { Outside } from './outside.server.ts';
import { ensureInvoicePdf, ensureReceiptPdf, readDocument } from './produce-document.server.ts';

/**
 * The files a mail carries, each read with its hash checked; made now where they are not stored yet. Throws when one cannot
 * be made or is damaged: nothing is marked sent without its file.
 */
export async function filesOf(outside: Outside, message: Message): Promise<MailFile[]> {
  const sendings = await deliveriesOfMessage(outside.db, message.id);
  const documents = sendings.length > 0 ? await filesOfSendings(outside, sendings) : await filesAlone(outside, message);
  return Promise.all(documents.map((document) => fileOf(outside, message, document)));
}

async function filesOfSendings(outside: Outside, sendings: readonly Delivery[]): Promise<StoredDocument[]> {
  const documents: StoredDocument[] = [];
  for (const sending of sendings) {
    if (!sending.attaches) continue;
    if (sending.invoiceId !== null) documents.push(must(await ensureInvoicePdf(outside, sending.invoiceId)));
    const stored = sending.documentId === null ? null : await getDocument(outside.db, { id: sending.documentId });
    if (stored) documents.push(stored);
  }
  return documents;
}

/** Of a message that was ordered before there were sendings. */
async function filesAlone(outside: Outside, { kind, invoiceId, paymentId }: Message): Promise<StoredDocument[]> {
  if (kind === 'invoice' && invoiceId !== null) return [must(await ensureInvoicePdf(outside, invoiceId))];
  if (kind === 'receipt' && paymentId !== null) return [must(await ensureReceiptPdf(outside, paymentId))];
  return [];
}

function must(made: Awaited<ReturnType<typeof ensureInvoicePdf>>): StoredDocument {
  if (!made.ok) throw new Error(`a PDF of the message could not be made: ${made.refusal.code}`);
  return made.value;
}

async function fileOf(outside: Outside, message: Message, document: StoredDocument): Promise<MailFile> {
  const bytes = await readDocument(outside, document);
  if (!bytes.ok) throw new Error(`the stored file of message ${message.id} is ${bytes.refusal}`);
  return { filename: document.fileName, content: bytes.value, contentType: document.mediaType };
}
