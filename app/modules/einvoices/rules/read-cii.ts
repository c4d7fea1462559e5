import type { XmlDocument, XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { EinvoiceFault, EnAdjustment, EnCategory, EnInvoice, EnLine, EnPeriod, EnTax } from '../types.ts';
import { ciiPartyOf } from './read-cii-party.ts';
import { Places } from './xml-places.ts';

/** A CrossIndustryInvoice of CII D16B as the semantic invoice, with each value that is not what it must be. */
export function readCii(document: XmlDocument): { invoice: EnInvoice; faults: EinvoiceFault[] } {
  const places = new Places(document);
  const { root } = document;
  const header = places.at(root, 'ExchangedDocument');
  const trade = places.at(root, 'SupplyChainTradeTransaction');
  const agreement = places.at(trade, 'ApplicableHeaderTradeAgreement');
  const settlement = places.at(trade, 'ApplicableHeaderTradeSettlement');
  const context = places.at(root, 'ExchangedDocumentContext');
  const currency = places.text(settlement, 'InvoiceCurrencyCode');
  const delivery = places.at(trade, 'ApplicableHeaderTradeDelivery', 'ActualDeliverySupplyChainEvent');
  const invoice: EnInvoice = {
    customization: places.text(context, 'GuidelineSpecifiedDocumentContextParameter', 'ID'),
    process: places.text(context, 'BusinessProcessSpecifiedDocumentContextParameter', 'ID'),
    ...{ number: places.text(header, 'ID'), typeCode: places.text(header, 'TypeCode') },
    issuedOn: dateOf(places, header, 'IssueDateTime'),
    ...{ currency, taxCurrency: places.text(settlement, 'TaxCurrencyCode') },
    taxPointOn: places.date(settlement, 'ApplicableTradeTax', 'TaxPointDate', 'DateString'),
    dueOn: dateOf(places, places.at(settlement, 'SpecifiedTradePaymentTerms'), 'DueDateDateTime'),
    buyerReference: places.text(agreement, 'BuyerReference'),
    contract: places.text(agreement, 'ContractReferencedDocument', 'IssuerAssignedID'),
    purchaseOrder: places.text(agreement, 'BuyerOrderReferencedDocument', 'IssuerAssignedID'),
    terms: places.text(settlement, 'SpecifiedTradePaymentTerms', 'Description'),
    notes: places.all(header, 'IncludedNote').map((note) => places.text(note, 'Content')),
    preceding: places.all(settlement, 'InvoiceReferencedDocument').map((one) => ({
      number: places.text(one, 'IssuerAssignedID'),
      issuedOn: dateOf(places, one, 'FormattedIssueDateTime'),
    })),
    seller: ciiPartyOf(places, places.at(agreement, 'SellerTradeParty')),
    buyer: ciiPartyOf(places, places.at(agreement, 'BuyerTradeParty')),
    deliveredOn: dateOf(places, delivery, 'OccurrenceDateTime'),
    period: periodOf(places, settlement),
    payments: paymentsOf(places, settlement),
    ...sidesOf(places, settlement),
    taxes: places.all(settlement, 'ApplicableTradeTax').map((row) => taxOf(places, row)),
    totals: totalsOf(places, settlement, currency),
    lines: places.all(trade, 'IncludedSupplyChainTradeLineItem').map((line) => lineOf(places, line)),
  };
  return { invoice, faults: places.faults };
}

const dateOf = (places: Places, element: XmlElement | null, name: string) =>
  places.date(element, name, 'DateTimeString');

function periodOf(places: Places, element: XmlElement | null): EnPeriod | null {
  const period = places.at(element, 'BillingSpecifiedPeriod');
  return period && { from: dateOf(places, period, 'StartDateTime'), to: dateOf(places, period, 'EndDateTime') };
}

const paymentsOf = (places: Places, settlement: XmlElement | null): EnInvoice['payments'] =>
  places.all(settlement, 'SpecifiedTradeSettlementPaymentMeans').map((means) => {
    const account = places.at(means, 'PayeePartyCreditorFinancialAccount');
    return {
      ...{ means: places.text(means, 'TypeCode'), reference: places.text(settlement, 'PaymentReference') },
      account: places.text(account, 'IBANID') || places.text(account, 'ProprietaryID'),
      accountName: places.text(account, 'AccountName'),
      bank: places.text(means, 'PayeeSpecifiedCreditorFinancialInstitution', 'BICID'),
    };
  });

const categoryOf = (places: Places, element: XmlElement | null): EnCategory => ({
  code: places.text(element, 'CategoryCode'),
  rate: places.number(element, 'RateApplicablePercent'),
});

function sidesOf(places: Places, element: XmlElement | null): Pick<EnInvoice, 'allowances' | 'charges'> {
  const rows = places.all(element, 'SpecifiedTradeAllowanceCharge');
  const read = (isCharge: boolean): EnAdjustment[] =>
    rows
      .filter((row) => /^(?:true|1)$/.test(places.text(row, 'ChargeIndicator', 'Indicator')) === isCharge)
      .map((row) => {
        const category = places.at(row, 'CategoryTradeTax');
        return {
          ...{ amount: places.number(row, 'ActualAmount'), base: places.number(row, 'BasisAmount') },
          percent: places.number(row, 'CalculationPercent'),
          ...{ reason: places.text(row, 'Reason'), reasonCode: places.text(row, 'ReasonCode') },
          category: category && categoryOf(places, category),
        };
      });
  return { allowances: read(false), charges: read(true) };
}

const taxOf = (places: Places, row: XmlElement): EnTax => ({
  ...{ taxable: places.number(row, 'BasisAmount'), tax: places.number(row, 'CalculatedAmount') },
  category: categoryOf(places, row),
  ...{ reason: places.text(row, 'ExemptionReason'), reasonCode: places.text(row, 'ExemptionReasonCode') },
});

function totalsOf(places: Places, settlement: XmlElement | null, currency: string): EnInvoice['totals'] {
  const sums = places.at(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation');
  const taxes = places.all(sums, 'TaxTotalAmount');
  const own = taxes.find((one) => one.attributes.get('currencyID') === currency) ?? taxes[0] ?? null;
  const other = taxes.find((one) => one !== own) ?? null;
  return {
    lines: places.number(sums, 'LineTotalAmount'),
    allowances: places.number(sums, 'AllowanceTotalAmount'),
    charges: places.number(sums, 'ChargeTotalAmount'),
    withoutTax: places.number(sums, 'TaxBasisTotalAmount'),
    ...{ tax: places.number(own), taxInTaxCurrency: places.number(other) },
    withTax: places.number(sums, 'GrandTotalAmount'),
    prepaid: places.number(sums, 'TotalPrepaidAmount'),
    rounding: places.number(sums, 'RoundingAmount'),
    payable: places.number(sums, 'DuePayableAmount'),
  };
}

function lineOf(places: Places, line: XmlElement): EnLine {
  const agreement = places.at(line, 'SpecifiedLineTradeAgreement');
  const settlement = places.at(line, 'SpecifiedLineTradeSettlement');
  const gross = places.at(agreement, 'GrossPriceProductTradePrice');
  const net = places.at(agreement, 'NetPriceProductTradePrice');
  const quantity = places.at(line, 'SpecifiedLineTradeDelivery', 'BilledQuantity');
  return {
    id: places.text(line, 'AssociatedDocumentLineDocument', 'LineID'),
    note: places.text(line, 'AssociatedDocumentLineDocument', 'IncludedNote', 'Content'),
    ...{ quantity: places.number(quantity), unitCode: quantity?.attributes.get('unitCode')?.trim() ?? '' },
    net: places.number(settlement, 'SpecifiedTradeSettlementLineMonetarySummation', 'LineTotalAmount'),
    orderLine: places.text(agreement, 'BuyerOrderReferencedDocument', 'LineID'),
    period: periodOf(places, settlement),
    ...sidesOf(places, settlement),
    ...{ unitPrice: places.number(net, 'ChargeAmount'), priceBase: places.number(net, 'BasisQuantity') },
    grossPrice: places.number(gross, 'ChargeAmount'),
    priceDiscount: places.number(gross, 'AppliedTradeAllowanceCharge', 'ActualAmount'),
    name: places.text(line, 'SpecifiedTradeProduct', 'Name'),
    description: places.text(line, 'SpecifiedTradeProduct', 'Description'),
    categories: places.all(settlement, 'ApplicableTradeTax').map((category) => categoryOf(places, category)),
    line: places.lineOf(line),
  };
}
