import type { BilledSpan, Cycle, Timing } from '#app/kernel/billing-periods.ts';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { CustomerId, Id } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme, PriceVersion } from '#app/kernel/pricing/price-scheme.ts';

export type ContractId = Id<'contract'>;
export type ContractLineId = Id<'contract-line'>;
export type ContractFileId = Id<'contract-file'>;
export type SiteId = Id<'site'>;

/** What stands together on one invoice: lines of one cycle, of one PO, of one site, or everything due. */
export const INVOICE_PER = ['cycle', 'po', 'site', 'together'] as const;
export type InvoicePer = (typeof INVOICE_PER)[number];

/** `recurring`: one quantity a period, agreed beforehand. `metered`: what was used. */
export const CHARGES = ['recurring', 'metered'] as const;
export type Charge = (typeof CHARGES)[number];

/** An own price of a line. `validToOn` null holds on. */
export type PriceTerm = {
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
  readonly scheme: PriceScheme;
};

/** A line as agreed. Its number names it for good: a change that bills differently ends it and begins another that replaces it. */
export type LineTerms = BilledSpan & {
  readonly lineNo: number;
  readonly replacesLineNo: number | null;
  readonly productId: string;
  readonly description: string;
  readonly timing: Timing;
  readonly charge: Charge;
  /** Of a whole period; null where metered. */
  readonly quantity: Decimal | null;
  readonly siteId: SiteId | null;
  readonly poNumber: string;
  readonly priceListId: string | null;
  readonly deferred: boolean;
  /** Null: the product's. */
  readonly taxCode: string | null;
  readonly accountCode: string | null;
  readonly prices: readonly PriceTerm[];
};

/** A contract as a whole, as one version has it and as `contract_versions.terms` keeps it. */
export type ContractTerms = {
  readonly title: string;
  readonly currency: Currency;
  readonly poNumber: string;
  /** Null: the customer's. */
  readonly invoicePer: InvoicePer | null;
  readonly termsDays: number | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly lines: readonly LineTerms[];
};

/** All a billing run must know of a line: contract, customer and product facts are resolved, so nothing is looked up again. */
export type BillableLine = BilledSpan & {
  readonly contractLineId: ContractLineId;
  readonly lineNo: number;
  readonly contractId: ContractId;
  readonly contractNumber: string;
  readonly contractTitle: string;
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly invoicePer: InvoicePer;
  readonly termsDays: number;
  readonly description: string;
  readonly timing: Timing;
  readonly cycle: Cycle;
  readonly charge: Charge;
  readonly quantity: Decimal | null;
  /** The line's, else the contract's, else empty. */
  readonly poNumber: string;
  readonly siteId: SiteId | null;
  readonly siteCode: string | null;
  readonly siteName: string | null;
  readonly deferred: boolean;
  readonly productId: string;
  readonly productCode: string;
  readonly unitCode: string;
  readonly taxCode: string;
  readonly accountCode: string;
  readonly priceListId: string | null;
  /** The line's own and the list's, for `priceSegments`, which lets the own one win. */
  readonly prices: readonly PriceVersion[];
};
