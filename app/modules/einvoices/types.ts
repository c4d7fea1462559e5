import type { Decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** The formats an invoice can be made in. `factur-x` is a PDF that carries the file of `cii`. */
export const EINVOICE_PROFILES = ['ubl', 'cii', 'peppol', 'factur-x', 'pint-my'] as const;
export type EinvoiceProfile = (typeof EINVOICE_PROFILES)[number];
export const isEinvoiceProfile = (text: string): text is EinvoiceProfile =>
  (EINVOICE_PROFILES as readonly string[]).includes(text);

/** An identifier and the list it is from: an ICD or EAS code such as `0088`, empty where the file names none. */
export type EnId = { readonly scheme: string; readonly id: string };

/** Seller (BG-4) or buyer (BG-7). The numbers are of the seller; a buyer has the same in its own group. */
export type EnParty = {
  /** BT-27, BT-44: the name it is registered under. */
  readonly name: string;
  /** BT-28, BT-45 */
  readonly tradingName: string;
  /** BT-29, BT-46 */
  readonly identifiers: readonly EnId[];
  /** BT-30, BT-47 */
  readonly registration: EnId | null;
  /** BT-31, BT-48: with the country's letters. */
  readonly vatId: string;
  /** BT-32: the seller's number at its tax office. PINT-MY: the tax identification number, of either party. */
  readonly taxRegistration: EnId | null;
  /** BT-33 */
  readonly legalForm: string;
  /** BT-34, BT-49 */
  readonly endpoint: EnId | null;
  /** BG-5, BG-8: lines BT-35, BT-36, BT-162, then city, postcode, region, country BT-40. Null: the file has no address. */
  readonly address: EnAddress | null;
  /** BG-6, BG-9 */
  readonly contact: { readonly name: string; readonly phone: string; readonly email: string } | null;
  /** PINT-MY: what the seller does, from the list MSIC. */
  readonly activity: { readonly code: string; readonly name: string } | null;
};
export type EnAddress = {
  readonly lines: readonly string[];
  readonly city: string;
  readonly postcode: string;
  readonly region: string;
  readonly country: string;
};

/** A tax category: BT-151 with BT-152, BT-118 with BT-119. The rate is per cent, null where the file names none. */
export type EnCategory = { readonly code: string; readonly rate: Decimal | null };

/** An allowance or charge: BG-20, BG-21 of the document; BG-27, BG-28 of a line, which then has no category of its own. */
export type EnAdjustment = {
  readonly amount: Decimal | null;
  readonly base: Decimal | null;
  readonly percent: Decimal | null;
  readonly reason: string;
  readonly reasonCode: string;
  readonly category: EnCategory | null;
};

/** BG-25 */
export type EnLine = {
  /** BT-126 */
  readonly id: string;
  /** BT-127 */
  readonly note: string;
  /** BT-129 with BT-130 */
  readonly quantity: Decimal | null;
  readonly unitCode: string;
  /** BT-131 */
  readonly net: Decimal | null;
  /** BT-132 */
  readonly orderLine: string;
  /** BG-26 */
  readonly period: EnPeriod | null;
  readonly allowances: readonly EnAdjustment[];
  readonly charges: readonly EnAdjustment[];
  /** BT-146, for so many units as BT-149 says */
  readonly unitPrice: Decimal | null;
  readonly priceBase: Decimal | null;
  /** BT-148 less BT-147 */
  readonly grossPrice: Decimal | null;
  readonly priceDiscount: Decimal | null;
  /** BT-153, BT-154 */
  readonly name: string;
  readonly description: string;
  /** BG-30; a file may, wrongly, name none or two. */
  readonly categories: readonly EnCategory[];
  /** Where the line stands in the file that was read, 0 in one of ours. */
  readonly line: number;
};
export type EnPeriod = { readonly from: PlainDate | null; readonly to: PlainDate | null };

/** BG-23 */
export type EnTax = {
  readonly taxable: Decimal | null;
  readonly tax: Decimal | null;
  readonly category: EnCategory;
  /** BT-120, BT-121 */
  readonly reason: string;
  readonly reasonCode: string;
};

/** BG-22. What a file leaves out is null. */
export type EnTotals = {
  /** BT-106 */
  readonly lines: Decimal | null;
  /** BT-107, BT-108 */
  readonly allowances: Decimal | null;
  readonly charges: Decimal | null;
  /** BT-109 */
  readonly withoutTax: Decimal | null;
  /** BT-110, and BT-111 in the currency of BT-6 */
  readonly tax: Decimal | null;
  readonly taxInTaxCurrency: Decimal | null;
  /** BT-112 */
  readonly withTax: Decimal | null;
  /** BT-113, BT-114, BT-115 */
  readonly prepaid: Decimal | null;
  readonly rounding: Decimal | null;
  readonly payable: Decimal | null;
};

/** The semantic invoice of EN 16931-1, as far as this product writes and reads it. Amounts are exact decimals of its currency. */
export type EnInvoice = {
  /** BT-24, BT-23 */
  readonly customization: string;
  readonly process: string;
  /** BT-1, BT-2, BT-3, BT-5, BT-6, BT-7, BT-9 */
  readonly number: string;
  readonly issuedOn: PlainDate | null;
  readonly typeCode: string;
  readonly currency: string;
  readonly taxCurrency: string;
  readonly taxPointOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  /** BT-10, BT-12, BT-13, BT-20, BT-22 */
  readonly buyerReference: string;
  readonly contract: string;
  readonly purchaseOrder: string;
  readonly terms: string;
  readonly notes: readonly string[];
  /** BG-3 */
  readonly preceding: readonly { readonly number: string; readonly issuedOn: PlainDate | null }[];
  readonly seller: EnParty;
  readonly buyer: EnParty;
  /** BT-72, BG-14 */
  readonly deliveredOn: PlainDate | null;
  readonly period: EnPeriod | null;
  /** BG-16, one row an account (BG-17) */
  readonly payments: readonly EnPayment[];
  readonly allowances: readonly EnAdjustment[];
  readonly charges: readonly EnAdjustment[];
  readonly taxes: readonly EnTax[];
  readonly totals: EnTotals;
  readonly lines: readonly EnLine[];
};

export type EnPayment = {
  /** BT-81, BT-83 */
  readonly means: string;
  readonly reference: string;
  /** BT-84, BT-85, BT-86 */
  readonly account: string;
  readonly accountName: string;
  readonly bank: string;
};

/** What is wrong with an invoice: the rule by its published name, the place, and a sentence for a person. */
export type EinvoiceFault = { readonly rule: string; readonly where: string; readonly sentence: string };

/** A set of rules that ran. `rulesRun` counts rules, not places. */
export type RuleSet = { readonly name: string; readonly version: string; readonly rulesRun: number };

/**
 * `valid` only where a published schema and every rule ran without a fault; `unvalidated` where nothing is wrong but no
 * published schema of the format is at hand; `invalid` where something is wrong.
 */
export type Validation = {
  readonly word: 'valid' | 'unvalidated' | 'invalid';
  readonly against: readonly RuleSet[];
  readonly faults: readonly EinvoiceFault[];
};

/** Something an e-invoice needs and nobody has said yet; `fix` is the page on which to say it. */
export type MissingFact = { readonly field: string; readonly sentence: string; readonly fix: string };

/** Where a fact is entered. `document` is the page of the invoice or draft itself. */
export type FixKind = 'names' | 'taxNumber' | 'seller' | 'customer' | 'buyer' | 'document';

/** What a document lacks to be the e-invoice its customer takes: at least one fact, in the order of their weight. */
export type EinvoiceLack = {
  readonly profile: EinvoiceProfile;
  readonly missing: readonly { readonly field: string; readonly fix: FixKind }[];
};

/** What e-invoices say of the seller or of a customer, beyond company and account. Empty text: not known. */
export type PartyFacts = {
  readonly endpoint: EnId | null;
  readonly registration: EnId | null;
  /** The tax identification number, where it is another than the number on invoices. */
  readonly tin: string;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly region: string;
};
export type SellerFacts = PartyFacts & { readonly msic: { readonly code: string; readonly name: string } | null };
export type BuyerFacts = PartyFacts & {
  readonly buyerReference: string;
  /** The format this customer wants; null: none. */
  readonly profile: EinvoiceProfile | null;
  /** Whether the customer may fetch the files in the portal. */
  readonly portalDownload: boolean;
};

export type EinvoiceStep = 'made' | 'sent' | 'accepted' | 'rejected' | 'cancelled';

export type EinvoiceEvent = {
  readonly documentId: string;
  readonly step: EinvoiceStep;
  readonly network: string;
  readonly reference: string;
  readonly reason: string;
  readonly happenedAt: Date;
  readonly byName: string;
};

/** One file of an invoice with what became of it, newest attempt of each format first. */
export type EinvoiceFile = {
  readonly documentId: string;
  readonly profile: EinvoiceProfile;
  readonly profileName: string;
  readonly attemptNo: number;
  readonly sha256: string;
  readonly fileName: string;
  readonly state: EinvoiceStep;
  readonly events: readonly EinvoiceEvent[];
  /** Until when it may be cancelled at the network; null where it cannot be. */
  readonly cancelUntil: Date | null;
};

/** What a network said of a file it was handed: once per `outsideId`. */
export type NetworkAnswer = {
  readonly outsideId: string;
  readonly reference: string;
  readonly step: 'accepted' | 'rejected' | 'cancelled';
  readonly reason: string;
  readonly happenedAt: Date;
};

/**
 * The door to a network that carries e-invoices. `send` may be called again for the same document and must not double it;
 * `answers` gives what was not settled yet, in the order it happened; `settle` is told once an answer is noted or useless.
 */
export type EinvoiceNetwork = {
  readonly name: string;
  send(file: {
    readonly documentId: string;
    readonly profile: EinvoiceProfile;
    readonly bytes: Uint8Array;
  }): Promise<{ readonly ok: true; readonly reference: string } | { readonly ok: false; readonly words: string }>;
  answers(): Promise<readonly { readonly answer: NetworkAnswer | null; readonly settle: () => Promise<void> }[]>;
};
