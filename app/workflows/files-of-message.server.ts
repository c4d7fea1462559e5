import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { deliveriesOfMessage } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Delivery, Message } from '#app/modules/delivery/types.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { isEinvoiceProfile } from '#app/modules/einvoices/types.ts';
import type { MailFile } from '#app/platform/mail/mail-gateway.server.ts';
import { filesOfPlan } from './files-of-plan.server.ts';
import type { Outside } from './outside.server.ts';
import { ensureInvoicePdf, ensureReceiptPdf, readDocument } from './produce-document.server.ts';
import { ensureEinvoice } from './produce-einvoice.server.ts';

/**
 * The files a mail carries, each read with its hash checked; made now where they are not stored yet. Refuses for good where
 * an e-invoice cannot be made before somebody writes down what is missing. Throws when a file cannot be made just now or is
 * damaged: nothing is marked sent without its file.
 */
export async function filesOf(outside: Outside, message: Message): Promise<Result<MailFile[], NoFile>> {
  const sendings = await deliveriesOfMessage(outside.db, message.id);
  const documents =
    sendings.length > 0 ? await filesOfSendings(outside, sendings) : ok(await filesAlone(outside, message));
  if (!documents.ok) return documents;
  const files = await Promise.all(documents.value.map((document) => fileOf(outside, message, document)));
  return ok([...files, ...(await filesOfPlan(outside, message))]);
}

type NoFile = { readonly reason: string };

async function filesOfSendings(
  outside: Outside,
  sendings: readonly Delivery[],
): Promise<Result<StoredDocument[], NoFile>> {
  const documents: StoredDocument[] = [];
  for (const sending of sendings) {
    if (sending.channel === 'einvoice') {
      const made = await einvoiceOf(outside, sending);
      if (!made.ok) return made;
      documents.push(made.value);
    }
    if (!sending.attaches) continue;
    if (sending.invoiceId !== null) documents.push(must(await ensureInvoicePdf(outside, sending.invoiceId)));
    const stored = sending.documentId === null ? null : await getDocument(outside.db, { id: sending.documentId });
    if (stored) documents.push(stored);
  }
  return ok(documents);
}

/** The e-invoice in the customer's format. What is missing is named, so that it can be written down and sent again. */
async function einvoiceOf(outside: Outside, sending: Delivery): Promise<Result<StoredDocument, NoFile>> {
  const { invoiceId, einvoiceProfile: profile } = sending;
  if (invoiceId === null || !isEinvoiceProfile(profile))
    return refuse({ reason: 'There is no e-invoice of this document.' });
  const made = await ensureEinvoice(outside, { invoiceId, profile });
  if (made.ok) return made;
  switch (made.refusal.code) {
    case 'incomplete':
      return refuse({ reason: made.refusal.missing.map((fact) => fact.sentence).join(' ') });
    case 'invalid':
      return refuse({ reason: 'The e-invoice breaks a rule of its format; the invoice’s page says which.' });
    default:
      throw new Error(`the e-invoice of sending ${sending.id} could not be made: ${made.refusal.code}`);
  }
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
