import { expect, test } from 'vitest';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import { invoiceView, termsWords } from '#app/modules/documents/rules/invoice-view.ts';
import { receiptView } from '#app/modules/documents/rules/receipt-view.ts';
import { reminderView } from '#app/modules/documents/rules/reminder-view.ts';
import { statementView } from '#app/modules/documents/rules/statement-view.ts';
import { voiceOf } from '#app/modules/documents/rules/voice.ts';
import { HOSTILE, invoiceOf, money, receiptOf, reminderOf, statementOf } from '#tests/fixtures/sample-documents.ts';

const LOCALES = ['en-GB', 'ms-MY', 'ar-AE', 'ml-IN', 'hi-IN', 'zh-CN', 'fr-FR'];
const bare = (text: string) => text.replace(/[\u061c\u200b\u200e\u200f\u2066-\u2069]/g, '');

test('every language fills every place of every label', () => {
  for (const locale of LOCALES) {
    const all = [
      invoiceView(invoiceOf(2, { locale, taxInBase: { amount: money(100), rate: '0.85' } })),
      invoiceView(invoiceOf(2, { locale, kind: 'credit-note', corrects: { number: 'INV-1', issuedOn: '2026-01-02' } })),
      statementView(statementOf(6, { locale })),
      statementView(statementOf(0, { locale })),
      receiptView(receiptOf({ locale, cleared: false })),
      receiptView(receiptOf({ locale, covers: [] })),
      reminderView(reminderOf(2, { locale, level: 2 })),
      reminderView(reminderOf(2, { locale, level: 3 })),
    ];
    for (const { pageLabel, ...view } of all) {
      expect(JSON.stringify(view)).not.toMatch(/\{\w+\}/);
      expect(pageLabel).toContain('{page}');
      expect(pageLabel).toContain('{pages}');
    }
  }
});

test('a language without words of its own is served in English, in its own figures', () => {
  const view = invoiceView(invoiceOf(1, { locale: 'de-DE', currency: 'EUR' }));
  expect(view.heading).toBe('Invoice');
  expect(view.language).toBe('en');
  expect(bare(view.figure.amount)).toMatch(/204,48\s€/);
});

test('the terms are said in the customer’s language', () => {
  const said = (locale: string, from: TermsFrom, days: number) =>
    bare(termsWords(voiceOf(locale, 'GBP'), { from, days }));
  expect(said('en-GB', 'document', 14)).toBe('14 days from the invoice date');
  expect(said('en-GB', 'month_end', 0)).toBe('end of the month');
  expect(said('zh-CN', 'month_end', 30)).toBe('月末起 30 天');
  expect(said('ms-MY', 'next_month', 15)).toBe('hari ke-15 bulan berikutnya');
  const all = LOCALES.map((locale) =>
    [said(locale, 'document', 0), said(locale, 'document', 14), said(locale, 'month_end', 0)].concat(
      ...[said(locale, 'month_end', 14), said(locale, 'next_month', 14)],
    ),
  );
  // French has no words of ours and is served in English.
  expect(new Set(all.flat()).size).toBe((LOCALES.length - 1) * 5);
});

test('the invoice reads like a receipt: from the lines to what is left', () => {
  const { gross } = invoiceOf(4);
  const view = invoiceView(
    invoiceOf(4, {
      settled: [
        { kind: 'credit', reference: 'CN-3310', on: '2026-11-09', amount: money(3_686) },
        { kind: 'payment', reference: 'PAY-6688', on: '2026-11-11', amount: money(70_000) },
      ],
      leftToPay: money(BigInt(gross.minor) - 73_686n),
    }),
  );
  expect(view.totals.map(({ label, amount }) => `${label} ${amount}`)).toEqual([
    'Total before VAT £977.10',
    'VAT 20\u00a0% £195.42',
    'Invoice total £1,172.52',
    'Credit, 9 Nov 2026 -£36.86',
    'Payment, 11 Nov 2026 -£700.00',
    'Left to pay £435.66',
  ]);
  expect(view.totals.filter(({ rule }) => rule === 'strong')).toHaveLength(1);
  expect(view.figure).toEqual({ label: 'Left to pay', amount: '£435.66', note: 'by Mon 16 Nov 2026' });
  expect(view.lines.rows[1]!.how).toBe('15\u00a0kWh × 14.55');
});

test('nobody is told how to pay what is paid, credited or collected by us', () => {
  expect(invoiceView(invoiceOf(1, { leftToPay: money(0) })).payment).toBeNull();
  expect(invoiceView(invoiceOf(1, { kind: 'credit-note' })).payment).toBeNull();
  expect(statementView(statementOf(1, { closing: money(0) })).payment).toBeNull();
  const payment = { ...invoiceOf(1).payment!, collectedOn: '2026-11-16' };
  expect(invoiceView(invoiceOf(1, { payment })).payment).toEqual({
    heading: 'How to pay',
    sentence: 'We will collect £204.48 by direct debit on Mon 16 Nov 2026. You need do nothing.',
    rows: [],
    hint: null,
    link: null,
  });
});

test('a paid invoice thanks and asks for nothing; a credit note has no date to pay by', () => {
  expect(invoiceView(invoiceOf(1, { leftToPay: money(0) })).figure.note).toBe('Nothing left to pay, thank you');
  const credit = invoiceView(invoiceOf(1, { kind: 'credit-note' }));
  expect(credit.heading).toBe('Credit note');
  expect(credit.facts.map(({ label }) => label)).not.toContain('Due');
  expect(credit.totals.at(-1)).toMatchObject({ label: 'Credit total', rule: 'strong' });
});

test('yen have no decimals, dinar three, and a price may be finer than a fil', () => {
  const yen = invoiceView(invoiceOf(1, { currency: 'JPY' }, 0));
  expect(yen.totals.at(-1)!.amount).toMatch(/¥20,448$/);
  const dinar = invoiceOf(1, { currency: 'KWD', locale: 'en-GB' }, 3);
  expect(invoiceView(dinar).totals.at(-1)!.amount).toMatch(/20\.448$/);
  const fine = { ...dinar.lines[0]!, unitPrice: '0.142525' };
  expect(invoiceView({ ...dinar, lines: [fine] }).lines.rows[0]!.how).toContain('× 0.142525');
});

test('an amount in another currency than the document is a bug and stops it', () => {
  expect(() => invoiceView(invoiceOf(1, { gross: money(1, 'EUR') }))).toThrow(/EUR stands in a document in GBP/);
});

test('an Arabic document runs from right to left and keeps foreign amounts whole', () => {
  const view = statementView(statementOf(3, { locale: 'ar-AE' }));
  expect(view.direction).toBe('rtl');
  expect(bare(view.rows[2]!.amount)).toBe('-502.22 GBP');
  expect(view.rows[2]!.amount).toMatch(/^\u2066.*\u2069$/);
  expect(view.title).not.toMatch(/[\u2066-\u2069]/);
});

test('the statement says what is owed, or that the customer is in credit and need not pay', () => {
  expect(statementView(statementOf(3)).figure.label).toBe('You owe');
  const credit = statementView(statementOf(3, { closing: money(-2_500) }));
  expect(credit.figure).toMatchObject({ label: 'You are in credit', amount: '£25.00' });
  expect(credit.payment).toBeNull();
  expect(statementView(statementOf(0)).empty).toBe('Nothing was charged or paid in this time.');
  expect(statementView(statementOf(0)).known).toBe('As known at 30 Nov 2026 14:03:22 (seal 1,234)');
  expect(statementView(statementOf(0, { known: null })).known).toBeNull();
});

test('the five cuts of the ageing strip stay in order and their lengths never exceed the whole', () => {
  const { cuts } = statementView(statementOf(9)).ageing;
  expect(cuts.map(({ label }) => label)).toEqual([
    'Not yet due',
    '1 to 30 days late',
    '31 to 60 days late',
    '61 to 90 days late',
    'Over 90 days late',
  ]);
  expect(cuts.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1000);
});

test('a receipt adds up to what was received, and a cheque is not called cleared', () => {
  const view = receiptView(receiptOf({ method: 'cheque', cleared: false }));
  expect(view.covers.rows.map(({ paid }) => paid)).toEqual(['£700.00', '£200.00']);
  expect(view.unapplied).toEqual({ label: 'Kept on your account for later invoices', amount: '£50.00' });
  expect(view.total.amount).toBe('£950.00');
  expect(view.notCleared).toMatch(/not yet cleared/);
});

test('hostile text acts on nothing, long words may break, and what people copy stays whole', () => {
  for (const text of HOSTILE) {
    const line = invoiceView(invoiceOf(1, { customer: { ...invoiceOf(1).customer, name: text } })).customer.name;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    expect(line).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
    expect(Math.max(...line.split(/[\s\u200b]/).map((word) => word.length))).toBeLessThan(26);
  }
  const iban = 'MT84MALT011000012345MTLCAST001S';
  const { payment } = invoiceOf(1);
  const view = invoiceView(
    invoiceOf(1, { payment: { ...payment!, bank: { ...payment!.bank!, details: [{ name: 'IBAN', value: iban }] } } }),
  );
  expect(view.payment!.rows.map(({ value }) => value)).toContain(iban);
});

test('bank details of ours are named in the language of the document, those of a country as it names them', () => {
  const { payment } = invoiceOf(1);
  const details = [
    { name: 'Account number', value: '12345678' },
    { name: 'BSB', value: '062-000' },
  ];
  const view = invoiceView(
    invoiceOf(1, { locale: 'zh-CN', payment: { ...payment!, bank: { ...payment!.bank!, details } } }),
  );
  expect(view.payment!.rows.map(({ label }) => label)).toEqual(expect.arrayContaining(['账号', 'BSB']));
});

test('the last reminder names the day up to which we wait; without one it is a bug', () => {
  expect(reminderView(reminderOf(1, { level: 3 })).lead).toContain('by Mon 7 Dec 2026');
  expect(() => reminderView(reminderOf(1, { level: 3, answerBy: null }))).toThrow(/names the day/);
});

test('a colour that is none is a bug and stops the document', () => {
  const brand = { accentColour: 'red; }', footerLines: [], logo: null };
  expect(() => invoiceView(invoiceOf(1, { issuer: { ...invoiceOf(1).issuer, brand } }))).toThrow(/is not a colour/);
});

test('a link that is no web address is not offered', () => {
  for (const link of ['javascript:alert(1)', 'https://a b', 'file:///etc/passwd', 'https://x.example/"onclick', '']) {
    expect(invoiceView(invoiceOf(1, { payment: { ...invoiceOf(1).payment!, link } })).payment!.link).toBeNull();
  }
  expect(invoiceView(invoiceOf(1)).payment!.link!.address).toBe('https://pay.calder.example/i/Zk3vQ8wLr1');
});

test('the words for customers hold none that blame or frighten', () => {
  const said = JSON.stringify([invoiceView(invoiceOf(3)), statementView(statementOf(5)), receiptView(receiptOf())]);
  expect(said).not.toMatch(/\b(dunning|remittance|arrears|debtor|delinquent|failed to pay|final demand|overdue)\b/i);
});
