import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { BankAccount, Branding, Company } from '#app/modules/company/types.ts';
import {
  type DocumentJob,
  invoicePdf,
  receiptPdf,
  reminderPdf,
  statementPdf,
} from '#app/modules/documents/templates/pdf-jobs.ts';
import type {
  DocumentCustomer,
  DocumentMoney,
  InvoiceDocument,
  ReceiptDocument,
  ReminderDocument,
  StatementDocument,
} from '#app/modules/documents/types.ts';
import { issuerOf, localeFor, paymentInstructions } from './document-props.ts';

export const SAMPLE_KINDS = ['invoice', 'credit-note', 'debit-note', 'statement', 'receipt', 'reminder'] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

export type SampleAsked = {
  readonly kind: SampleKind;
  /** The customer's language, such as `ar`. */
  readonly language: string;
  readonly on: PlainDate;
  readonly seller: {
    readonly company: Company;
    readonly banks: readonly BankAccount[];
    readonly branding: Branding | null;
  };
  readonly link: string;
};

/** A customer that does not exist; every sample says what it is where a number would stand. */
const CUSTOMER: DocumentCustomer = {
  ...{ name: 'Sample customer', addressLines: ['1 Sample Street', 'Sampleton'], taxNumber: null },
  accountNumber: 'C-00000',
};
const NUMBER = 'SAMPLE';
/** Enough for a second page, so that repeated heads and the count of pages can be seen. */
const LINES = 30;
const LINE_MINOR = 12_500n;
const DUE_DAYS = 14;

/** How a document of each kind looks with this seller, in made-up figures of the company's own currency. */
export function sampleJob(asked: SampleAsked): DocumentJob {
  switch (asked.kind) {
    case 'statement':
      return statementPdf(sampleStatement(asked));
    case 'receipt':
      return receiptPdf(sampleReceipt(asked));
    case 'reminder':
      return reminderPdf(sampleReminder(asked));
    default:
      return invoicePdf(sampleInvoice(asked, asked.kind));
  }
}

function commonOf({ language, seller, link }: SampleAsked) {
  const { company, banks, branding } = seller;
  const currency = company.baseCurrency;
  const bank = banks.find((one) => one.currency === currency);
  return {
    amount: (minor: bigint): DocumentMoney => ({ minor: minor.toString(), currency }),
    payment: paymentInstructions({ reference: NUMBER, bank, link }),
    sheet: {
      ...{ locale: localeFor(language, company), currency, number: NUMBER },
      ...{ issuer: issuerOf(company, branding), customer: CUSTOMER },
    },
  };
}

function sampleInvoice(asked: SampleAsked, kind: InvoiceDocument['kind']): InvoiceDocument {
  const { amount, payment, sheet } = commonOf(asked);
  const isCredit = kind === 'credit-note';
  const count = kind === 'invoice' ? LINES : 2;
  const net = LINE_MINOR * BigInt(count);
  const corrects = kind === 'invoice' ? null : { number: NUMBER, issuedOn: asked.on };
  return {
    ...{ ...sheet, kind, standing: 'preview', issuedOn: asked.on, taxPointOn: null, servicePeriod: null },
    dueOn: isCredit ? null : addDays(asked.on, DUE_DAYS),
    ...{ purchaseOrder: null, terms: null, corrects, replaces: null, taxName: 'Tax', taxInBase: null },
    reason: corrects && { code: 'price', words: 'The price was not right' },
    lines: Array.from({ length: count }, (_, index) => ({
      ...{ description: `Sample line ${index + 1}`, detail: null, quantity: '1', unit: null, unitPrice: '125.00' },
      ...{ amount: amount(LINE_MINOR), taxCategory: 'Z', taxRate: '0' },
    })),
    taxes: [{ category: 'Z', rate: '0', taxable: amount(net), tax: amount(0n), reason: null }],
    ...{ net: amount(net), tax: amount(0n), gross: amount(net), settled: [], notes: [] },
    leftToPay: amount(isCredit ? 0n : net),
    payment: isCredit ? null : payment,
  };
}

function sampleStatement(asked: SampleAsked): StatementDocument {
  const { amount, payment, sheet } = commonOf(asked);
  const from = addDays(asked.on, -30);
  const row = { detail: null, dueOn: null, valueOn: null };
  return {
    ...sheet,
    ...{ from, to: asked.on, known: null, opening: amount(0n), closing: amount(LINE_MINOR), payment },
    rows: [
      {
        ...{ ...row, on: from, kind: 'invoice', reference: NUMBER, dueOn: addDays(from, DUE_DAYS) },
        ...{ amount: amount(LINE_MINOR * 2n), balance: amount(LINE_MINOR * 2n) },
      },
      {
        ...{ ...row, on: asked.on, kind: 'payment', reference: NUMBER },
        ...{ amount: amount(-LINE_MINOR), balance: amount(LINE_MINOR) },
      },
    ],
    ageing: {
      ...{ notDue: amount(0n), days30: amount(LINE_MINOR), days60: amount(0n), days90: amount(0n) },
      ...{ over90: amount(0n), unapplied: null },
    },
  };
}

function sampleReceipt(asked: SampleAsked): ReceiptDocument {
  const { amount, sheet } = commonOf(asked);
  const paid = amount(LINE_MINOR);
  return {
    ...{ ...sheet, receivedOn: asked.on, valueOn: null, amount: paid, method: 'transfer', methodDetail: null },
    ...{ reference: NUMBER, unapplied: amount(0n), cleared: true, postDated: null },
    covers: [{ number: NUMBER, issuedOn: asked.on, total: paid, paid, left: amount(0n) }],
  };
}

function sampleReminder(asked: SampleAsked): ReminderDocument {
  const { amount, payment, sheet } = commonOf(asked);
  const asks = amount(LINE_MINOR);
  const dueOn = addDays(asked.on, -DUE_DAYS);
  return {
    ...{ ...sheet, level: 1, writtenOn: asked.on, answerBy: addDays(asked.on, 7), asked: asks, payment },
    items: [{ number: NUMBER, issuedOn: addDays(dueOn, -30), dueOn, daysLate: DUE_DAYS, total: asks, left: asks }],
    ...{ notAsked: [{ number: NUMBER, left: asks }], unapplied: null },
  };
}
