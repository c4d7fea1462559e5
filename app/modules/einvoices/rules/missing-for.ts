import type { EinvoiceProfile, EnInvoice, FixKind } from '../types.ts';

/** What stands for each place where a fact is entered. */
export type Fixes<F> = Readonly<Record<FixKind, F>>;
/** For who makes the page of the kind later. */
export const FIXES_BY_KIND: Fixes<FixKind> = {
  ...{ names: 'names', taxNumber: 'taxNumber', seller: 'seller' },
  ...{ customer: 'customer', buyer: 'buyer', document: 'document' },
};

/** What of an invoice is asked about; known of a draft too, before there are any figures. */
export type AskedOf = Pick<EnInvoice, 'buyerReference' | 'purchaseOrder' | 'seller' | 'buyer'> & {
  readonly taxes: readonly { readonly category: { readonly code: string } }[];
  readonly lines: readonly { readonly id: string; readonly unitCode: string }[];
};

type Need = {
  readonly field: string;
  readonly sentence: string;
  readonly fix: FixKind;
  readonly profiles?: readonly EinvoiceProfile[];
  readonly missing: (invoice: AskedOf) => boolean;
};

const NETWORKED = ['peppol', 'pint-my'] as const;
const MALAYSIA = ['pint-my'] as const;
const TAXED = ['S', 'Z', 'E', 'AE', 'G', 'K', 'SA', 'SE'];
const bears = (invoice: AskedOf, codes: readonly string[]): boolean =>
  invoice.taxes.some((tax) => codes.includes(tax.category.code));

const NEEDS: readonly Need[] = [
  {
    ...{ field: 'Buyer reference', fix: 'buyer', profiles: ['peppol'] },
    sentence: 'Peppol needs the customer’s own reference (BT-10) or an order number (BT-13); neither is known.',
    missing: (i) => i.buyerReference === '' && i.purchaseOrder === '',
  },
  {
    ...{ field: 'Our electronic address', fix: 'seller', profiles: NETWORKED },
    sentence: 'The network delivers from an electronic address (BT-34), and ours is not entered.',
    missing: (i) => i.seller.endpoint === null,
  },
  {
    ...{ field: 'The customer’s electronic address', fix: 'buyer', profiles: NETWORKED },
    sentence: 'The network delivers to an electronic address (BT-49), and the customer’s is not entered.',
    missing: (i) => i.buyer.endpoint === null,
  },
  {
    ...{ field: 'Our tax number', fix: 'taxNumber' },
    sentence: 'An invoice with tax names the seller’s tax number (BT-31), and ours is not entered.',
    missing: (i) => bears(i, TAXED) && i.seller.vatId === '' && i.seller.taxRegistration === null,
  },
  {
    ...{ field: 'Our registration number', fix: 'seller' },
    sentence: 'The seller is named by a tax number or a registration (BT-30); neither is entered.',
    missing: (i) => i.seller.vatId === '' && i.seller.registration === null && i.seller.identifiers.length === 0,
  },
  {
    ...{ field: 'The customer’s tax number', fix: 'customer' },
    sentence:
      'Reverse charge and supplies within the Union need the customer’s tax number (BT-48). It counts for invoices issued after it is entered.',
    missing: (i) => bears(i, ['AE', 'K']) && i.buyer.vatId === '',
  },
  {
    ...{ field: 'Our address', fix: 'names' },
    sentence: 'The seller’s address (BG-5) is not entered.',
    missing: (i) => !i.seller.address || (i.seller.address.lines.length === 0 && i.seller.address.city === ''),
  },
  {
    ...{ field: 'The customer’s address', fix: 'customer' },
    sentence: 'The customer’s address (BG-8) is not entered. It counts for invoices issued after it is entered.',
    missing: (i) => !i.buyer.address || (i.buyer.address.lines.length === 0 && i.buyer.address.city === ''),
  },
  {
    ...{ field: 'Our tax identification number', fix: 'seller', profiles: MALAYSIA },
    sentence: 'Malaysia asks for the seller’s TIN, and it is not entered.',
    missing: (i) => i.seller.taxRegistration === null,
  },
  {
    ...{ field: 'Our business registration', fix: 'seller', profiles: MALAYSIA },
    sentence: 'Malaysia asks for the seller’s registration number (BRN), and it is not entered.',
    missing: (i) => i.seller.registration === null,
  },
  {
    ...{ field: 'Our activity', fix: 'seller', profiles: MALAYSIA },
    sentence: 'Malaysia asks what the seller does (MSIC code), and it is not entered.',
    missing: (i) => i.seller.activity === null,
  },
  {
    ...{ field: 'The customer’s business registration', fix: 'buyer', profiles: MALAYSIA },
    sentence: 'Malaysia asks for the buyer’s registration number (BRN), and it is not entered.',
    missing: (i) => i.buyer.registration === null,
  },
];

type Missing<F> = { readonly field: string; readonly sentence: string; readonly fix: F };

/** Amounts of these lines' units, and a currency the standard cannot hold, are mended on the document or not at all. */
function ofDocument<F>(invoice: AskedOf, fix: F): Missing<F>[] {
  const strange = invoice.lines.filter((line) => line.unitCode === '').map((line) => line.id);
  if (strange.length === 0) return [];
  const sentence = `The unit on line ${strange.join(', ')} has no code (BT-130). Use a unit of the list.`;
  return [{ field: 'Unit code', sentence, fix }];
}

/**
 * What must be known before an invoice or draft can be made in a format, each with where to say it: `fix` gives what stands
 * for each such place, a path or a word. Everything a person can mend is named here first; what is left is for the rules.
 */
export function missingFor<F>(invoice: AskedOf, profile: EinvoiceProfile, fix: Fixes<F>): Missing<F>[] {
  const needs = NEEDS.filter((need) => !need.profiles || need.profiles.includes(profile));
  return [
    ...needs
      .filter((need) => need.missing(invoice))
      .map((need) => ({ field: need.field, sentence: need.sentence, fix: fix[need.fix] })),
    ...ofDocument(invoice, fix.document),
  ];
}
