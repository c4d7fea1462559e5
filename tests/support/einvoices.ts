import { assert } from '#app/kernel/assert.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Company } from '#app/modules/company/types.ts';
import {
  type BillingFacts,
  buildEnInvoice,
  type EinvoiceSurroundings,
} from '#app/modules/einvoices/rules/build-en-invoice.ts';
import { writeUbl } from '#app/modules/einvoices/rules/write-ubl.ts';
import type { BuyerFacts, PartyFacts, SellerFacts } from '#app/modules/einvoices/types.ts';
import { priceInvoice } from '#app/modules/invoicing/rules/price-invoice.ts';
import type { InvoiceLineInput } from '#app/modules/invoicing/types.ts';

const NOTHING: PartyFacts = {
  ...{ endpoint: null, registration: null, tin: '', street: '', city: '', postcode: '', region: '' },
};

const A_COMPANY: Company = {
  name: 'Calder Resources',
  legalName: 'Calder Resources Ltd',
  addressLines: ['Ellen Street 14', 'Halifax HX1 2RD', 'United Kingdom'],
  taxNumber: 'GB 418 2207 36',
  country: 'GB',
  baseCurrency: currency('GBP'),
  timeZone: 'Europe/London',
  locale: 'en-GB',
  help: { name: 'Ana Ruiz', email: 'billing@calder.example', phone: '01422 550142', hours: '' },
  mailFrom: '',
};

export const A_SELLER: SellerFacts = {
  ...NOTHING,
  endpoint: { scheme: '9932', id: 'GB418220736' },
  registration: { scheme: '', id: '01234567' },
  msic: null,
};

export const A_BUYER: BuyerFacts = {
  ...NOTHING,
  endpoint: { scheme: '0088', id: '5798000000124' },
  ...{ buyerReference: 'Cost centre 7', profile: 'peppol', portalDownload: true },
};

export const A_SURROUNDING: EinvoiceSurroundings = {
  ...{ company: A_COMPANY, seller: A_SELLER, buyer: A_BUYER },
  bank: {
    currency: currency('GBP'),
    ...{ bankName: 'First Pennine Bank', accountName: 'Calder Resources Ltd' },
    ...{ accountNumber: 'GB82 WEST 1234 5698 7654 32', routing: 'SWIFT WESTGB2L' },
  },
  units: new Map([
    ['t', 'TNE'],
    ['kWh', 'KWH'],
  ]),
};

export const aLine = (quantity: string, unitPrice: string, taxCode = 'S20', unit = 't'): InvoiceLineInput => ({
  ...{ description: 'Fly ash, washed', quantity: decimal(quantity), unit, unitPrice: decimal(unitPrice), taxCode },
  accountCode: '4000',
});

export type MadeTax = {
  readonly code: string;
  readonly letter: string;
  readonly name: string;
  readonly rateBp: number;
};
const TAXES: readonly MadeTax[] = [
  { code: 'S20', letter: 'S', name: 'VAT', rateBp: 2000 },
  { code: 'S6', letter: 'S', name: 'Service tax', rateBp: 600 },
  { code: 'Z', letter: 'Z', name: 'Zero rated', rateBp: 0 },
  { code: 'E', letter: 'E', name: 'Exempt', rateBp: 0 },
  { code: 'AE', letter: 'AE', name: 'Reverse charge', rateBp: 0 },
  { code: 'G', letter: 'G', name: 'Export', rateBp: 0 },
  { code: 'O', letter: 'O', name: 'Outside', rateBp: 0 },
];

/** An issued document as our own rules price it. */
export function billed(
  lines: readonly InvoiceLineInput[],
  { table = TAXES, ...more }: Partial<BillingFacts> & { table?: readonly MadeTax[] } = {},
): BillingFacts {
  const code = more.currency ?? currency('GBP');
  const priced = priceInvoice({ currency: code, lines }, new Map(table.map((tax) => [tax.code, tax.rateBp])));
  assert(priced.ok, 'the lines cannot be priced');
  const { lines: out, taxes: sums, netMinor, taxMinor, grossMinor } = priced.value;
  const of = (taxCode: string) => table.find((tax) => tax.code === taxCode)!;
  return {
    ...{ kind: 'invoice', number: 'INV-0001', title: 'Fly ash, week 45', note: '', currency: code },
    ...{ documentOn: plainDate('2026-11-03'), dueOn: plainDate('2026-12-03'), serviceFromOn: null, serviceToOn: null },
    poNumber: 'PO-77',
    billTo: {
      ...{ name: 'Ridgeway Concrete Ltd', addressLines: ['Mill Lane 2', 'Leeds LS1 4AP'], country: 'GB' },
      ...{ taxNumber: 'GB 999 9999 73', language: 'en' },
    },
    corrects: null,
    ...more,
    lines: out.map((line, index) => ({ ...line, lineNo: index + 1, taxLetter: of(line.taxCode).letter })),
    taxes: sums.map((tax) => ({ ...tax, letter: of(tax.taxCode).letter, name: of(tax.taxCode).name })),
    ...{ netMinor, taxMinor, grossMinor },
  };
}

/** An e-invoice as somebody else would send it: one line at a rate that we do not have, so that every part of its page shows. */
export const aReceivedInvoice = (): string =>
  writeUbl(
    buildEnInvoice(
      billed([aLine('3', '10.03', 'T25')], { table: [{ code: 'T25', letter: 'S', name: 'Tax', rateBp: 2500 }] }),
      A_SURROUNDING,
      'ubl',
    ),
  ).replace('>10.03<', '>10.30<');
