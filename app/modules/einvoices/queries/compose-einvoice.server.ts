import type { BankAccount, Company } from '#app/modules/company/types.ts';
import type { TaxInBooks } from '#app/modules/invoicing/queries/tax-in-books.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type BillingFacts, buildEnInvoice } from '../rules/build-en-invoice.ts';
import { missingFor } from '../rules/missing-for.ts';
import { einvoiceFileName, PROFILE_SHAPES } from '../rules/profiles.ts';
import { writeCii } from '../rules/write-cii.ts';
import { writeUbl } from '../rules/write-ubl.ts';
import type { EinvoiceProfile, MissingFact } from '../types.ts';
import { getBuyerFacts, getSellerFacts, unitCodes } from './einvoice-facts.server.ts';

export type ToCompose = {
  readonly document: BillingFacts;
  readonly customerId: string;
  /** The page of the document itself, where what only it can mend is mended. */
  readonly page: string;
  readonly company: Company;
  readonly banks: readonly BankAccount[];
  /** Of an issued document in another currency than the books'. */
  readonly taxInBooks?: TaxInBooks | null;
};

export type ComposedEinvoice = {
  readonly profile: EinvoiceProfile;
  /** What must be said first, each with the page on which to say it; empty when nothing is missing. */
  readonly missing: readonly MissingFact[];
  /** The file; of `factur-x` the XML that its PDF carries. */
  readonly xml: Uint8Array;
  readonly fileName: string;
  readonly mediaType: string;
};

/**
 * A document of ours as the e-invoice it would be in each of the asked formats: its own figures, the company and customer
 * as it names them, and the way to both as known now. Stores nothing.
 */
export async function composeEinvoice(
  db: ReadDb,
  { document, customerId, page, company, banks, taxInBooks }: ToCompose,
  profiles: readonly EinvoiceProfile[],
): Promise<ComposedEinvoice[]> {
  const [seller, buyer, units] = await Promise.all([getSellerFacts(db), getBuyerFacts(db, customerId), unitCodes(db)]);
  const bank = banks.find((one) => one.currency === document.currency) ?? null;
  const books = taxInBooks
    ? { taxInBooks: { currency: taxInBooks.amount.currency, minor: taxInBooks.amount.minor } }
    : {};
  return profiles.map((profile) => {
    const invoice = buildEnInvoice(document, { ...{ company, seller, buyer, bank, units }, ...books }, profile);
    const shape = PROFILE_SHAPES[profile];
    const text = shape.syntax === 'cii' ? writeCii(invoice) : writeUbl(invoice);
    return {
      profile,
      missing: missingFor(invoice, profile, {
        ...{ names: '/staff/settings/company/names', taxNumber: '/staff/settings/company/tax_number' },
        seller: '/staff/settings/einvoices',
        ...{ customer: `/staff/customers/${customerId}/edit`, buyer: `/staff/customers/${customerId}/einvoices` },
        document: page,
      }),
      xml: new TextEncoder().encode(text),
      ...{ fileName: einvoiceFileName(document.number, profile), mediaType: shape.mediaType },
    };
  });
}
