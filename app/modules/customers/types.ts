import type { ContactId, CustomerId } from '#app/kernel/ids.ts';
import type { Currency, Money } from '#app/kernel/money.ts';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export const LANGUAGES = ['en', 'ms', 'ar', 'ml', 'hi', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ms: 'Bahasa Melayu',
  ar: 'العربية',
  ml: 'മലയാളം',
  hi: 'हिन्दी',
  zh: '中文',
};

/** What stands together on one invoice: lines of one cycle, of one PO, of one site, or everything due. */
export const INVOICE_PER = ['cycle', 'po', 'site', 'together'] as const;
export type InvoicePer = (typeof INVOICE_PER)[number];

/** How sure the seller is of being paid. Read with `riskClassOf`, by staff alone: no page of the customer's ever holds it. */
export const RISK_CLASSES = ['low', 'normal', 'high'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

export type Contact = {
  readonly id: ContactId;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly receivesInvoices: boolean;
  readonly receivesStatements: boolean;
  /** What the person does at the customer: `accounts_payable`, `purchasing`, `site`, `management`. */
  readonly roles?: readonly string[];
};

export type DiscountTerms = { readonly bp: number; readonly days: number };
export type NamedCustomer = { readonly id: CustomerId; readonly number: string; readonly name: string };

export type Customer = {
  readonly id: CustomerId;
  readonly number: string;
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly country: string;
  readonly taxNumber: string;
  readonly language: Language;
  /** The currency new invoices are written in; items in others may stand on the same account. */
  readonly currency: Currency;
  /** What `termsDays` counts from; left out in a file: the document's date. */
  readonly termsFrom?: TermsFrom;
  readonly termsDays: number;
  readonly poRequired: boolean;
  /** How contracts are put together into invoices, unless one says otherwise. */
  readonly invoicePer?: InvoicePer;
  /** Taken off for payments so many days after the document's date; hundredths of a percent of the gross amount. */
  readonly discount?: DiscountTerms | null;
  /** The customer this one's group is led by. */
  readonly parent?: NamedCustomer | null;
  readonly archivedAt: Date | null;
  readonly contacts: readonly Contact[];
};

/** Where a customer is paid back, newest version of a currency. Either an IBAN, or a number with the bank's routing code. */
export type CustomerBankAccount = {
  readonly currency: Currency;
  readonly holder: string;
  readonly iban: string | null;
  readonly accountNumber: string | null;
  readonly routing: string | null;
};
/** The same as far as everybody may see it. `tail` is its last four characters. */
export type MaskedBankAccount = {
  readonly currency: Currency;
  readonly holder: string;
  readonly tail: string;
  readonly madeAt: Date;
};

export type CustomerInput = Omit<Customer, 'id' | 'contacts' | 'archivedAt' | 'parent'> & {
  /** The number of the parent, empty for none; left out, it stays as it is. */
  readonly parentNumber?: string;
  readonly riskClass?: RiskClass;
};
export type ContactInput = Omit<Contact, 'id'>;

/** What a customer owes in one currency: debits less credits, as it stands. Oldest days past due, 0 when nothing is late. */
export type Balance = {
  readonly balance: Money;
  readonly overdue: Money;
  readonly unapplied: Money;
  readonly oldestDaysLate: number;
};

export type CustomerRow = {
  readonly id: CustomerId;
  readonly number: string;
  readonly name: string;
  readonly currency: Currency;
  readonly termsFrom: TermsFrom;
  readonly termsDays: number;
  readonly poRequired: boolean;
  readonly archived: boolean;
  readonly balances: readonly Balance[];
};

/** number-taken: choose another number. contact-exists: the address is already a contact. */
export type CustomerRefusal =
  | { readonly code: 'number-taken'; readonly number: string }
  | { readonly code: 'contact-exists'; readonly email: string }
  | { readonly code: 'not-found' };

/** A group is one parent and its children, no deeper. */
export type ParentRefusal =
  | { readonly code: 'unknown-parent'; readonly number: string }
  | { readonly code: 'own-parent' }
  | { readonly code: 'parent-has-parent'; readonly name: string; readonly above: NamedCustomer }
  | { readonly code: 'has-children'; readonly count: number };

/** What stands on a customer's invoices about the customer. */
export type CustomerDetails = Pick<Customer, 'name' | 'addressLines' | 'country' | 'taxNumber'>;

/** One of the people documents go to, as a customer wants it: `contactId` null for a new one, `remove` to end it. */
export type AskedContact = Omit<Contact, 'id' | 'roles'> & {
  readonly contactId: ContactId | null;
  readonly remove: boolean;
};

/** What a customer asks about itself: other details, another account to be paid back to, or another contact. */
export type AskedChange =
  | { readonly kind: 'contact'; readonly value: AskedContact }
  | { readonly kind: 'details'; readonly value: CustomerDetails }
  | { readonly kind: 'bank'; readonly value: CustomerBankAccount };

export type CustomerChange = AskedChange & {
  readonly id: string;
  readonly customerId: string;
  /** Of details and contacts: what stood when it was asked. */
  readonly was: Partial<CustomerDetails> & Partial<Contact>;
  readonly askedFromOn: PlainDate;
  readonly note: string;
  readonly askedByName: string;
  readonly askedAt: Date;
  /** Null while it waits. */
  readonly outcome: 'granted' | 'declined' | 'withdrawn' | null;
  readonly fromOn: PlainDate | null;
  readonly reason: string;
  readonly decidedAt: Date | null;
  /** When granted details were written into the customer; null before their day. */
  readonly doneAt: Date | null;
};

export type ChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'dated-back'; readonly firstOn: PlainDate }
  | { readonly code: 'nothing-changed' }
  | { readonly code: 'too-many-wait' }
  | { readonly code: 'already-decided' }
  | { readonly code: 'own-request' }
  | { readonly code: 'reason-missing' };
