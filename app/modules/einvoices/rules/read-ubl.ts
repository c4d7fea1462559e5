import type { XmlDocument, XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { EinvoiceFault, EnAdjustment, EnCategory, EnInvoice, EnLine, EnPeriod, EnTax } from '../types.ts';
import { ublPartyOf } from './read-ubl-party.ts';
import { Places } from './xml-places.ts';

/** An Invoice or CreditNote of UBL 2.1 as the semantic invoice, with each value that is not what it must be. */
export function readUbl(document: XmlDocument): { invoice: EnInvoice; faults: EinvoiceFault[] } {
  const places = new Places(document);
  const { root } = document;
  const isCredit = root.name === 'CreditNote';
  const text = (...path: string[]) => places.text(root, ...path);
  const lines = places.all(root, isCredit ? 'CreditNoteLine' : 'InvoiceLine');
  const dueHere = places.date(root, 'DueDate');
  const adjustments = places.all(root, 'AllowanceCharge');
  const invoice: EnInvoice = {
    ...{ customization: text('CustomizationID'), process: text('ProfileID'), number: text('ID') },
    issuedOn: places.date(root, 'IssueDate'),
    typeCode: text(isCredit ? 'CreditNoteTypeCode' : 'InvoiceTypeCode'),
    ...{ currency: text('DocumentCurrencyCode'), taxCurrency: text('TaxCurrencyCode') },
    ...{ taxPointOn: places.date(root, 'TaxPointDate') },
    dueOn: dueHere ?? places.date(root, 'PaymentMeans', 'PaymentDueDate'),
    ...{ buyerReference: text('BuyerReference'), contract: text('ContractDocumentReference', 'ID') },
    ...{ purchaseOrder: text('OrderReference', 'ID'), terms: text('PaymentTerms', 'Note') },
    notes: places.all(root, 'Note').map((note) => note.text.trim()),
    preceding: places.all(root, 'BillingReference').map((one) => ({
      number: places.text(one, 'InvoiceDocumentReference', 'ID'),
      issuedOn: places.date(one, 'InvoiceDocumentReference', 'IssueDate'),
    })),
    seller: ublPartyOf(places, places.at(root, 'AccountingSupplierParty', 'Party')),
    buyer: ublPartyOf(places, places.at(root, 'AccountingCustomerParty', 'Party')),
    deliveredOn: places.date(root, 'Delivery', 'ActualDeliveryDate'),
    period: periodOf(places, places.at(root, 'InvoicePeriod')),
    payments: places.all(root, 'PaymentMeans').map((means) => ({
      ...{ means: places.text(means, 'PaymentMeansCode'), reference: places.text(means, 'PaymentID') },
      account: places.text(means, 'PayeeFinancialAccount', 'ID'),
      accountName: places.text(means, 'PayeeFinancialAccount', 'Name'),
      bank: places.text(means, 'PayeeFinancialAccount', 'FinancialInstitutionBranch', 'ID'),
    })),
    ...sidesOf(places, adjustments),
    ...taxesOf(places, root, text('DocumentCurrencyCode')),
    lines: lines.map((line) => lineOf(places, line, isCredit)),
  };
  return { invoice, faults: places.faults };
}

const periodOf = (places: Places, period: XmlElement | null): EnPeriod | null =>
  period && { from: places.date(period, 'StartDate'), to: places.date(period, 'EndDate') };

const categoryOf = (places: Places, element: XmlElement): EnCategory => ({
  code: places.text(element, 'ID'),
  rate: places.number(element, 'Percent'),
});

function sidesOf(places: Places, rows: XmlElement[]): Pick<EnInvoice, 'allowances' | 'charges'> {
  const read = (isCharge: boolean): EnAdjustment[] =>
    rows
      .filter((row) => /^(?:true|1)$/.test(places.text(row, 'ChargeIndicator')) === isCharge)
      .map((row) => {
        const category = places.at(row, 'TaxCategory');
        return {
          ...{ amount: places.number(row, 'Amount'), base: places.number(row, 'BaseAmount') },
          percent: places.number(row, 'MultiplierFactorNumeric'),
          reason: places.text(row, 'AllowanceChargeReason'),
          reasonCode: places.text(row, 'AllowanceChargeReasonCode'),
          category: category && categoryOf(places, category),
        };
      });
  return { allowances: read(false), charges: read(true) };
}

function taxesOf(places: Places, root: XmlElement, currency: string): Pick<EnInvoice, 'taxes' | 'totals'> {
  const all = places.all(root, 'TaxTotal');
  const own =
    all.find((one) => places.at(one, 'TaxAmount')?.attributes.get('currencyID') === currency) ?? all[0] ?? null;
  const other = all.find((one) => one !== own) ?? null;
  const taxes = places.all(own, 'TaxSubtotal').map((row): EnTax => {
    const category = places.at(row, 'TaxCategory');
    return {
      ...{ taxable: places.number(row, 'TaxableAmount'), tax: places.number(row, 'TaxAmount') },
      category: category ? categoryOf(places, category) : { code: '', rate: null },
      reason: places.text(category, 'TaxExemptionReason'),
      reasonCode: places.text(category, 'TaxExemptionReasonCode'),
    };
  });
  const sums = places.at(root, 'LegalMonetaryTotal');
  const totals: EnInvoice['totals'] = {
    lines: places.number(sums, 'LineExtensionAmount'),
    allowances: places.number(sums, 'AllowanceTotalAmount'),
    charges: places.number(sums, 'ChargeTotalAmount'),
    withoutTax: places.number(sums, 'TaxExclusiveAmount'),
    tax: places.number(own, 'TaxAmount'),
    taxInTaxCurrency: places.number(other, 'TaxAmount'),
    withTax: places.number(sums, 'TaxInclusiveAmount'),
    prepaid: places.number(sums, 'PrepaidAmount'),
    rounding: places.number(sums, 'PayableRoundingAmount'),
    payable: places.number(sums, 'PayableAmount'),
  };
  return { taxes, totals };
}

function lineOf(places: Places, line: XmlElement, isCredit: boolean): EnLine {
  const quantity = isCredit ? 'CreditedQuantity' : 'InvoicedQuantity';
  const price = places.at(line, 'Price');
  return {
    ...{ id: places.text(line, 'ID'), note: places.text(line, 'Note') },
    quantity: places.number(line, quantity),
    unitCode: places.at(line, quantity)?.attributes.get('unitCode')?.trim() ?? '',
    net: places.number(line, 'LineExtensionAmount'),
    orderLine: places.text(line, 'OrderLineReference', 'LineID'),
    period: periodOf(places, places.at(line, 'InvoicePeriod')),
    ...sidesOf(places, places.all(line, 'AllowanceCharge')),
    ...{ unitPrice: places.number(price, 'PriceAmount'), priceBase: places.number(price, 'BaseQuantity') },
    grossPrice: places.number(price, 'AllowanceCharge', 'BaseAmount'),
    priceDiscount: places.number(price, 'AllowanceCharge', 'Amount'),
    ...{ name: places.text(line, 'Item', 'Name'), description: places.text(line, 'Item', 'Description') },
    categories: places
      .all(places.at(line, 'Item'), 'ClassifiedTaxCategory')
      .map((category) => categoryOf(places, category)),
    line: places.lineOf(line),
  };
}
