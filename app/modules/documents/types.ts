import type { Currency } from '#app/kernel/money.ts';
import type { Terms } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/**
 * What a document says, before it is put into a language: plain JSON, so that it can be stored, compared and handed to a
 * thread. Amounts are minor units as text (JSON has no bigint), dates are `YYYY-MM-DD`, decimals are exact text.
 * All amounts of a document have the currency it names.
 */
export type DocumentMoney = { minor: string; currency: string };
type Amounts<Names extends string> = Record<Names, DocumentMoney>;

/** BCP 47, such as `en-GB`, `ms-MY`, `ar-AE`, `ml-IN`. The language picks the words, the whole tag the figures' shape. */
export type DocumentLocale = string;

export type DocumentParty = {
  name: string;
  addressLines: string[];
  /** With the country's letters, as it must stand on the document: `GB 418 2207 36`. */
  taxNumber: string | null;
};

export type DocumentIssuer = DocumentParty & {
  registrationNumber: string | null;
  contact: { name: string; email: string; phone: string | null } | null;
  /** How the company looked on the document's day; absent or null is the product's own plain look. */
  brand?: DocumentBrand | null;
};

/** The look of a company's papers: `#rrggbb`, lines of small print, and its logo by the digest of the stored file. */
export type DocumentBrand = {
  accentColour: string;
  footerLines: string[];
  logo: { sha256: string; mediaType: LogoType; width: number; height: number } | null;
};

export type LogoType = 'image/png' | 'image/jpeg' | 'image/svg+xml';

export type DocumentCustomer = DocumentParty & { accountNumber: string };

/** How to pay by transfer. `details` are pairs as the country names them: IBAN, sort code, account, BIC. */
export type BankDetails = {
  bankName: string | null;
  accountName: string;
  details: { name: string; value: string }[];
};

export type PaymentInstructions = {
  /** What the customer writes on the transfer so that we find the invoice. */
  reference: string;
  bank: BankDetails | null;
  link: string | null;
  /** We collect by direct debit on this day; the customer need do nothing. */
  collectedOn: string | null;
};

export type InvoiceLine = {
  description: string;
  /** Meter, ticket, site or period: whatever explains the line. */
  detail: string | null;
  quantity: string;
  unit: string | null;
  /** In major units; may be finer than a minor unit. */
  unitPrice: string;
  amount: DocumentMoney;
  /** Code of the tax category, such as `S`, and its rate in per cent, such as `20`. */
  taxCategory: string;
  taxRate: string;
};

export type TaxTotal = {
  category: string;
  rate: string;
  taxable: DocumentMoney;
  tax: DocumentMoney;
  /** Why no tax is charged, where the law wants it said. */
  reason: string | null;
};

/** A payment or credit that already stands against the invoice when it is printed. */
export type Settlement = { kind: 'payment' | 'credit'; reference: string; on: string; amount: DocumentMoney };

/** A credit note's amounts are above zero; its kind says that they reduce the account. */
export type InvoiceDocument = {
  kind: 'invoice' | 'debit-note' | 'credit-note';
  /** A preview is marked as such on each page and is no tax document. */
  standing: 'issued' | 'preview';
  locale: DocumentLocale;
  currency: string;
  number: string;
  issuer: DocumentIssuer;
  customer: DocumentCustomer;
  issuedOn: string;
  /** Named only where it differs from the document date. */
  taxPointOn: string | null;
  dueOn: string | null;
  servicePeriod: { from: string; to: string } | null;
  purchaseOrder: string | null;
  terms: Terms | null;
  /** The invoice that a credit or debit note corrects. */
  corrects: { number: string; issuedOn: string } | null;
  /** Why it corrects, with the words of our own list in English. */
  reason: { code: string; words: string } | null;
  /** The credited invoice in whose place this one comes. */
  replaces: { number: string; issuedOn: string } | null;
  /** The name of the tax where it is charged: `VAT`, `SST`, `GST`. */
  taxName: string;
  lines: InvoiceLine[];
  taxes: TaxTotal[];
  net: DocumentMoney;
  tax: DocumentMoney;
  gross: DocumentMoney;
  /** The tax in the company's own currency, where the law wants it beside a foreign one; at a rate, where one gives it exactly. */
  taxInBase: { amount: DocumentMoney; rate: string | null } | null;
  settled: Settlement[];
  leftToPay: DocumentMoney;
  payment: PaymentInstructions | null;
  notes: string[];
};

export type StatementRow = {
  on: string;
  kind:
    | 'invoice'
    | 'debit-note'
    | 'credit-note'
    | 'payment'
    | 'refund'
    | 'write-off'
    | 'transfer'
    | 'adjustment'
    | 'opening';
  reference: string;
  detail: string | null;
  dueOn: string | null;
  /** Payments that count on another day than their own. */
  valueOn: string | null;
  /** Signed: above zero adds to what is owed. */
  amount: DocumentMoney;
  balance: DocumentMoney;
  /** Open-item form: what it was before anything was set against it; `amount` is what is open of it. */
  original?: DocumentMoney;
};

/** Not yet due, then 1 to 30, 31 to 60, 61 to 90 and more than 90 days late; `unapplied` is money not yet set against an invoice. */
export type Ageing = Amounts<'notDue' | 'days30' | 'days60' | 'days90' | 'over90'> & {
  unapplied: DocumentMoney | null;
  /** Of the amounts above, what was in question on the day; absent or null where nothing was. */
  disputed?: DocumentMoney | null;
};

export type StatementDocument = {
  /** Absent: the balance is brought forward. */
  form?: 'open-item';
  locale: DocumentLocale;
  currency: string;
  issuer: DocumentIssuer;
  customer: DocumentCustomer;
  from: string;
  to: string;
  opening: DocumentMoney;
  rows: StatementRow[];
  closing: DocumentMoney;
  ageing: Ageing;
  payment: PaymentInstructions | null;
  /** Up to when it was known what moved: an instant (ISO 8601), the zone in which it is written, the seal's number. */
  known: { at: string; zone: string; seal: string } | null;
};

/** One account of a group in one currency. */
export type GroupAccount = { name: string; accountNumber: string } & Pick<
  StatementDocument,
  'opening' | 'rows' | 'closing'
>;

/** The statements of a parent and its children in one file: per currency each account, then the sums. */
export type GroupStatementDocument = Pick<
  StatementDocument,
  'form' | 'locale' | 'issuer' | 'customer' | 'from' | 'to' | 'known'
> & {
  parts: ({ currency: string; accounts: GroupAccount[] } & Pick<StatementDocument, 'opening' | 'closing' | 'ageing'>)[];
};

/** How firmly a letter speaks: a reminder, a second one, and the last before somebody calls. */
export type ReminderLevel = 1 | 2 | 3;

/** A letter that asks for what is late. All amounts are in its currency, the days late are counted on its date. */
export type ReminderDocument = {
  locale: DocumentLocale;
  currency: string;
  level: ReminderLevel;
  issuer: DocumentIssuer;
  customer: DocumentCustomer;
  writtenOn: string;
  /** Level 3 names the day up to which we wait before somebody calls. */
  answerBy: string | null;
  /** What is late and asked for, oldest first. `left` excludes what is not asked for. */
  items: ({ number: string; issuedOn: string; dueOn: string; daysLate: number } & Amounts<'total' | 'left'>)[];
  /** The sum of what is asked for. */
  asked: DocumentMoney;
  /** Disputed, in a plan or on its way: named, so that nobody thinks it is asked for. */
  notAsked: { number: string; left: DocumentMoney }[];
  /** Payments and credits that are not yet set against an invoice. */
  unapplied: DocumentMoney | null;
  payment: PaymentInstructions | null;
};

export type PaymentMethod = 'card' | 'direct-debit' | 'transfer' | 'cheque' | 'cash' | 'other';

export type ReceiptDocument = {
  locale: DocumentLocale;
  currency: string;
  number: string;
  issuer: DocumentIssuer;
  customer: DocumentCustomer;
  receivedOn: string;
  /** Where the money counted for the customer on another day than it was booked. */
  valueOn: string | null;
  amount: DocumentMoney;
  method: PaymentMethod;
  /** What the customer can find on their own statement: last four digits, transfer reference, cheque number. */
  methodDetail: string | null;
  reference: string | null;
  covers: { number: string; issuedOn: string; total: DocumentMoney; paid: DocumentMoney; left: DocumentMoney }[];
  unapplied: DocumentMoney;
  /** A cheque is received, not yet cleared; the receipt says so, and is provisional until then. */
  cleared: boolean;
  /** A cheque that waits for its date: which one, and what it is meant to pay. */
  postDated: { on: string; numbers: string[] } | null;
};

/** What goes over the counter of the bank: each cheque by its number, the cash as one sum. */
export type DepositSlip = {
  locale: DocumentLocale;
  currency: string;
  number: string;
  issuer: DocumentIssuer;
  account: { bankName: string; accountName: string; accountNumber: string; routing: string };
  depositedOn: string;
  /** What the bank's own slip says, where there is one. */
  bankSlip: string | null;
  madeBy: string;
  cheques: { chequeNo: string; bankName: string; from: string; receipt: string; amount: DocumentMoney }[];
  cash: DocumentMoney;
  total: DocumentMoney;
};

type KeptKind = 'statement' | 'group_statement' | 'cheque_photo' | 'reminder' | 'einvoice' | 'plan_agreement';
export type StoredKind = FaultKind | KeptKind;

/** A file that was produced and kept: its bytes lie in the store under their hash, which is checked on each read. */
export type StoredDocument = {
  readonly id: string;
  readonly kind: StoredKind;
  readonly customerId: string;
  readonly invoiceId: string | null;
  readonly paymentId: string | null;
  readonly instrumentId: string | null;
  readonly fileName: string;
  readonly mediaType: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly producedAt: Date;
  /** Statements only: what the file is of. */
  readonly statement: StatementFacts | null;
  /** Reminders only: what the letter is of. */
  readonly reminder: ReminderFacts | null;
};

/** One letter a customer, currency, day and level. */
export type ReminderFacts = { readonly currency: Currency; readonly on: PlainDate; readonly level: ReminderLevel };

/** Which files can be waited for. */
export type FaultKind = 'invoice' | 'receipt' | 'provisional_receipt';

/** Why a document has no file yet. `reason` says where it failed; `nextTryAt` is by when it is tried again by itself. */
export type DocumentFault = {
  readonly kind: FaultKind;
  /** The invoice, payment or cheque that the file is of. */
  readonly subjectId: string;
  readonly customerId: string;
  readonly reason: string;
  readonly tries: number;
  readonly failedAt: Date;
  readonly nextTryAt: Date;
  /** The document is to be sent once it has its file. */
  readonly deliver: boolean;
};

/** Both days are part of the statement; `sealNo` is the seal up to which it was known. */
export type StatementFacts = {
  /** Null for a group's statement, which holds each of its currencies. */
  readonly currency: Currency | null;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly sealNo: bigint;
  /** The open-item form; otherwise the balance is brought forward. */
  readonly isOpenItem: boolean;
};
