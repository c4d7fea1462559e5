import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { invoicePdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { storeEinvoice } from '#app/modules/einvoices/commands/store-einvoice.server.ts';
import { type ComposedEinvoice, composeEinvoice } from '#app/modules/einvoices/queries/compose-einvoice.server.ts';
import { facturXParts } from '#app/modules/einvoices/queries/factur-x-parts.server.ts';
import { newestEinvoice } from '#app/modules/einvoices/queries/list-einvoices.server.ts';
import { validateEinvoice } from '#app/modules/einvoices/queries/validate-einvoice.server.ts';
import type { EinvoiceProfile, MissingFact, Validation } from '#app/modules/einvoices/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { taxInBooks } from '#app/modules/invoicing/queries/tax-in-books.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { insertXmp } from '#app/platform/pdf/insert-xmp.ts';
import { invoiceDocument } from './document-props.ts';
import { momentFor } from './outside.server.ts';
import type { Producer } from './produce-document.server.ts';
import { readStored, renderDocument } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

/**
 * `unknown`: no such invoice. `disk-full`: nothing was stored. `incomplete`: something must be said first, each with its page.
 * `invalid`: a rule does not hold, so nothing was stored. `unreadable`: the XML that a PDF is to carry is gone from the store.
 */
export type EinvoiceRefusal =
  | { readonly code: 'unknown' | 'disk-full' | 'unreadable' }
  | { readonly code: 'incomplete'; readonly missing: readonly MissingFact[] }
  | { readonly code: 'invalid'; readonly validation: Validation };

type Asked = {
  readonly invoiceId: string;
  readonly profile: EinvoiceProfile;
  /** Makes another attempt where the newest one was rejected or cancelled; otherwise the file that is there counts. */
  readonly again?: boolean;
  readonly actor?: Actor;
};

/**
 * The stored e-invoice of an issued document in a format; made now if there is none. Every rule of the format runs before it
 * is stored, and a file that breaks one is not. Immutable, one for each attempt: of two made at the same time the first
 * counts. A Factur-X PDF carries the stored file of `cii` byte for byte. The caller has proved that the person may see it.
 */
export async function ensureEinvoice(
  outside: Producer,
  asked: Asked,
): Promise<Result<StoredDocument, EinvoiceRefusal>> {
  const newest = await newestEinvoice(outside.db, asked);
  const isOver = newest !== null && (newest.state === 'rejected' || newest.state === 'cancelled');
  if (newest && !(asked.again && isOver)) return storedAs(outside, newest.documentId);
  const invoice = await getInvoice(outside.db, { invoiceId: asked.invoiceId });
  if (!invoice) return refuse({ code: 'unknown' });
  const composed = await composedAs(outside, invoice, asked.profile);
  if (composed.missing.length > 0) return refuse({ code: 'incomplete', missing: composed.missing });
  const validation = await validateEinvoice(composed.xml, asked.profile);
  if (validation.word === 'invalid') return refuse({ code: 'invalid', validation });
  const bytes = await fileOf(outside, invoice, composed, asked);
  if (!bytes.ok) return bytes;
  return keep(outside, invoice, { composed, bytes: bytes.value, attemptNo: (newest?.attemptNo ?? 0) + 1, asked });
}

async function composedAs(outside: Producer, invoice: Invoice, profile: EinvoiceProfile): Promise<ComposedEinvoice> {
  const seller = await sellerOn(outside.db, { on: invoice.documentOn, knownAt: invoice.issuedAt });
  const of = {
    ...{ document: invoice, customerId: invoice.customerId, page: `/staff/invoices/${invoice.id}` },
    ...{ company: seller.company, banks: seller.banks },
    taxInBooks: await taxInBooks(outside.db, { invoiceId: invoice.id }),
  };
  return (await composeEinvoice(outside.db, of, [profile]))[0]!;
}

/** What is handed over: the XML itself, or the PDF that carries the stored XML of `cii`. */
async function fileOf(
  outside: Producer,
  invoice: Invoice,
  composed: ComposedEinvoice,
  asked: Asked,
): Promise<Result<Uint8Array, EinvoiceRefusal>> {
  if (asked.profile !== 'factur-x') return ok(composed.xml);
  const plain = await ensureEinvoice(outside, { ...asked, profile: 'cii', again: false });
  if (!plain.ok) return plain;
  const xml = await readStored(outside, plain.value.sha256);
  if (!xml.ok) return refuse({ code: 'unreadable' });
  const seller = await sellerOn(outside.db, { on: invoice.documentOn, knownAt: invoice.issuedAt });
  const inBooks = await taxInBooks(outside.db, { invoiceId: invoice.id });
  const link = `${outside.baseUrl}/invoices/${invoice.id}`;
  const job = invoicePdf(invoiceDocument(invoice, { ...seller, link, taxInBooks: inBooks }));
  const parts = facturXParts(xml.value);
  const pdf = await renderDocument(outside, { ...job, standard: 'a-3a' }, [parts.attachment]);
  return ok(await insertXmp(pdf, parts.xmp));
}

type ToKeep = {
  readonly composed: ComposedEinvoice;
  readonly bytes: Uint8Array;
  readonly attemptNo: number;
  readonly asked: Asked;
};

async function keep(
  outside: Producer,
  invoice: Invoice,
  { composed, bytes, attemptNo, asked }: ToKeep,
): Promise<Result<StoredDocument, EinvoiceRefusal>> {
  const file = await outside.files.put(bytes);
  if (!file.ok) return refuse({ code: 'disk-full' });
  const moment = await momentFor(outside);
  await inTransaction(outside.db, async (tx) => {
    const { sha256, size } = file.value;
    const { fileName, mediaType } = composed;
    const of = { invoiceId: invoice.id, customerId: invoice.customerId, profile: asked.profile, attemptNo };
    const kept = { ...of, fileName, mediaType, sha256, sizeBytes: size };
    return ok(await storeEinvoice(tx, asked.actor ?? SYSTEM, kept, moment));
  });
  const newest = await newestEinvoice(outside.db, asked);
  return newest ? storedAs(outside, newest.documentId) : refuse({ code: 'unknown' });
}

async function storedAs(outside: Producer, id: string): Promise<Result<StoredDocument, EinvoiceRefusal>> {
  const document = await getDocument(outside.db, { id });
  return document ? ok(document) : refuse({ code: 'unknown' });
}
