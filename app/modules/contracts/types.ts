import type { BilledSpan, Timing } from '#app/kernel/billing-periods.ts';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { CustomerId, Id } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme, PriceVersion } from '#app/kernel/pricing/price-scheme.ts';
import type { InvoicePer } from '#app/modules/customers/types.ts';

export type ContractId = Id<'contract'>;
export type ContractLineId = Id<'contract-line'>;
export type ContractFileId = Id<'contract-file'>;
export type SiteId = Id<'site'>;

/** `recurring`: one quantity a period, agreed beforehand. `metered`: what was used. */
export const CHARGES = ['metered', 'recurring'] as const;
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
  /** What they count from, where there are terms; left out in versions before it could be said: the document's date. */
  readonly termsFrom?: TermsFrom;
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
  readonly termsFrom: TermsFrom;
  readonly termsDays: number;
  readonly description: string;
  readonly timing: Timing;
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

/** A line as somebody wants it: of a line that is there its number, of a new one null. */
export type WantedLine = Omit<LineTerms, 'lineNo' | 'replacesLineNo'> & { readonly lineNo: number | null };
export type WantedTerms = Omit<ContractTerms, 'lines'> & { readonly lines: readonly WantedLine[] };

type Span = { readonly fromOn: PlainDate; readonly toOn: PlainDate | null };

/** What is wrong with a proposal. Each carries the facts its words need. */
export type ContractProblem =
  | { readonly code: 'no-lines' | 'price-missing' | 'metered-in-advance' | 'line-unknown' }
  | { readonly code: 'product-unknown' | 'site-unknown' | 'price-list-unknown' | 'tax-unknown' | 'account-unknown' }
  | { readonly code: 'ends-before-start'; readonly startsOn: PlainDate; readonly endsOn: PlainDate }
  | { readonly code: 'outside-contract'; readonly startsOn: PlainDate; readonly endsOn: PlainDate | null }
  | ({ readonly code: 'product-not-sold' } & Span)
  | {
      readonly code: 'price-list-currency';
      readonly listName: string;
      readonly listCurrency: string;
      readonly currency: string;
    }
  | { readonly code: 'prices-overlap'; readonly one: Span; readonly other: Span }
  | ({ readonly code: 'cycle-mid-period'; readonly nextOn: PlainDate } & Span)
  | { readonly code: 'overlaps-line'; readonly lineNo: number; readonly endsOn: PlainDate | null }
  | { readonly code: 'line-has-ended'; readonly endsOn: PlainDate }
  | { readonly code: 'reaches-billed-days'; readonly fromOn: PlainDate; readonly billedThroughOn: PlainDate }
  | { readonly code: 'currency-fixed'; readonly currency: string };

/** `line` and `price` are places in the proposal, from 1; null: the contract itself, or a line that is left out (`lineNo`). */
export type ContractFault = {
  readonly line: number | null;
  readonly lineNo: number | null;
  readonly price: number | null;
  readonly problem: ContractProblem;
};

/**
 * version-waiting: decide that one first. own-proposal: somebody else decides. not-yours: only who proposed it withdraws it.
 * usage-recorded: what was used under a line stays in its product's unit.
 */
export type ContractRefusal =
  | { readonly code: 'not-found' | 'customer-unknown' | 'nothing-changed' | 'not-active' | 'not-staff' }
  | { readonly code: 'version-waiting'; readonly versionNo: number; readonly byName: string }
  | { readonly code: 'own-proposal' | 'reason-missing' | 'not-yours' | 'usage-recorded' }
  | { readonly code: 'already-decided'; readonly state: string; readonly byName: string }
  | { readonly code: 'faults'; readonly faults: readonly ContractFault[] };

export type VersionState = 'waiting' | 'approved' | 'refused' | 'withdrawn';
export type ContractVersion = {
  readonly versionNo: number;
  readonly state: VersionState;
  readonly terms: ContractTerms;
  readonly holdsFromOn: PlainDate;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedAt: Date;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string;
};

/** One difference between two versions. `lineNo` null: of the contract; a price is named by the day it holds from. */
export type TermDifference = {
  readonly lineNo: number | null;
  readonly what: 'changed' | 'added' | 'left-out';
  readonly field: string;
  readonly priceFromOn: PlainDate | null;
  readonly before: unknown;
  readonly after: unknown;
};

export type ContractView = 'active' | 'waiting' | 'ending' | 'ended' | 'all';
export type ContractStanding = 'draft' | 'active' | 'ended';
export type ContractRow = {
  readonly id: ContractId;
  readonly number: string;
  readonly title: string;
  readonly currency: string;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly versionNo: number;
  /** Lines that bill today or later. */
  readonly lines: number;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly waiting: { readonly versionNo: number; readonly byName: string } | null;
  readonly standing: ContractStanding;
};

export type ContractHead = {
  readonly id: ContractId;
  readonly number: string;
  readonly title: string;
  readonly currency: Currency;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly versionNo: number;
  readonly isDraft: boolean;
  readonly customer: {
    readonly id: CustomerId;
    readonly name: string;
    readonly number: string;
    readonly invoicePer: string;
    readonly termsFrom: TermsFrom;
    readonly termsDays: number;
  };
};

/** Signed papers are PDFs or pictures of paper. 15 MB hold a scan of a hundred pages. */
export const CONTRACT_FILE_BYTES_MAX = 15 * 1024 * 1024;

export type ContractFile = {
  readonly id: ContractFileId;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly uploadedAt: Date;
  readonly byName: string;
};
export type Site = {
  readonly id: SiteId;
  readonly code: string;
  readonly name: string;
  readonly addressLines: readonly string[];
};

/** Names behind the ids terms hold, by id. */
export type ContractNames = {
  readonly products: Readonly<Record<string, { readonly code: string; readonly name: string; readonly unit: string }>>;
  readonly priceLists: Readonly<Record<string, { readonly name: string; readonly currency: string }>>;
  readonly sites: Readonly<Record<string, { readonly code: string; readonly name: string }>>;
};
