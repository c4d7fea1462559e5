import { type ComposedEinvoice, composeEinvoice } from '#app/modules/einvoices/queries/compose-einvoice.server.ts';
import { getBuyerFacts } from '#app/modules/einvoices/queries/einvoice-facts.server.ts';
import { listEinvoices } from '#app/modules/einvoices/queries/list-einvoices.server.ts';
import { validateEinvoice } from '#app/modules/einvoices/queries/validate-einvoice.server.ts';
import {
  EINVOICE_PROFILES,
  type EinvoiceFile,
  type EinvoiceProfile,
  type MissingFact,
  type Validation,
} from '#app/modules/einvoices/types.ts';
import { taxInBooks } from '#app/modules/invoicing/queries/tax-in-books.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import type { Outside } from './outside.server.ts';
import { readStored } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

/** One format of an invoice: the file there is, or what it would be, and what can be said of it. */
export type EinvoiceRow = {
  readonly profile: EinvoiceProfile;
  readonly missing: readonly MissingFact[];
  readonly validation: Validation;
  readonly file: EinvoiceFile | null;
  /** Earlier attempts, newest first. */
  readonly before: readonly EinvoiceFile[];
};

/**
 * An invoice in each format. A file that is stored is checked as it is; one that is not, as it would be made now. Reads
 * only.
 */
export async function einvoiceBoard(
  world: Pick<Outside, 'db' | 'files'>,
  invoice: Invoice,
  profiles: readonly EinvoiceProfile[] = EINVOICE_PROFILES,
): Promise<EinvoiceRow[]> {
  const seller = await sellerOn(world.db, { on: invoice.documentOn, knownAt: invoice.issuedAt });
  const of = { document: invoice, customerId: invoice.customerId, page: `/staff/invoices/${invoice.id}` };
  const inBooks = await taxInBooks(world.db, { invoiceId: invoice.id });
  const [composed, files] = await Promise.all([
    composeEinvoice(world.db, { ...of, company: seller.company, banks: seller.banks, taxInBooks: inBooks }, profiles),
    listEinvoices(world.db, { invoiceId: invoice.id }),
  ]);
  return Promise.all(composed.map((one) => rowOf(world, one, files)));
}

/**
 * What is missing for the format its customer wants, of an issued document or of one previewed from a draft; empty where the
 * customer wants none.
 */
export async function missingForEinvoice(db: Outside['db'], invoice: Invoice): Promise<readonly MissingFact[]> {
  const { profile } = await getBuyerFacts(db, invoice.customerId);
  if (!profile) return [];
  const seller = await sellerOn(db, { on: invoice.documentOn });
  const of = { document: invoice, customerId: invoice.customerId, page: `/staff/customers/${invoice.customerId}` };
  const [composed] = await composeEinvoice(db, { ...of, company: seller.company, banks: seller.banks }, [profile]);
  return composed?.missing ?? [];
}

async function rowOf(
  world: Pick<Outside, 'files'>,
  composed: ComposedEinvoice,
  files: readonly EinvoiceFile[],
): Promise<EinvoiceRow> {
  const { profile } = composed;
  const [file = null, ...before] = files.filter((one) => one.profile === profile);
  // A PDF carries the XML of its sister, which is what can be checked.
  const source = profile === 'factur-x' && file ? files.find((one) => one.profile === 'cii') : file;
  const stored = source ? await readStored(world, source.sha256) : null;
  const xml = stored?.ok ? stored.value : composed.xml;
  const validation = await validateEinvoice(xml, profile);
  return { profile, missing: file ? [] : composed.missing, validation, file, before };
}
