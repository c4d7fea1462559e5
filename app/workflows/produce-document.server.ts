import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { getSeller } from '#app/modules/company/queries/get-seller.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { storeDocument } from '#app/modules/documents/commands/store-document.server.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { type DocumentJob, invoicePdf, receiptPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { chequeOfPayment, getInstrument } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { paymentCovers } from '#app/modules/payments/queries/payment-covers.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { invoiceDocument, provisionalReceipt, receiptDocument } from './document-props.ts';
import { momentFor, type Outside } from './outside.server.ts';

export type Producer = Pick<Outside, 'db' | 'files' | 'pdf' | 'baseUrl'>;

/** `unknown`: no such invoice or payment. `disk-full`: nothing was stored; free space and try again. */
export type ProduceRefusal = { readonly code: 'unknown' } | { readonly code: 'disk-full' };

/**
 * The stored PDF of an issued invoice; made now if there is none yet (imported invoices, or a worker that is behind). Made
 * from the query that the page shows, outside any transaction, and noted once: of two at the same time the first counts.
 * The caller has proved that the person may see the invoice.
 */
export async function ensureInvoicePdf(
  outside: Producer,
  invoiceId: string,
): Promise<Result<StoredDocument, ProduceRefusal>> {
  const stored = await getDocument(outside.db, { invoiceId });
  if (stored) return ok(stored);
  const invoice = await getInvoice(outside.db, { invoiceId });
  if (!invoice) return refuse({ code: 'unknown' });
  // As it was on the document's date and as far as was known at its issue: a file drawn late says what an early one would have.
  const { company, banks } = await getSeller(outside.db, { on: invoice.documentOn, knownAt: invoice.issuedAt });
  const job = invoicePdf(
    invoiceDocument(invoice, { company, banks, link: `${outside.baseUrl}/invoices/${invoice.id}` }),
  );
  const ids = { kind: 'invoice' as const, customerId: invoice.customerId, invoiceId: invoice.id, paymentId: null };
  const kept = await keep(outside, job, { ...ids, fileName: `${fileNameOf(invoice.number)}.pdf` });
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
): Promise<Result<StoredDocument, ProduceRefusal>> {
  const cheque = await chequeOfPayment(outside.db, paymentId);
  if (cheque && cheque.state !== 'cleared') return ensureProvisionalReceipt(outside, cheque.id);
  const stored = await getDocument(outside.db, { receiptOf: paymentId });
  if (stored) return ok(stored);
  const payment = await getPayment(outside.db, { paymentId });
  const customer = payment && (await getCustomer(outside.db, payment.customerId));
  if (!payment || !customer) return refuse({ code: 'unknown' });
  const [company, covers] = await Promise.all([getCompany(outside.db), paymentCovers(outside.db, payment.id)]);
  const job = receiptPdf(receiptDocument(payment, { company, customer, covers, hasCleared: cheque !== null }));
  const ids = { kind: 'receipt' as const, customerId: payment.customerId, invoiceId: null, paymentId: payment.id };
  const kept = await keep(outside, job, { ...ids, fileName: `${fileNameOf(payment.number)}.pdf` });
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
  const company = await getCompany(outside.db);
  const covers = payment ? await paymentCovers(outside.db, payment.id) : [];
  const unappliedMinor = payment?.unappliedMinor ?? 0n;
  const job = receiptPdf(provisionalReceipt(cheque, { company, customer, covers, unappliedMinor }));
  const kept = await keep(outside, job, {
    ...{ kind: 'provisional_receipt', customerId: cheque.customerId, invoiceId: null, paymentId: null },
    ...{ instrumentId, fileName: `${fileNameOf(cheque.number)}.pdf` },
  });
  if (!kept.ok) return kept;
  const document = await getDocument(outside.db, { provisionalReceiptOf: instrumentId });
  return document ? ok(document) : refuse({ code: 'unknown' });
}

/** A number may be a legacy one with anything in it; a file's name holds letters, digits, dot, dash and underscore. */
const fileNameOf = (number: string): string => number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');

type Kept = Pick<StoredDocument, 'kind' | 'customerId' | 'invoiceId' | 'paymentId' | 'fileName'> & {
  readonly instrumentId?: string;
};

/** Renders, stores the bytes, then notes them: a note without its bytes cannot be. */
async function keep(outside: Producer, job: DocumentJob, document: Kept): Promise<Result<void, ProduceRefusal>> {
  const bytes = await outside.pdf.render(job);
  const file = await outside.files.put(bytes);
  if (!file.ok) return refuse({ code: 'disk-full' });
  const moment = await momentFor(outside);
  await inTransaction(outside.db, async (tx) =>
    ok(
      await storeDocument(
        tx,
        { ...document, mediaType: 'application/pdf', sha256: file.value.sha256, sizeBytes: file.value.size },
        moment,
      ),
    ),
  );
  return ok();
}

/**
 * Job: makes an issued invoice's PDF and, when asked to, orders its delivery. Run again it finds the PDF and orders again,
 * which the send keys make harmless. Throws while the disk is full, so that the job is tried again.
 */
export async function produceInvoice(
  outside: Producer,
  of: { readonly invoiceId: string; readonly deliver: boolean },
): Promise<void> {
  const produced = await ensureInvoicePdf(outside, of.invoiceId);
  if (!produced.ok) throw new Error(`the PDF of invoice ${of.invoiceId} could not be made: ${produced.refusal.code}`);
  if (!of.deliver) return;
  await inTransaction(outside.db, async (tx) => ok(await enqueue(tx, 'deliver-invoice', { invoiceId: of.invoiceId })));
}

/** `missing`: the file is gone from the store. `corrupt`: its bytes have another hash; never hand them out. */
export type ReadDocumentRefusal = 'missing' | 'corrupt';

/** The bytes of a stored document, their hash checked on this read. The store keeps files by hash: `ab/cd/abcd…`. */
export function readDocument(
  outside: Pick<Outside, 'files'>,
  document: Pick<StoredDocument, 'sha256'>,
): Promise<Result<Uint8Array, ReadDocumentRefusal>> {
  const { sha256 } = document;
  return outside.files.get(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, sha256);
}
