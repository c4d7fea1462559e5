import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { invoicePdf, receiptPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { chequeOfPayment, getInstrument } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { taxInBooks } from '#app/modules/invoicing/queries/tax-in-books.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { paymentCovers } from '#app/modules/payments/queries/payment-covers.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { invoiceDocument, provisionalReceipt, receiptDocument } from './document-props.ts';
import { keepProduced, type ProduceRefusal } from './keep-produced.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { type ReadDocumentRefusal, readStored } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

export type Producer = Pick<Outside, 'db' | 'files' | 'pdf' | 'baseUrl'>;
export type { ProduceRefusal } from './keep-produced.server.ts';

/** Whether the document is to be sent once it has its file: noted with what stood in its way, so that it is not forgotten. */
type Wanted = { readonly deliver: boolean };

/**
 * The stored PDF of an issued invoice; made now if there is none yet (imported invoices, or a worker that is behind). Made
 * from the query that the page shows, outside any transaction, and noted once: of two at the same time the first counts.
 * It looks as the company looked on its date, as known when it was issued. The caller has proved that the person may see it.
 */
export async function ensureInvoicePdf(
  outside: Producer,
  invoiceId: string,
  { deliver }: Wanted = { deliver: false },
): Promise<Result<StoredDocument, ProduceRefusal>> {
  const stored = await getDocument(outside.db, { invoiceId });
  if (stored) return ok(stored);
  const invoice = await getInvoice(outside.db, { invoiceId });
  if (!invoice) return refuse({ code: 'unknown' });
  const seller = await sellerOn(outside.db, { on: invoice.documentOn, knownAt: invoice.issuedAt });
  const inBooks = await taxInBooks(outside.db, { invoiceId: invoice.id });
  const link = `${outside.baseUrl}/invoices/${invoice.id}`;
  const kept = await keepProduced(
    outside,
    invoicePdf(invoiceDocument(invoice, { ...seller, link, taxInBooks: inBooks })),
    {
      ...{ kind: 'invoice', customerId: invoice.customerId, invoiceId: invoice.id, paymentId: null },
      ...{ fileName: `${fileNameOf(invoice.number)}.pdf`, faultOf: { subjectId: invoice.id, deliver } },
    },
  );
  if (!kept.ok) return kept;
  const document = await getDocument(outside.db, { invoiceId });
  return document ? ok(document) : refuse({ code: 'unknown' });
}

/**
 * The stored receipt of a payment; made now if there is none yet, as what it covers stands now. Of a cheque that has not
 * cleared it is the provisional one.
 */
export async function ensureReceiptPdf(
  outside: Producer,
  paymentId: string,
  { deliver }: Wanted = { deliver: false },
): Promise<Result<StoredDocument, ProduceRefusal>> {
  const cheque = await chequeOfPayment(outside.db, paymentId);
  if (cheque && cheque.state !== 'cleared') return ensureProvisionalReceipt(outside, cheque.id);
  const stored = await getDocument(outside.db, { receiptOf: paymentId });
  if (stored) return ok(stored);
  const payment = await getPayment(outside.db, { paymentId });
  const customer = payment && (await getCustomer(outside.db, payment.customerId));
  if (!payment || !customer) return refuse({ code: 'unknown' });
  const [{ company, branding }, covers] = await Promise.all([
    sellerOn(outside.db, { on: payment.receivedOn, knownAt: payment.recordedAt }),
    paymentCovers(outside.db, payment.id),
  ]);
  const around = { company, branding, customer, covers, hasCleared: cheque !== null };
  const kept = await keepProduced(outside, receiptPdf(receiptDocument(payment, around)), {
    ...{ kind: 'receipt', customerId: payment.customerId, invoiceId: null, paymentId: payment.id },
    ...{ fileName: `${fileNameOf(payment.number)}.pdf`, faultOf: { subjectId: payment.id, deliver } },
  });
  if (!kept.ok) return kept;
  const document = await getDocument(outside.db, { receiptOf: paymentId });
  return document ? ok(document) : refuse({ code: 'unknown' });
}

/** The stored provisional receipt of a cheque, as it stood when it was first asked for. */
export async function ensureProvisionalReceipt(
  outside: Producer,
  instrumentId: string,
): Promise<Result<StoredDocument, ProduceRefusal>> {
  const stored = await getDocument(outside.db, { provisionalReceiptOf: instrumentId });
  if (stored) return ok(stored);
  const { today } = await momentFor(outside);
  const cheque = await getInstrument(outside.db, { instrumentId, today });
  const customer = cheque && (await getCustomer(outside.db, cheque.customerId));
  if (!cheque || !customer) return refuse({ code: 'unknown' });
  const payment = cheque.payment && (await getPayment(outside.db, { paymentId: cheque.payment.id }));
  const { company, branding } = await sellerOn(outside.db, { on: cheque.receivedOn });
  const covers = payment ? await paymentCovers(outside.db, payment.id) : [];
  const around = { company, branding, customer, covers, unappliedMinor: payment?.unappliedMinor ?? 0n };
  const kept = await keepProduced(outside, receiptPdf(provisionalReceipt(cheque, around)), {
    ...{ kind: 'provisional_receipt', customerId: cheque.customerId, invoiceId: null, paymentId: null },
    ...{ instrumentId, fileName: `${fileNameOf(cheque.number)}.pdf` },
    faultOf: { subjectId: instrumentId, deliver: false },
  });
  if (!kept.ok) return kept;
  const document = await getDocument(outside.db, { provisionalReceiptOf: instrumentId });
  return document ? ok(document) : refuse({ code: 'unknown' });
}

/** A number may be a legacy one with anything in it; a file's name holds letters, digits, dot, dash and underscore. */
const fileNameOf = (number: string): string => number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');

/**
 * Job: makes an issued invoice's PDF and, when asked to, orders its delivery. Run again it finds the PDF and orders again,
 * which the send keys make harmless. Throws while the file cannot be made, so that the job is tried again.
 */
export async function produceInvoice(
  outside: Producer,
  of: { readonly invoiceId: string; readonly deliver: boolean },
): Promise<void> {
  const produced = await ensureInvoicePdf(outside, of.invoiceId, { deliver: of.deliver });
  if (!produced.ok) throw new Error(`the PDF of invoice ${of.invoiceId} could not be made: ${produced.refusal.code}`);
  if (!of.deliver) return;
  await inTransaction(outside.db, async (tx) => ok(await enqueue(tx, 'deliver-invoice', { invoiceId: of.invoiceId })));
}

export type { ReadDocumentRefusal } from './render-document.server.ts';

/** The bytes of a stored document, their hash checked on this read. */
export const readDocument = (
  outside: Pick<Outside, 'files'>,
  document: Pick<StoredDocument, 'sha256'>,
): Promise<Result<Uint8Array, ReadDocumentRefusal>> => readStored(outside, document.sha256);
