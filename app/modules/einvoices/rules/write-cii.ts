import type { Decimal } from '#app/kernel/decimal.ts';
import { group, leaf, writeXml, type XmlNode } from '#app/kernel/xml/write-xml.ts';
import type { EnAdjustment, EnCategory, EnInvoice, EnLine, EnPeriod, EnTax } from '../types.ts';
import { amountText, digitsOf } from './decimals.ts';
import { ciiParty } from './write-cii-party.ts';

const NAMESPACES = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
};

type Amount = (name: string, value: Decimal | null) => XmlNode | null;

/** EN 16931 in UN/CEFACT CII D16B, element for element in the order of its schema. Also what a Factur-X PDF carries. */
export function writeCii(invoice: EnInvoice): string {
  const digits = digitsOf(invoice.currency);
  const amount: Amount = (name, value) => (value === null ? null : leaf(name, amountText(value, digits)));
  const root = group(
    'rsm:CrossIndustryInvoice',
    [
      group('rsm:ExchangedDocumentContext', [
        group('ram:BusinessProcessSpecifiedDocumentContextParameter', [leaf('ram:ID', invoice.process)]),
        group('ram:GuidelineSpecifiedDocumentContextParameter', [leaf('ram:ID', invoice.customization)]),
      ]),
      group('rsm:ExchangedDocument', [
        leaf('ram:ID', invoice.number),
        leaf('ram:TypeCode', invoice.typeCode),
        dateNode('ram:IssueDateTime', invoice.issuedOn),
        ...invoice.notes.map((note) => group('ram:IncludedNote', [leaf('ram:Content', note)])),
      ]),
      group('rsm:SupplyChainTradeTransaction', [
        ...invoice.lines.map((line) => lineNode(line, amount)),
        agreement(invoice),
        // Mandatory in the schema even when there is nothing to say.
        { name: 'ram:ApplicableHeaderTradeDelivery', attributes: {}, text: '', children: delivery(invoice) },
        settlement(invoice, amount),
      ]),
    ],
    NAMESPACES,
  );
  return writeXml(root!);
}

const dateNode = (name: string, on: string | null, inner = 'udt:DateTimeString'): XmlNode | null =>
  on === null ? null : group(name, [leaf(inner, on.replaceAll('-', ''), { format: '102' })]);

const delivery = (invoice: EnInvoice): XmlNode[] => {
  const node = group('ram:ActualDeliverySupplyChainEvent', [dateNode('ram:OccurrenceDateTime', invoice.deliveredOn)]);
  return node ? [node] : [];
};

const agreement = (invoice: EnInvoice): XmlNode | null =>
  group('ram:ApplicableHeaderTradeAgreement', [
    leaf('ram:BuyerReference', invoice.buyerReference),
    ciiParty('ram:SellerTradeParty', invoice.seller),
    ciiParty('ram:BuyerTradeParty', invoice.buyer),
    group('ram:BuyerOrderReferencedDocument', [leaf('ram:IssuerAssignedID', invoice.purchaseOrder)]),
    group('ram:ContractReferencedDocument', [leaf('ram:IssuerAssignedID', invoice.contract)]),
  ]);

function settlement(invoice: EnInvoice, amount: Amount): XmlNode | null {
  const [first] = invoice.payments;
  return group('ram:ApplicableHeaderTradeSettlement', [
    leaf('ram:PaymentReference', first?.reference),
    leaf('ram:TaxCurrencyCode', invoice.taxCurrency),
    leaf('ram:InvoiceCurrencyCode', invoice.currency),
    ...invoice.payments.map((payment) =>
      group('ram:SpecifiedTradeSettlementPaymentMeans', [
        leaf('ram:TypeCode', payment.means),
        group('ram:PayeePartyCreditorFinancialAccount', [
          leaf('ram:IBANID', isIban(payment.account) ? payment.account : ''),
          leaf('ram:AccountName', payment.account === '' ? '' : payment.accountName),
          leaf('ram:ProprietaryID', isIban(payment.account) ? '' : payment.account),
        ]),
        group('ram:PayeeSpecifiedCreditorFinancialInstitution', [leaf('ram:BICID', payment.bank)]),
      ]),
    ),
    ...invoice.taxes.map((tax) => taxNode(tax, invoice.taxPointOn, amount)),
    periodNode(invoice.period),
    ...invoice.allowances.map((one) => adjustmentNode(one, 'false', amount)),
    ...invoice.charges.map((one) => adjustmentNode(one, 'true', amount)),
    group('ram:SpecifiedTradePaymentTerms', [
      leaf('ram:Description', invoice.terms),
      dateNode('ram:DueDateDateTime', invoice.dueOn),
    ]),
    totalsNode(invoice, amount),
    ...invoice.preceding.map((one) =>
      group('ram:InvoiceReferencedDocument', [
        leaf('ram:IssuerAssignedID', one.number),
        dateNode('ram:FormattedIssueDateTime', one.issuedOn, 'qdt:DateTimeString'),
      ]),
    ),
  ]);
}

const isIban = (account: string): boolean => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account);

const totalsNode = ({ totals, currency, taxCurrency }: EnInvoice, amount: Amount): XmlNode | null =>
  group('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
    amount('ram:LineTotalAmount', totals.lines),
    amount('ram:ChargeTotalAmount', totals.charges),
    amount('ram:AllowanceTotalAmount', totals.allowances),
    amount('ram:TaxBasisTotalAmount', totals.withoutTax),
    taxTotal(totals.tax, currency),
    taxTotal(totals.taxInTaxCurrency, taxCurrency),
    amount('ram:RoundingAmount', totals.rounding),
    amount('ram:GrandTotalAmount', totals.withTax),
    amount('ram:TotalPrepaidAmount', totals.prepaid),
    amount('ram:DuePayableAmount', totals.payable),
  ]);

const taxTotal = (value: Decimal | null, currency: string): XmlNode | null =>
  value === null ? null : leaf('ram:TaxTotalAmount', amountText(value, digitsOf(currency)), { currencyID: currency });

const categoryParts = (category: EnCategory): (XmlNode | null)[] => [
  leaf('ram:CategoryCode', category.code),
  leaf('ram:RateApplicablePercent', category.rate),
];

const taxNode = (tax: EnTax, taxPointOn: string | null, amount: Amount): XmlNode | null =>
  group('ram:ApplicableTradeTax', [
    amount('ram:CalculatedAmount', tax.tax),
    leaf('ram:TypeCode', 'VAT'),
    leaf('ram:ExemptionReason', tax.reason),
    amount('ram:BasisAmount', tax.taxable),
    leaf('ram:CategoryCode', tax.category.code),
    leaf('ram:ExemptionReasonCode', tax.reasonCode),
    dateNode('ram:TaxPointDate', taxPointOn, 'udt:DateString'),
    leaf('ram:RateApplicablePercent', tax.category.rate),
  ]);

const periodNode = (period: EnPeriod | null): XmlNode | null =>
  period &&
  group('ram:BillingSpecifiedPeriod', [
    dateNode('ram:StartDateTime', period.from),
    dateNode('ram:EndDateTime', period.to),
  ]);

const adjustmentNode = (one: EnAdjustment, isCharge: 'true' | 'false', amount: Amount): XmlNode | null =>
  group('ram:SpecifiedTradeAllowanceCharge', [
    group('ram:ChargeIndicator', [leaf('udt:Indicator', isCharge)]),
    leaf('ram:CalculationPercent', one.percent),
    amount('ram:BasisAmount', one.base),
    amount('ram:ActualAmount', one.amount),
    leaf('ram:ReasonCode', one.reasonCode),
    leaf('ram:Reason', one.reason),
    one.category && group('ram:CategoryTradeTax', [leaf('ram:TypeCode', 'VAT'), ...categoryParts(one.category)]),
  ]);

function lineNode(line: EnLine, amount: Amount): XmlNode | null {
  const base = () => leaf('ram:BasisQuantity', line.priceBase, { unitCode: line.unitCode });
  return group('ram:IncludedSupplyChainTradeLineItem', [
    group('ram:AssociatedDocumentLineDocument', [
      leaf('ram:LineID', line.id),
      group('ram:IncludedNote', [leaf('ram:Content', line.note)]),
    ]),
    group('ram:SpecifiedTradeProduct', [leaf('ram:Name', line.name), leaf('ram:Description', line.description)]),
    group('ram:SpecifiedLineTradeAgreement', [
      group('ram:BuyerOrderReferencedDocument', [leaf('ram:LineID', line.orderLine)]),
      line.grossPrice === null ? null : grossPrice(line, base()),
      group('ram:NetPriceProductTradePrice', [leaf('ram:ChargeAmount', line.unitPrice), base()]),
    ]),
    group('ram:SpecifiedLineTradeDelivery', [leaf('ram:BilledQuantity', line.quantity, { unitCode: line.unitCode })]),
    group('ram:SpecifiedLineTradeSettlement', [
      ...line.categories.map((category) =>
        group('ram:ApplicableTradeTax', [leaf('ram:TypeCode', 'VAT'), ...categoryParts(category)]),
      ),
      periodNode(line.period),
      ...line.allowances.map((one) => adjustmentNode(one, 'false', amount)),
      ...line.charges.map((one) => adjustmentNode(one, 'true', amount)),
      group('ram:SpecifiedTradeSettlementLineMonetarySummation', [amount('ram:LineTotalAmount', line.net)]),
    ]),
  ]);
}

const grossPrice = (line: EnLine, base: XmlNode | null): XmlNode | null =>
  group('ram:GrossPriceProductTradePrice', [
    leaf('ram:ChargeAmount', line.grossPrice),
    base,
    line.priceDiscount === null
      ? null
      : group('ram:AppliedTradeAllowanceCharge', [
          group('ram:ChargeIndicator', [leaf('udt:Indicator', 'false')]),
          leaf('ram:ActualAmount', line.priceDiscount),
        ]),
  ]);
