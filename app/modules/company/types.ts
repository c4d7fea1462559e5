import type { Currency } from '#app/kernel/money.ts';
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
};

/** Whom customers ask; shown in the same place on every page. */
type CompanyHelp = {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly hours: string;
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
  /** The EN 16931 letter: S, Z, E, AE, G or O. */
  readonly standardCode: string;
  /** Basis points: 2000 is 20 %. */
  readonly rateBp: number;
};

/** A day on which the banks are shut. */
export type Holiday = { readonly on: PlainDate; readonly name: string };
