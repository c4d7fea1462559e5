import { describe, expect, test } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { A_BUYER, A_SELLER, A_SURROUNDING, aLine, billed } from '#tests/support/einvoices.ts';
import type { EinvoiceProfile, EnInvoice } from '../types.ts';
import { type BillingFacts, buildEnInvoice } from './build-en-invoice.ts';
import { checkRules, rulesOf } from './check-rules.ts';
import { missingFor } from './missing-for.ts';
import { readEinvoice } from './read-einvoice.ts';
import { writeCii } from './write-cii.ts';
import { writeUbl } from './write-ubl.ts';

const built = (facts: BillingFacts = billed([aLine('3', '10.03', 'S6')]), profile: EinvoiceProfile = 'ubl') =>
  buildEnInvoice(facts, A_SURROUNDING, profile);
const broken = (invoice: EnInvoice, profile: EinvoiceProfile = 'ubl') =>
  checkRules(invoice, profile).faults.map((fault) => fault.rule);
const asFile = (text: string) => readEinvoice(new TextEncoder().encode(text));

describe('the rules', () => {
  test('have one name each and run by the hundred', () => {
    for (const profile of ['ubl', 'cii', 'peppol', 'pint-my'] as const) {
      const ids = rulesOf(profile).map((rule) => rule.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(checkRules(built(), profile).set.rulesRun).toBe(ids.length);
    }
    expect(rulesOf('peppol').length).toBeGreaterThan(150);
  });

  test('3 × 10.03 at 6 % is 1.81, and 1.80 is caught', () => {
    const invoice = built();
    expect(invoice.totals.tax).toBe('1.81');
    const wrong = writeUbl(invoice).replaceAll('>1.81<', '>1.80<').replaceAll('>31.90<', '>31.89<');
    const read = asFile(wrong);
    expect(read.ok && broken(read.value.invoice)).toEqual(['BR-CO-17']);
  });

  test('a tax wrong by 0.03 is caught, in both syntaxes', () => {
    const invoice = built(billed([aLine('1', '100')]));
    for (const text of [writeUbl(invoice), writeCii(invoice)]) {
      const read = asFile(text.replaceAll('>20.00<', '>20.03<').replaceAll('>120.00<', '>120.03<'));
      expect(read.ok && broken(read.value.invoice)).toEqual(['BR-CO-17']);
    }
  });

  test('“1,50” is no amount, and the place is told', () => {
    const read = asFile(writeUbl(built(billed([aLine('1', '1.50')]))).replace('>1.50<', '>1,50<'));
    expect(read.ok && read.value.faults).toMatchObject([
      { rule: 'OWN-NUMBER', where: expect.stringMatching(/^line \d+$/), sentence: expect.stringContaining('1,50') },
    ]);
  });

  test.each<[string, (invoice: EnInvoice) => EnInvoice, string]>([
    ['no number', (i) => ({ ...i, number: '' }), 'BR-02'],
    ['no buyer', (i) => ({ ...i, buyer: { ...i.buyer, name: '' } }), 'BR-07'],
    ['no country', (i) => ({ ...i, buyer: { ...i.buyer, address: { ...i.buyer.address!, country: '' } } }), 'BR-11'],
    ['no line', (i) => ({ ...i, lines: [] }), 'BR-16'],
    ['no unit', (i) => ({ ...i, lines: i.lines.map((line) => ({ ...line, unitCode: '' })) }), 'BR-23'],
    [
      'a price below zero',
      (i) => ({ ...i, lines: i.lines.map((line) => ({ ...line, unitPrice: decimal('-1') })) }),
      'BR-27',
    ],
    ['lines that make another sum', (i) => ({ ...i, totals: { ...i.totals, lines: decimal('1') } }), 'BR-CO-10'],
    ['tax that makes another total', (i) => ({ ...i, totals: { ...i.totals, withTax: decimal('1') } }), 'BR-CO-15'],
    ['another amount to pay', (i) => ({ ...i, totals: { ...i.totals, payable: decimal('1') } }), 'BR-CO-16'],
    ['three decimals', (i) => ({ ...i, totals: { ...i.totals, tax: decimal('1.811') } }), 'BR-DEC-13'],
    ['no tax number', (i) => ({ ...i, seller: { ...i.seller, vatId: '' } }), 'BR-S-02'],
    ['a tax number without its country', (i) => ({ ...i, seller: { ...i.seller, vatId: '418' } }), 'BR-CO-09'],
    [
      'a standard rate of zero',
      (i) => ({ ...i, lines: i.lines.map((line) => ({ ...line, categories: [{ code: 'S', rate: decimal('0') }] })) }),
      'BR-S-05',
    ],
    [
      'another taxable amount',
      (i) => ({ ...i, taxes: i.taxes.map((tax) => ({ ...tax, taxable: decimal('30') })) }),
      'BR-S-08',
    ],
    [
      'a period backwards',
      (i) => ({ ...i, period: { from: plainDate('2026-02-02'), to: plainDate('2026-02-01') } }),
      'BR-29',
    ],
    ['nothing that says when to pay', (i) => ({ ...i, dueOn: null, terms: '' }), 'BR-CO-25'],
    ['a transfer to no account', (i) => ({ ...i, payments: [{ ...i.payments[0]!, account: '' }] }), 'BR-61'],
  ])('%s breaks its rule', (_name, change, rule) => {
    expect(broken(built())).toEqual([]);
    expect(broken(change(built()))).toContain(rule);
  });

  test.each(['E', 'AE', 'G', 'O', 'Z'])(
    'category %s of our own lines keeps its rules, with reason and rate',
    (code) => {
      for (const profile of ['ubl', 'peppol'] as const)
        expect(broken(built(billed([aLine('2', '7.5', code)]), profile), profile)).toEqual([]);
    },
  );

  test('reverse charge without the buyer’s tax number is named by rule and beforehand', () => {
    const facts = billed([aLine('1', '10', 'AE')]);
    const invoice = built({ ...facts, billTo: { ...facts.billTo, taxNumber: '' } });
    expect(broken(invoice)).toContain('BR-AE-02');
    const paths = { names: 'n', taxNumber: 't', seller: 's', customer: 'c', buyer: 'b', document: 'd' };
    expect(missingFor(invoice, 'ubl', paths)).toMatchObject([{ field: 'The customer’s tax number', fix: 'c' }]);
  });

  test('a unit nobody gave a code is named with its line', () => {
    const invoice = built(billed([aLine('1', '1'), aLine('1', '1', 'S20', 'bucket')]));
    const paths = { names: 'n', taxNumber: 't', seller: 's', customer: 'c', buyer: 'b', document: 'd' };
    expect(missingFor(invoice, 'ubl', paths)).toMatchObject([
      { field: 'Unit code', fix: 'd', sentence: expect.stringContaining('line 2') },
    ]);
  });
});

test('dinars with three decimals cannot be held by the standard, which is said', () => {
  const facts = billed([aLine('1', '1.234')], { currency: currency('KWD') });
  expect(broken(built(facts))).toContain('BR-DEC-12');
});

test('a credit note keeps its due date in UBL, as a date of payment', () => {
  const invoice = { ...built(billed([aLine('1', '5')], { kind: 'credit_note' })), dueOn: plainDate('2026-12-24') };
  const read = asFile(writeUbl(invoice));
  expect(read.ok && read.value.invoice.dueOn).toBe('2026-12-24');
});

test('PINT-MY names TIN, registration, activity and its own tax codes', () => {
  const facts = billed([aLine('10', '25', 'S6')], { currency: currency('MYR') });
  const around = {
    ...A_SURROUNDING,
    seller: {
      ...A_SELLER,
      endpoint: { scheme: '0230', id: 'C1' },
      tin: 'C20880050010',
      msic: { code: '46900', name: 'Wholesale' },
    },
    buyer: { ...A_BUYER, endpoint: { scheme: '0230', id: 'C2' }, registration: { scheme: '', id: '202001234567' } },
  };
  const invoice = buildEnInvoice(facts, around, 'pint-my');
  expect(broken(invoice, 'pint-my')).toEqual([]);
  const text = writeUbl(invoice);
  for (const part of [
    '>urn:peppol:pint:billing-1@my-1<',
    '>SE<',
    'name="Wholesale">46900<',
    '>C20880050010<',
    '>202001234567<',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('>S<');
  expect(broken({ ...invoice, seller: { ...invoice.seller, activity: null } }, 'pint-my')).toEqual(['OWN-MY-07']);
});

test('hostile names go through both syntaxes as text', () => {
  const name = 'A\u0000B ]]> \ud800 <b>&amp; \u202e"Ltd"';
  const facts = billed([{ ...aLine('1', '1'), description: name }]);
  for (const text of [writeUbl, writeCii].map((write) =>
    write(built({ ...facts, billTo: { ...facts.billTo, name } })),
  )) {
    const read = asFile(text);
    expect(read.ok && read.value.invoice.buyer.name).toBe('A[U+0000]B ]]> \ufffd <b>&amp; [U+202E]"Ltd"');
    expect(read.ok && read.value.invoice.lines[0]!.name).toBe('A[U+0000]B ]]> \ufffd <b>&amp; [U+202E]"Ltd"');
  }
});
