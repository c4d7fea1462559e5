import type { Decimal } from '#app/kernel/decimal.ts';
import { group, leaf, writeXml, type XmlNode } from '#app/kernel/xml/write-xml.ts';
import type { EnAdjustment, EnCategory, EnInvoice, EnLine, EnPayment, EnTax } from '../types.ts';
import { amountText, digitsOf } from './decimals.ts';
import { ublParty } from './write-ubl-party.ts';

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd';
const CREDIT_NOTE = '381';
/** UNCL 4461 "instrument not defined": where a credit note names a due date and no way to pay. */
const NO_MEANS = '1';
/** PINT-MY: a flat tax on a night, under a scheme of its own. */
const OTHER_SCHEME: Readonly<Record<string, string>> = { TTX: 'AAL' };

type Writing = { readonly amount: (name: string, value: Decimal | null) => XmlNode | null; readonly isCredit: boolean };

/** EN 16931 in UBL 2.1, element for element in the order of its schema: an Invoice, or a CreditNote for type 381. */
export function writeUbl(invoice: EnInvoice): string {
  const isCredit = invoice.typeCode === CREDIT_NOTE;
  const digits = digitsOf(invoice.currency);
  const amount = (name: string, value: Decimal | null) =>
    value === null ? null : leaf(name, amountText(value, digits), { currencyID: invoice.currency });
  const writing: Writing = { amount, isCredit };
  const kind = isCredit ? 'CreditNote' : 'Invoice';
  const root = group(kind, [...head(invoice, isCredit), ...middle(invoice), ...sums(invoice, writing)], {
    xmlns: `${NAMESPACE}:${kind}-2`,
    'xmlns:cac': `${NAMESPACE}:CommonAggregateComponents-2`,
    'xmlns:cbc': `${NAMESPACE}:CommonBasicComponents-2`,
  });
  return writeXml(root!);
}

function head(invoice: EnInvoice, isCredit: boolean): (XmlNode | null)[] {
  const typeCode = leaf(isCredit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode', invoice.typeCode);
  const notes = invoice.notes.map((note) => leaf('cbc:Note', note));
  const taxPoint = leaf('cbc:TaxPointDate', invoice.taxPointOn);
  return [
    leaf('cbc:CustomizationID', invoice.customization),
    leaf('cbc:ProfileID', invoice.process),
    leaf('cbc:ID', invoice.number),
    leaf('cbc:IssueDate', invoice.issuedOn),
    // The two documents order these differently, and a credit note has no due date of its own.
    ...(isCredit ? [taxPoint, typeCode, ...notes] : [leaf('cbc:DueDate', invoice.dueOn), typeCode, ...notes, taxPoint]),
    leaf('cbc:DocumentCurrencyCode', invoice.currency),
    leaf('cbc:TaxCurrencyCode', invoice.taxCurrency),
    leaf('cbc:BuyerReference', invoice.buyerReference),
    periodNode('cac:InvoicePeriod', invoice.period),
    group('cac:OrderReference', [leaf('cbc:ID', invoice.purchaseOrder)]),
    ...invoice.preceding.map((one) =>
      group('cac:BillingReference', [
        group('cac:InvoiceDocumentReference', [leaf('cbc:ID', one.number), leaf('cbc:IssueDate', one.issuedOn)]),
      ]),
    ),
    group('cac:ContractDocumentReference', [leaf('cbc:ID', invoice.contract)]),
  ];
}

function middle(invoice: EnInvoice): (XmlNode | null)[] {
  const isCredit = invoice.typeCode === CREDIT_NOTE;
  const due = isCredit ? invoice.dueOn : null;
  const bare: EnPayment = { means: NO_MEANS, reference: '', account: '', accountName: '', bank: '' };
  const payments = invoice.payments.length === 0 && due !== null ? [bare] : invoice.payments;
  return [
    group('cac:AccountingSupplierParty', [ublParty(invoice.seller)]),
    group('cac:AccountingCustomerParty', [ublParty(invoice.buyer)]),
    group('cac:Delivery', [leaf('cbc:ActualDeliveryDate', invoice.deliveredOn)]),
    ...payments.map((payment) => paymentNode(payment, due)),
    group('cac:PaymentTerms', [leaf('cbc:Note', invoice.terms)]),
  ];
}

const paymentNode = (payment: EnPayment, dueOn: string | null): XmlNode | null =>
  group('cac:PaymentMeans', [
    leaf('cbc:PaymentMeansCode', payment.means),
    leaf('cbc:PaymentDueDate', dueOn),
    leaf('cbc:PaymentID', payment.reference),
    group('cac:PayeeFinancialAccount', [
      leaf('cbc:ID', payment.account),
      leaf('cbc:Name', payment.accountName),
      group('cac:FinancialInstitutionBranch', [leaf('cbc:ID', payment.bank)]),
    ]),
  ]);

function sums(invoice: EnInvoice, writing: Writing): (XmlNode | null)[] {
  const { amount } = writing;
  const { totals } = invoice;
  return [
    ...invoice.allowances.map((one) => adjustmentNode(one, 'false', amount)),
    ...invoice.charges.map((one) => adjustmentNode(one, 'true', amount)),
    group('cac:TaxTotal', [amount('cbc:TaxAmount', totals.tax), ...invoice.taxes.map((tax) => taxNode(tax, amount))]),
    totals.taxInTaxCurrency === null
      ? null
      : group('cac:TaxTotal', [
          leaf('cbc:TaxAmount', amountText(totals.taxInTaxCurrency, digitsOf(invoice.taxCurrency)), {
            currencyID: invoice.taxCurrency,
          }),
        ]),
    group('cac:LegalMonetaryTotal', [
      amount('cbc:LineExtensionAmount', totals.lines),
      amount('cbc:TaxExclusiveAmount', totals.withoutTax),
      amount('cbc:TaxInclusiveAmount', totals.withTax),
      amount('cbc:AllowanceTotalAmount', totals.allowances),
      amount('cbc:ChargeTotalAmount', totals.charges),
      amount('cbc:PrepaidAmount', totals.prepaid),
      amount('cbc:PayableRoundingAmount', totals.rounding),
      amount('cbc:PayableAmount', totals.payable),
    ]),
    ...invoice.lines.map((line) => lineNode(line, writing)),
  ];
}

const periodNode = (name: string, period: EnInvoice['period']): XmlNode | null =>
  period && group(name, [leaf('cbc:StartDate', period.from), leaf('cbc:EndDate', period.to)]);

const categoryNode = (name: string, category: EnCategory, why: Pick<EnTax, 'reason' | 'reasonCode'> | null = null) =>
  group(name, [
    leaf('cbc:ID', category.code),
    leaf('cbc:Percent', category.rate),
    why && leaf('cbc:TaxExemptionReasonCode', why.reasonCode),
    why && leaf('cbc:TaxExemptionReason', why.reason),
    group('cac:TaxScheme', [leaf('cbc:ID', OTHER_SCHEME[category.code] ?? 'VAT')]),
  ]);

const adjustmentNode = (one: EnAdjustment, isCharge: 'true' | 'false', amount: Writing['amount']): XmlNode | null =>
  group('cac:AllowanceCharge', [
    leaf('cbc:ChargeIndicator', isCharge),
    leaf('cbc:AllowanceChargeReasonCode', one.reasonCode),
    leaf('cbc:AllowanceChargeReason', one.reason),
    leaf('cbc:MultiplierFactorNumeric', one.percent),
    amount('cbc:Amount', one.amount),
    amount('cbc:BaseAmount', one.base),
    one.category && categoryNode('cac:TaxCategory', one.category),
  ]);

const taxNode = (tax: EnTax, amount: Writing['amount']): XmlNode | null =>
  group('cac:TaxSubtotal', [
    amount('cbc:TaxableAmount', tax.taxable),
    amount('cbc:TaxAmount', tax.tax),
    categoryNode('cac:TaxCategory', tax.category, tax),
  ]);

function lineNode(line: EnLine, { amount, isCredit }: Writing): XmlNode | null {
  const price = (name: string, value: Decimal | null) => amount(name, value);
  const hasDiscount = line.priceDiscount !== null || line.grossPrice !== null;
  return group(isCredit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine', [
    leaf('cbc:ID', line.id),
    leaf('cbc:Note', line.note),
    leaf(isCredit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', line.quantity, { unitCode: line.unitCode }),
    amount('cbc:LineExtensionAmount', line.net),
    periodNode('cac:InvoicePeriod', line.period),
    group('cac:OrderLineReference', [leaf('cbc:LineID', line.orderLine)]),
    ...line.allowances.map((one) => adjustmentNode(one, 'false', amount)),
    ...line.charges.map((one) => adjustmentNode(one, 'true', amount)),
    group('cac:Item', [
      leaf('cbc:Description', line.description),
      leaf('cbc:Name', line.name),
      ...line.categories.map((category) => categoryNode('cac:ClassifiedTaxCategory', category)),
    ]),
    group('cac:Price', [
      price('cbc:PriceAmount', line.unitPrice),
      leaf('cbc:BaseQuantity', line.priceBase, { unitCode: line.unitCode }),
      hasDiscount
        ? group('cac:AllowanceCharge', [
            leaf('cbc:ChargeIndicator', 'false'),
            price('cbc:Amount', line.priceDiscount),
            price('cbc:BaseAmount', line.grossPrice),
          ])
        : null,
    ]),
  ]);
}
