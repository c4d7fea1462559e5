import type { Money } from '#app/kernel/money.ts';
import { nameBankDetails } from '#app/kernel/name-bank-details.ts';
import type { BankAccount, Branding, Company } from '#app/modules/company/types.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import type {
  DocumentCustomer,
  DocumentIssuer,
  DocumentMoney,
  InvoiceDocument,
  PaymentInstructions,
  ReceiptDocument,
} from '#app/modules/documents/types.ts';
import type { Instrument } from '#app/modules/instruments/types.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import type { Payment, PaymentCover } from '#app/modules/payments/types.ts';

/** What the law calls the tax on an invoice, by the seller's country. */
const TAX_NAMES: Readonly<Record<string, string>> = {
  GB: 'VAT',
  IE: 'VAT',
  AE: 'VAT',
  SA: 'VAT',
  MY: 'SST',
  SG: 'GST',
  IN: 'GST',
  AU: 'GST',
  NZ: 'GST',
};
/** The locale of a customer's language where it is not the company's own. */
const LOCALES: Readonly<Record<string, string>> = { ms: 'ms-MY', ar: 'ar-AE', ml: 'ml-IN', hi: 'hi-IN', zh: 'zh-CN' };

/**
 * BCP 47 tag in which a customer is written to: their own language where the company writes in it, else the one it falls back
 * to. English follows the company's own (en-GB, en-US).
 */
export function localeFor(language: string, { locale, languages }: Pick<Company, 'locale' | 'languages'>): string {
  const spoken = languages && !languages.allowed.includes(language) ? languages.fallback : language;
  return LOCALES[spoken] ?? (locale.startsWith('en') ? locale : 'en-GB');
}

/** The company as a document of some day says it, in the look it had then; null is the product's plain look. */
export const issuerOf = (company: Company, branding: Branding | null): DocumentIssuer => ({
  name: company.legalName || company.name,
  addressLines: [...company.addressLines],
  taxNumber: company.taxNumber || null,
  registrationNumber: null,
  contact: company.help.email
    ? { name: company.help.name, email: company.help.email, phone: company.help.phone || null }
    : null,
  brand: branding && {
    accentColour: branding.accentColour,
    footerLines: [...branding.footerLines],
    logo: branding.logo && { ...branding.logo },
  },
});

const amount = (minor: bigint, currency: string): DocumentMoney => ({ minor: minor.toString(), currency });

/** Basis points as per cent text: 2000 is `20`, 1750 is `17.5`. */
export function percentText(basisPoints: number): string {
  const rest = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return rest === '' ? String(Math.trunc(basisPoints / 100)) : `${Math.trunc(basisPoints / 100)}.${rest}`;
}

/** How to pay by transfer; `link` is where the customer signs in to pay. */
export function paymentInstructions(of: {
  reference: string;
  bank: BankAccount | undefined;
  link: string;
}): PaymentInstructions {
  const { bank } = of;
  const details = bank ? nameBankDetails(bank) : [];
  return {
    reference: of.reference,
    bank: bank ? { bankName: bank.bankName || null, accountName: bank.accountName, details } : null,
    link: of.link,
    collectedOn: null,
  };
}

export type InvoiceSurroundings = {
  readonly company: Company;
  readonly banks: readonly BankAccount[];
  readonly branding: Branding | null;
  readonly link: string;
  /** Of an issued document in another currency than the books'. */
  readonly taxInBooks?: { readonly amount: Money; readonly rate: string | null } | null;
};

/** What paper says of an invoice. An issued one has it all; a draft that is shown as its paper brings each of these. */
export type InvoiceOnPaper = Pick<
  Invoice,
  | 'kind'
  | 'number'
  | 'currency'
  | 'note'
  | 'customerId'
  | 'customerNumber'
  | 'billTo'
  | 'documentOn'
  | 'dueOn'
  | 'terms'
  | 'dueByHand'
  | 'poNumber'
  | 'serviceFromOn'
  | 'serviceToOn'
  | 'corrects'
  | 'replaces'
  | 'reason'
  | 'netMinor'
  | 'taxMinor'
  | 'grossMinor'
> & {
  readonly lines: readonly Pick<
    Invoice['lines'][number],
    'description' | 'quantity' | 'unit' | 'unitPrice' | 'netMinor' | 'taxLetter' | 'taxRateBp'
  >[];
  readonly taxes: readonly Pick<
    Invoice['taxes'][number],
    'letter' | 'rateBp' | 'taxableMinor' | 'taxMinor' | 'exemption'
  >[];
};

/**
 * An issued invoice as its PDF says it: as on the day it was issued. What was paid later stands on the page and the
 * statement, never in a document that may not change.
 */
export function invoiceDocument(
  invoice: InvoiceOnPaper,
  { company, banks, branding, link, taxInBooks }: InvoiceSurroundings,
): InvoiceDocument {
  const { currency } = invoice;
  const isCredit = invoice.kind === 'credit_note';
  return {
    kind: invoice.kind === 'debit_note' ? 'debit-note' : isCredit ? 'credit-note' : 'invoice',
    standing: 'issued',
    locale: localeFor(invoice.billTo.language, company),
    currency,
    number: invoice.number,
    issuer: issuerOf(company, branding),
    customer: billedTo(invoice),
    issuedOn: invoice.documentOn,
    taxPointOn: null,
    dueOn: invoice.dueOn,
    servicePeriod:
      invoice.serviceFromOn && invoice.serviceToOn ? { from: invoice.serviceFromOn, to: invoice.serviceToOn } : null,
    purchaseOrder: invoice.poNumber || null,
    // A day somebody set does not follow from the terms: the date alone speaks.
    terms: invoice.dueByHand ? null : invoice.terms,
    corrects: invoice.corrects && { number: invoice.corrects.number, issuedOn: invoice.corrects.documentOn },
    reason: invoice.reason && { code: invoice.reason.code, words: invoice.reason.customerLabel },
    // Another customer's invoice is not named to this one.
    replaces:
      invoice.replaces?.customerId === invoice.customerId
        ? { number: invoice.replaces.number, issuedOn: invoice.replaces.documentOn }
        : null,
    taxName: TAX_NAMES[company.country] ?? 'Tax',
    lines: invoice.lines.map((line) => ({
      description: line.description,
      detail: null,
      quantity: line.quantity,
      unit: line.unit || null,
      unitPrice: line.unitPrice,
      amount: amount(line.netMinor, currency),
      taxCategory: line.taxLetter,
      taxRate: percentText(line.taxRateBp),
    })),
    taxes: invoice.taxes.map((tax) => ({
      category: tax.letter,
      rate: percentText(tax.rateBp),
      taxable: amount(tax.taxableMinor, currency),
      tax: amount(tax.taxMinor, currency),
      reason: tax.exemption.reason || null,
    })),
    net: amount(invoice.netMinor, currency),
    tax: amount(invoice.taxMinor, currency),
    gross: amount(invoice.grossMinor, currency),
    taxInBase: taxInBooks
      ? { amount: amount(taxInBooks.amount.minor, taxInBooks.amount.currency), rate: taxInBooks.rate }
      : null,
    settled: [],
    leftToPay: amount(isCredit ? 0n : invoice.grossMinor, currency),
    payment: isCredit
      ? null
      : paymentInstructions({
          reference: invoice.number,
          bank: banks.find((bank) => bank.currency === currency),
          link,
        }),
    notes: invoice.note ? invoice.note.split('\n') : [],
  };
}

const billedTo = (invoice: InvoiceOnPaper): DocumentCustomer => ({
  name: invoice.billTo.name,
  addressLines: [...invoice.billTo.addressLines],
  taxNumber: invoice.billTo.taxNumber || null,
  accountNumber: invoice.customerNumber,
});

type ReceiptSurroundings = {
  readonly company: Company;
  readonly branding: Branding | null;
  readonly customer: Customer;
  readonly covers: readonly PaymentCover[];
};

/** A customer as documents that are no invoices name them: as they are on record now. */
export const paidBy = (customer: Customer): DocumentCustomer => ({
  name: customer.name,
  addressLines: [...customer.addressLines],
  taxNumber: customer.taxNumber || null,
  accountNumber: customer.number,
});

const coversOf = (covers: readonly PaymentCover[], currency: string): ReceiptDocument['covers'] =>
  covers.map((cover) => ({
    number: cover.number,
    issuedOn: cover.documentOn,
    total: amount(cover.grossMinor, currency),
    paid: amount(cover.paidMinor, currency),
    left: amount(cover.leftMinor, currency),
  }));

/**
 * The provisional receipt of a cheque, under its own number: what it covers while it is not cleared, or, while it waits for
 * its date, what it is meant to pay.
 */
export function provisionalReceipt(
  cheque: Instrument,
  { company, branding, customer, covers, unappliedMinor }: ReceiptSurroundings & { readonly unappliedMinor: bigint },
): ReceiptDocument {
  const { currency } = cheque;
  const numbers = cheque.meantFor.map((part) => part.number).filter((number) => number !== '');
  return {
    ...{ locale: localeFor(customer.language, company), currency, number: cheque.number },
    ...{ issuer: issuerOf(company, branding), customer: paidBy(customer) },
    ...{ receivedOn: cheque.receivedOn, valueOn: null, amount: amount(cheque.amountMinor, currency) },
    ...{ method: 'cheque', methodDetail: cheque.chequeNo, reference: cheque.bankName },
    covers: coversOf(covers, currency),
    unapplied: amount(unappliedMinor, currency),
    cleared: false,
    postDated: cheque.state === 'post_dated' ? { on: cheque.datedOn, numbers } : null,
  };
}

/** A receipt: what arrived, what it covers, what stays on account. Amounts as they stand when it is made. */
export function receiptDocument(
  payment: Payment,
  around: ReceiptSurroundings & { readonly hasCleared: boolean },
): ReceiptDocument {
  const { company, branding, customer, covers } = around;
  const { currency } = payment;
  return {
    locale: localeFor(customer.language, company),
    currency,
    number: payment.number,
    issuer: issuerOf(company, branding),
    customer: paidBy(customer),
    receivedOn: payment.receivedOn,
    valueOn: payment.valueOn === payment.receivedOn ? null : payment.valueOn,
    amount: amount(payment.amountMinor, currency),
    method: payment.method === 'direct_debit' ? 'direct-debit' : payment.method,
    methodDetail: null,
    reference: payment.reference || null,
    covers: coversOf(covers, currency),
    unapplied: amount(payment.unappliedMinor, currency),
    // Of a cheque it is made once that has cleared; before, the provisional one is.
    cleared: payment.method !== 'cheque' || around.hasCleared,
    postDated: null,
  };
}
