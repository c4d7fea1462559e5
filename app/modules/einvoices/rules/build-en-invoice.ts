import { type Decimal, decimal, toMicros } from '#app/kernel/decimal.ts';
import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { BankAccount, Company } from '#app/modules/company/types.ts';
import type { BillTo, Invoice } from '#app/modules/invoicing/types.ts';
import type {
  BuyerFacts,
  EinvoiceProfile,
  EnAdjustment,
  EnCategory,
  EnInvoice,
  EnLine,
  EnPayment,
  EnTax,
  EnTotals,
  SellerFacts,
} from '../types.ts';
import { buyerParty, sellerParty } from './build-party.ts';
import { decimalOfMicros, negated, sumOf } from './decimals.ts';
import { PROFILE_SHAPES, WHOLE_DOCUMENT_UNITS } from './profiles.ts';
import { taxCategory } from './tax-category.ts';
import { unitCodeOf } from './unit-code.ts';

/** An issued document or a draft, as far as an e-invoice says it. */
export type BillingFacts = {
  readonly kind: Invoice['kind'];
  readonly number: string;
  readonly title: string;
  readonly note: string;
  readonly currency: Currency;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly serviceFromOn: PlainDate | null;
  readonly serviceToOn: PlainDate | null;
  readonly poNumber: string;
  readonly billTo: BillTo;
  readonly corrects: { readonly number: string; readonly documentOn: PlainDate } | null;
  readonly lines: readonly BilledLine[];
  readonly taxes: readonly BilledTax[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
};
type BilledLine = Pick<
  Invoice['lines'][number],
  'lineNo' | 'description' | 'quantity' | 'unit' | 'unitPrice' | 'netMinor' | 'taxLetter' | 'taxRateBp'
>;
type BilledTax = Pick<Invoice['taxes'][number], 'letter' | 'name' | 'rateBp' | 'taxableMinor' | 'taxMinor'> &
  Partial<Pick<Invoice['taxes'][number], 'exemption'>>;

/** What stands around a document. `units` maps our words for units to codes of UN/ECE Recommendation 20. */
export type EinvoiceSurroundings = {
  readonly company: Company;
  readonly seller: SellerFacts;
  readonly buyer: BuyerFacts;
  readonly bank: BankAccount | null;
  readonly units: ReadonlyMap<string, string>;
  /** What had been paid and what was rounded when it was issued; a document of our own is issued with neither. */
  readonly prepaidMinor?: bigint;
  readonly roundingMinor?: bigint;
  /** The tax once more in the currency of the books (BT-6, BT-111), where the law asks for it. */
  readonly taxInBooks?: { readonly currency: Currency; readonly minor: bigint };
};

const TYPE_CODES: Readonly<Record<Invoice['kind'], string>> = { invoice: '380', debit_note: '383', credit_note: '381' };
const CREDIT_TRANSFER = '30';

/**
 * The invoice of EN 16931 that an issued document is: its own figures, none of them computed anew. Allowances and charges
 * of the whole document are told apart from lines by their unit.
 */
export function buildEnInvoice(of: BillingFacts, around: EinvoiceSurroundings, profile: EinvoiceProfile): EnInvoice {
  const shape = PROFILE_SHAPES[profile];
  const amount = (minor: bigint): Decimal => decimal(minorToDecimal(minor, of.currency));
  const category = (letter: string, rateBp: number) => taxCategory(letter, rateBp, profile);
  const goods = of.lines.filter((line) => !isWholeDocument(line.unit));
  const whole = (unit: string, sign: bigint) =>
    of.lines.filter((line) => line.unit === unit).map((line) => adjustmentOf(line, { sign, amount, category }));
  const [allowances, charges] = [whole(WHOLE_DOCUMENT_UNITS.allowance, -1n), whole(WHOLE_DOCUMENT_UNITS.charge, 1n)];
  const lines = goods.map((line) => lineOf(line, { amount, category, units: around.units }));
  return {
    ...{ customization: shape.customization, process: shape.process },
    ...{ number: showText(of.number), issuedOn: of.documentOn, typeCode: TYPE_CODES[of.kind], currency: of.currency },
    ...{ taxCurrency: around.taxInBooks?.currency ?? '', taxPointOn: null },
    // Nothing is due on a credit note.
    dueOn: of.kind === 'credit_note' ? null : of.dueOn,
    ...{ buyerReference: showText(around.buyer.buyerReference), contract: '', purchaseOrder: showText(of.poNumber) },
    terms: '',
    notes: notesOf(of, profile),
    preceding: of.corrects ? [{ number: showText(of.corrects.number), issuedOn: of.corrects.documentOn }] : [],
    seller: sellerParty(around.company, around.seller, profile),
    buyer: buyerParty(of.billTo, around.buyer, profile),
    deliveredOn: null,
    period: of.serviceFromOn || of.serviceToOn ? { from: of.serviceFromOn, to: of.serviceToOn } : null,
    payments: of.kind === 'credit_note' ? [] : paymentsOf(of, around.bank),
    ...{ allowances, charges, lines },
    taxes: of.taxes.map((tax) => taxOf(tax, { amount, category })),
    totals: totalsOf(of, { amount, lines, allowances, charges, around }),
  };
}

/** Peppol takes one note (R002). */
function notesOf({ title, note }: BillingFacts, profile: EinvoiceProfile): string[] {
  const notes = [showText(title), showText(note)].filter((text) => text !== '');
  return profile === 'peppol' && notes.length > 1 ? [notes.join(' / ')] : notes;
}

const isWholeDocument = (unit: string): boolean =>
  unit === WHOLE_DOCUMENT_UNITS.allowance || unit === WHOLE_DOCUMENT_UNITS.charge;

type Said = {
  readonly amount: (minor: bigint) => Decimal;
  readonly category: (letter: string, rateBp: number) => EnCategory;
};

const adjustmentOf = (line: BilledLine, { sign, amount, category }: Said & { sign: bigint }): EnAdjustment => ({
  amount: amount(sign * line.netMinor),
  ...{ base: null, percent: null, reason: showText(line.description), reasonCode: '' },
  category: category(line.taxLetter, line.taxRateBp),
});

/** A price is never below zero in the standard (BR-27): the quantity takes its sign, the amount stays as it was. */
function lineOf(line: BilledLine, { amount, category, units }: Said & { units: ReadonlyMap<string, string> }): EnLine {
  const turned = toMicros(line.unitPrice) < 0n;
  const name = showText(line.description);
  return {
    ...{ id: String(line.lineNo), note: '', orderLine: '', period: null, allowances: [], charges: [] },
    quantity: turned ? negated(line.quantity) : line.quantity,
    unitCode: unitCodeOf(line.unit, units) ?? '',
    net: amount(line.netMinor),
    unitPrice: turned ? negated(line.unitPrice) : line.unitPrice,
    ...{ priceBase: null, grossPrice: null, priceDiscount: null },
    ...{ name, description: '' },
    categories: [category(line.taxLetter, line.taxRateBp)],
    line: 0,
  };
}

const WHY_UNTAXED: Readonly<Record<string, string>> = {
  AE: 'Reverse charge',
  G: 'Export outside the European Union',
  K: 'Supply within the European Union',
  O: 'Not subject to tax',
};

function taxOf(tax: BilledTax, { amount, category }: Said): EnTax {
  const named = category(tax.letter, tax.rateBp);
  const why = WHY_UNTAXED[named.code] ?? (named.code === 'E' ? showText(tax.name) || 'Exempt from tax' : '');
  return {
    taxable: amount(tax.taxableMinor),
    tax: amount(tax.taxMinor),
    category: named,
    ...{ reason: showText(tax.exemption?.reason ?? '') || why, reasonCode: tax.exemption?.code ?? '' },
  };
}

/** A bank's own code where what stands beside the account is one. */
const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

function paymentsOf(of: BillingFacts, bank: BankAccount | null): EnPayment[] {
  if (!bank) return [];
  const routing = bank.routing.replace(/^(?:SWIFT|BIC)\s+/i, '').replace(/\s+/g, '');
  return [
    {
      ...{ means: CREDIT_TRANSFER, reference: showText(of.number), account: bank.accountNumber.replace(/\s+/g, '') },
      ...{ accountName: showText(bank.accountName), bank: BIC.test(routing) ? routing : '' },
    },
  ];
}

type Parts = Pick<Said, 'amount'> & {
  readonly lines: readonly EnLine[];
  readonly allowances: readonly EnAdjustment[];
  readonly charges: readonly EnAdjustment[];
  readonly around: EinvoiceSurroundings;
};

function totalsOf(of: BillingFacts, { amount, lines, allowances, charges, around }: Parts): EnTotals {
  const total = (rows: readonly EnAdjustment[]) =>
    rows.length === 0 ? null : decimalOfMicros(sumOf(rows.map((row) => row.amount)));
  const [prepaid, rounding] = [around.prepaidMinor ?? 0n, around.roundingMinor ?? 0n];
  return {
    lines: decimalOfMicros(sumOf(lines.map((line) => line.net))),
    ...{ allowances: total(allowances), charges: total(charges) },
    withoutTax: amount(of.netMinor),
    tax: amount(of.taxMinor),
    taxInTaxCurrency: around.taxInBooks
      ? decimal(minorToDecimal(around.taxInBooks.minor, around.taxInBooks.currency))
      : null,
    withTax: amount(of.grossMinor),
    prepaid: prepaid === 0n ? null : amount(prepaid),
    rounding: rounding === 0n ? null : amount(rounding),
    payable: amount(of.grossMinor - prepaid + rounding),
  };
}
