import type { Terms } from '#app/kernel/payment-terms.ts';
import type { Labels } from '#app/modules/documents/rules/labels.ts';
import { reasonWords } from '#app/modules/documents/rules/reason-words.ts';
import {
  type Fact,
  type HowToPay,
  howToPay,
  type Sheet,
  sheetOf,
  type TotalRow,
} from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, priceDigits, type Voice, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { InvoiceDocument, InvoiceLine, TaxTotal } from '#app/modules/documents/types.ts';

export type InvoiceView = Sheet & {
  lines: {
    heading: string;
    aside: string;
    columns: { what: string; how: string; tax: string; amount: string };
    rows: { what: string; detail: string | null; how: string; tax: string; amount: string }[];
  };
  totals: TotalRow[];
  taxes: {
    heading: string;
    columns: { category: string; taxable: string; tax: string };
    rows: { category: string; reason: string | null; taxable: string; tax: string }[];
    inBase: Fact | null;
  };
  payment: HowToPay | null;
  notes: { heading: string; lines: string[] } | null;
};

type Wording = { document: keyof Labels; lines: keyof Labels; total: keyof Labels };
const WORDING: Record<InvoiceDocument['kind'], Wording> = {
  invoice: { document: 'invoice', lines: 'whatCharged', total: 'invoiceTotal' },
  'debit-note': { document: 'debitNote', lines: 'whatCharged', total: 'debitTotal' },
  'credit-note': { document: 'creditNote', lines: 'whatCredited', total: 'creditTotal' },
};

/** An invoice, debit note or credit note in its customer's words. Pure: the same document is the same view. */
export function invoiceView(invoice: InvoiceDocument): InvoiceView {
  const voice = voiceOf(invoice.locale, invoice.currency);
  const { say } = voice;
  const tax = voice.text(invoice.taxName);
  const notes = voice.lines(invoice.notes);
  return {
    ...sheetOf(voice, {
      ...invoice,
      document: say(WORDING[invoice.kind].document),
      number: voice.text(invoice.number),
      date: invoice.issuedOn,
      banner: invoice.standing === 'preview' ? say('preview') : null,
      figure: figureOf(voice, invoice),
      facts: factsOf(voice, invoice),
    }),
    lines: {
      heading: say(WORDING[invoice.kind].lines),
      aside: say('beforeTax', { tax }),
      columns: { what: say('description'), how: say('quantityTimesPrice'), tax, amount: say('amount') },
      rows: invoice.lines.map((line) => lineOf(voice, line)),
    },
    totals: totalsOf(voice, invoice),
    taxes: taxesOf(voice, invoice),
    payment: isPayable(voice, invoice) ? howToPay(voice, invoice.payment, voice.money(invoice.leftToPay)) : null,
    notes: notes.length > 0 ? { heading: say('notes'), lines: notes } : null,
  };
}

const isPayable = (voice: Voice, invoice: InvoiceDocument): boolean =>
  invoice.kind !== 'credit-note' && moneyOf(invoice.leftToPay, voice.currency).minor > 0n;

function figureOf(voice: Voice, invoice: InvoiceDocument): Sheet['figure'] {
  const { say } = voice;
  if (invoice.kind === 'credit-note') {
    return { label: say('creditedToYou'), amount: voice.money(invoice.gross), note: say('creditNoteNote') };
  }
  const left = moneyOf(invoice.leftToPay, voice.currency).minor;
  const by = invoice.dueOn ? say('by', { date: voice.dateToAct(invoice.dueOn) }) : null;
  return {
    label: say('leftToPay'),
    amount: voice.money(invoice.leftToPay),
    note: left === 0n ? say('nothingToPay') : by,
  };
}

/** The terms in the customer's language; without days, on the day itself. */
export function termsWords({ say }: Pick<Voice, 'say'>, { from, days }: Terms): string {
  if (from === 'next_month') return say('termsNextMonth', { days: String(days) });
  if (from === 'month_end') return days === 0 ? say('termsMonthEndNow') : say('termsMonthEnd', { days: String(days) });
  return days === 0 ? say('termsDocumentNow') : say('termsDocument', { days: String(days) });
}

function factsOf(voice: Voice, invoice: InvoiceDocument): (Fact | null)[] {
  const { say, text } = voice;
  const fact = (label: keyof Labels, value: string | null): Fact | null =>
    value === null ? null : { label: say(label), value };
  const { corrects, replaces, reason, servicePeriod, taxPointOn, dueOn, purchaseOrder, terms } = invoice;
  const named = (other: InvoiceDocument['corrects']) =>
    other && say('correctsValue', { number: text(other.number), date: voice.date(other.issuedOn) });
  return [
    fact('issued', voice.date(invoice.issuedOn)),
    fact('due', dueOn && invoice.kind !== 'credit-note' ? voice.date(dueOn) : null),
    fact('taxPoint', taxPointOn && taxPointOn !== invoice.issuedOn ? voice.date(taxPointOn) : null),
    fact('servicePeriod', servicePeriod && voice.range(servicePeriod.from, servicePeriod.to)),
    fact('corrects', named(corrects)),
    fact('because', reason && text(reasonWords(reason, voice.language))),
    fact('replaces', named(replaces)),
    fact('purchaseOrder', purchaseOrder && text(purchaseOrder)),
    fact('terms', terms && termsWords(voice, terms)),
  ];
}

function lineOf(voice: Voice, line: InvoiceLine): InvoiceView['lines']['rows'][number] {
  const unit = line.unit ? `\u00a0${voice.text(line.unit)}` : '';
  const price = voice.decimal(line.unitPrice, priceDigits(voice.currency));
  return {
    what: voice.text(line.description),
    detail: line.detail && voice.text(line.detail),
    how: `${voice.decimal(line.quantity)}${unit} × ${price}`,
    tax: `${voice.text(line.taxCategory)} ${voice.percent(line.taxRate)}`,
    amount: voice.money(line.amount),
  };
}

function totalsOf(voice: Voice, invoice: InvoiceDocument): TotalRow[] {
  const { say } = voice;
  const tax = voice.text(invoice.taxName);
  const plain = { note: null, rule: 'none', tone: 'plain' } as const;
  const isResult = invoice.kind === 'credit-note';
  const rows: TotalRow[] = [
    { ...plain, label: say('net', { tax }), amount: voice.money(invoice.net) },
    ...invoice.taxes.map((total) => ({
      ...plain,
      label: say('taxAt', { tax, rate: voice.percent(total.rate) }),
      amount: voice.money(total.tax),
    })),
    {
      ...plain,
      label: say(WORDING[invoice.kind].total),
      amount: voice.money(invoice.gross),
      rule: isResult ? 'strong' : 'thin',
      tone: 'bold',
    },
  ];
  if (isResult) return rows;
  const settled = invoice.settled.map(
    ({ kind, on, reference, amount }): TotalRow => ({
      ...plain,
      label: say(kind === 'payment' ? 'paymentOn' : 'creditOn', { date: voice.date(on) }),
      note: voice.text(reference),
      amount: voice.minus(amount),
    }),
  );
  const left = voice.money(invoice.leftToPay);
  return [...rows, ...settled, { ...plain, label: say('leftToPay'), amount: left, rule: 'strong', tone: 'bold' }];
}

function taxesOf(voice: Voice, invoice: InvoiceDocument): InvoiceView['taxes'] {
  const { say } = voice;
  const tax = voice.text(invoice.taxName);
  const base = invoice.taxInBase;
  return {
    heading: say('taxSummary', { tax }),
    columns: { category: say('category'), taxable: say('taxable', { tax }), tax },
    rows: invoice.taxes.map((total: TaxTotal) => ({
      category: `${voice.text(total.category)} ${voice.percent(total.rate)}`,
      reason: total.reason && voice.text(total.reason),
      taxable: voice.money(total.taxable),
      tax: voice.money(total.tax),
    })),
    inBase: base && {
      label:
        base.rate === null
          ? say('taxInBaseOnly', { tax, currency: base.amount.currency })
          : say('taxInBase', { tax, currency: base.amount.currency, rate: voice.decimal(base.rate) }),
      value: voiceOf(invoice.locale, base.amount.currency).money(base.amount),
    },
  };
}
