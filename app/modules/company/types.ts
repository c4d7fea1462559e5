import type { Currency } from '#app/kernel/money.ts';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** The seller, as documents, pages and mails name it. */
export type Company = {
  readonly name: string;
  readonly legalName: string;
  readonly addressLines: readonly string[];
  readonly taxNumber: string;
  readonly country: string;
  readonly baseCurrency: Currency;
  /** IANA name; it decides what today is. */
  readonly timeZone: string;
  readonly locale: string;
  readonly help: CompanyHelp;
  /** Sender of e-mail; empty means the one of the settings. */
  readonly mailFrom: string;
  /** Where answers to our mail go; absent or empty means the help address. */
  readonly replyTo?: string;
  /** Languages documents go out in; absent means every one there is. */
  readonly languages?: DocumentLanguages;
};

/** Every language our documents speak (ISO 639-1). */
export const DOCUMENT_LANGUAGES = ['en', 'ms', 'ar', 'ml', 'hi', 'zh'] as const;

/** Languages (ISO 639-1) documents may go out in, and the one of customers whose own is not among them. */
type DocumentLanguages = { readonly allowed: readonly string[]; readonly fallback: string };

/** Whom customers ask; shown in the same place on every page. */
type CompanyHelp = {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly hours: string;
};

/** A picture that was looked into before it was kept; its bytes lie in the file store under their hash. */
export type Logo = {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/svg+xml';
  /** Pixels, or units of the drawing of an SVG. */
  readonly width: number;
  readonly height: number;
};

/** The largest file a logo may be. */
export const LOGO_BYTES_MAX = 1024 * 1024;

/** How documents look. */
export type Branding = {
  readonly logo: Logo | null;
  /** '#rrggbb' in lower case, at least 4.5 : 1 against white. */
  readonly accentColour: string;
  readonly footerLines: readonly string[];
};

export type BankAccount = {
  readonly currency: Currency;
  readonly bankName: string;
  readonly accountName: string;
  readonly accountNumber: string;
  readonly routing: string;
};

export type TaxCategory = {
  readonly code: string;
  readonly name: string;
  /** The EN 16931 letter: S, Z, E, AE, G, K or O. */
  readonly standardCode: string;
  /** Basis points: 2000 is 20 %. */
  readonly rateBp: number;
  /** First and last tax point it may be used on; null: no such day. */
  readonly validFromOn: PlainDate | null;
  readonly validToOn: PlainDate | null;
  /** Why nothing is charged, in words and by the list VATEX; empty where that needs no saying. */
  readonly exemption: TaxExemption;
};
export type TaxExemption = { readonly reason: string; readonly code: string };

/** Letters of EN 16931 a category may have. Only S has a rate. */
export const TAX_LETTERS = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const;
export type TaxLetter = (typeof TAX_LETTERS)[number];
export type TaxCategoryInput = Omit<TaxCategory, 'standardCode'> & { readonly standardCode: TaxLetter };

/** A day on which the banks are shut. */
export type Holiday = { readonly on: PlainDate; readonly name: string };

/** Days from a document's date until it is due, and what is taken off, in basis points, for paying earlier. */
export type PaymentTerms = {
  readonly name: string;
  /** What `days` counts from; left out in versions before it could be said: the document's date. */
  readonly from?: TermsFrom;
  readonly days: number;
  readonly discount: { readonly bp: number; readonly days: number } | null;
};

/** What paying one way costs the payer on top, in one currency: a share of the amount and a fixed part, and tax on both. */
export type Surcharge = {
  readonly isOn: boolean;
  /** Basis points: 150 is 1.5 %. */
  readonly percentBp: number;
  /** Minor units in digits, since settings are kept as JSON. */
  readonly fixedMinor: string;
  readonly taxCode: string;
};

/** Ways of paying that may cost the payer something, as keys of settings write them: `card.GBP`. */
export const SURCHARGED_METHODS = ['card', 'direct_debit'] as const;
export type SurchargedMethod = (typeof SURCHARGED_METHODS)[number];
export const surchargeKey = (method: SurchargedMethod, currency: Currency): string => `${method}.${currency}`;

/**
 * Days within which a thing is not late. An invoice is billed late when it is dated more than `billedDays` after the day on which
 * the last of its contract's periods could be billed, and delivered late more than `deliveredDays` after its date.
 */
export type DaysAllowed = { readonly billedDays: number; readonly deliveredDays: number };
/** Until somebody says otherwise. */
export const PLAIN_DAYS_ALLOWED: DaysAllowed = { billedDays: 5, deliveredDays: 1 };

/** What each setting holds. `tax_rate`, `series` and `surcharge` are of one category, series or method and currency, named by the key. */
export type SettingValues = {
  names: Pick<Company, 'name' | 'legalName' | 'addressLines'>;
  tax_number: Pick<Company, 'taxNumber'>;
  help: CompanyHelp;
  branding: Branding;
  mail: { readonly mailFrom: string; readonly replyTo: string };
  time_zone: Pick<Company, 'timeZone'>;
  languages: DocumentLanguages;
  terms: { readonly terms: readonly PaymentTerms[] };
  tax_rate: { readonly rateBp: number };
  series: { readonly prefix: string; readonly pad: number };
  surcharge: Surcharge;
  days_allowed: DaysAllowed;
};
export type SettingName = keyof SettingValues;

/** One change of a setting: what, from which day, and who made it. */
export type SettingVersion<What extends SettingName = SettingName> = {
  readonly id: string;
  readonly what: What;
  readonly key: string;
  readonly fromOn: PlainDate;
  readonly value: SettingValues[What];
  readonly reason: string;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly withdrawn: { readonly byName: string; readonly at: Date } | null;
};

/** A series of document numbers as it stands: the next number, and how it will look. */
export type NumberSeries = {
  readonly code: string;
  readonly prefix: string;
  readonly pad: number;
  readonly nextNo: bigint;
};

export type SettingRefusal =
  | { readonly code: 'dated-back'; readonly firstOn: PlainDate }
  | { readonly code: 'nothing-changed' }
  | { readonly code: 'does-not-fit' }
  | { readonly code: 'prefix-taken' };

export type WithdrawSettingRefusal =
  | { readonly code: 'unknown-version' }
  | { readonly code: 'already-withdrawn' }
  | { readonly code: 'holds-already' };
