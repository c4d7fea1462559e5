import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { madeXlsx } from '#tests/support/made-xlsx.ts';
import type { AdviceWish } from '../types.ts';
import { readAdvice } from './read-advice.server.ts';

const GBP = currency('GBP');
const read = (text: string | Uint8Array, wish: Partial<AdviceWish> = {}) =>
  readAdvice(typeof text === 'string' ? new TextEncoder().encode(text) : text, { currency: GBP, ...wish });
function advice(text: string | Uint8Array, wish: Partial<AdviceWish> = {}) {
  const done = read(text, wish);
  if (!done.ok) throw new Error(done.refusal.sentence);
  return done.value;
}
const paid = (text: string | Uint8Array, wish: Partial<AdviceWish> = {}) =>
  advice(text, wish).rows.map(({ number, paidMinor }) => [number, paidMinor]);
const codes = (text: string) => advice(text).problems.map(({ code }) => code);

const MAIL = `Dear Sir or Madam,

we have paid your invoices today, order no. 4500012345, by transfer to your account 20-00-00 12345678.

INV-000101  1,200.00
Invoice INV-000102: 1,000.00 less 2% discount 20.00
INV-000103 £500.00 less deduction 50.00 for damaged pallets
CN-000007 (100.00)

Total: 2,530.00

Payment reference: PAY-77/2026
Kind regards, Pat, phone 020 7946 0000`;

test('a mail is read past its greeting: what was paid, taken off and used up, and its total', () => {
  const read = advice(MAIL);
  expect(read).toMatchObject({
    format: 'text',
    reference: 'PAY-77/2026',
    statedMinor: 253_000n,
    sumMinor: 253_000n,
    problems: [],
  });
  expect(read.rows).toMatchObject([
    { number: 'INV-000101', paidMinor: 120_000n, grossMinor: null },
    { number: 'INV-000102', paidMinor: 98_000n, grossMinor: 100_000n, discountMinor: 2_000n },
    {
      number: 'INV-000103',
      paidMinor: 45_000n,
      deductedMinor: 5_000n,
      reason: 'damaged pallets',
    },
    { number: 'CN-000007', paidMinor: -10_000n },
  ]);
});

describe('lines of a text', () => {
  test.each([
    ['INV-7\t12.00', [['INV-7', 1_200n]]],
    ['000123 1.234,56', [['000123', 123_456n]]],
    ['RE2026/0012; 12,00 EUR', [['RE2026/0012', 1_200n]]],
    ["INV-000123 1'234.50", [['INV-000123', 123_450n]]],
    ['1,200.00 for INV-000123 of 03.11.2026', [['INV-000123', 120_000n]]],
    [
      '| Invoice | Amount |\n|---|---|\n| INV-1 | 10.00 |\n| INV-2 | 5.00 |',
      [
        ['INV-1', 1_000n],
        ['INV-2', 500n],
      ],
    ],
    [
      'Invoice no    Amount paid\nINV-000001    10.00\nINV-000002    -4.00\nTotal    6.00',
      [
        ['INV-000001', 1_000n],
        ['INV-000002', -400n],
      ],
    ],
  ])('%s', (text, rows) => expect(paid(text)).toEqual(rows));

  test('nothing is guessed: two readings of an amount are asked about, and so is an amount before or after', () => {
    expect(read('INV-000123 1.234')).toMatchObject({ ok: false, refusal: { code: 'two-ways' } });
    expect(paid('INV-000123 1.234', { decimalSign: ',' })).toEqual([['INV-000123', 123_400n]]);
    expect(read('INV-000123 500.00 discount 10.00')).toMatchObject({
      ok: false,
      refusal: { code: 'no-rows', line: 1 },
    });
    expect(codes('INV-000001 10.00\nINV-000002 500.00 490.00')).toEqual(['amount']);
  });

  test('what does not fit is named where it stands', () => {
    const off = advice('INV-000001 10.00\nINV-000001 5.00\nTotal 15.01');
    expect(off.problems.map(({ line, code }) => [line, code])).toEqual([
      [0, 'total'],
      [2, 'twice'],
    ]);
    expect(off.problems[0]!.sentence).toContain('0.01');
    expect(codes('INV-000001 10.00\nplus postage 3.20')).toEqual(['not-understood']);
    expect(codes('INV-000001 10.00\nand INV-000002 as agreed')).toEqual(['amount']);
    expect(codes('INV-000001 10.005\nINV-000002 1.00')).toEqual(['amount']);
    expect(read('Thank you for your patience.')).toMatchObject({ ok: false, refusal: { code: 'no-rows' } });
  });
});

const HEADS = ['Invoice number', 'Gross amount', 'Discount', 'Withholding tax', 'Deduction', 'Reason', 'Amount paid'];

test('a spreadsheet says the same as CSV, in either way of writing amounts, and as a workbook', () => {
  const rows = [
    {
      number: 'INV-000101',
      grossMinor: 125_010n,
      discountMinor: 2_500n,
      withheldMinor: 0n,
      deductedMinor: 0n,
      paidMinor: 122_510n,
    },
    {
      number: 'INV-000102',
      grossMinor: 100_000n,
      withheldMinor: 10_000n,
      deductedMinor: 5_000n,
      reason: 'short',
      paidMinor: 85_000n,
    },
    { number: 'CN-000007', paidMinor: -10_000n },
  ];
  const british = `${HEADS.join(',')}\nINV-000101,"1,250.10",25.00,,,,"1,225.10"\nINV-000102,"1,000.00",,100.00,50.00,short,850.00\nCN-000007,,,,,,-100.00\nTotal,,,,,,"1,975.10"`;
  const german = `${HEADS.join(';')}\nINV-000101;1.250,10;25,00;;;;1.225,10\nINV-000102;1.000,00;;100,00;-50,00;short;850,00\nCN-000007;;;;;;100,00-\nTotal;;;;;;1.975,10`;
  const book = madeXlsx([
    ['Our payment of today', null],
    HEADS,
    ['INV-000101', 1250.1, 25, null, null, null, 1225.1],
    ['INV-000102', 1000, null, 100, 50, 'short', 850],
    ['CN-000007', null, null, null, null, null, -100],
    ['Total', null, null, null, null, null, 1225.1 + 850 - 100.00000000000001],
  ]);
  for (const [format, file] of [
    ['csv', british],
    ['csv', german],
    ['xlsx', book],
  ] as const) {
    const found = advice(file);
    expect(found).toMatchObject({ format, statedMinor: 197_510n, sumMinor: 197_510n, problems: [] });
    expect(found.rows).toMatchObject(rows);
  }
  expect(advice(book).rows[0]!.line).toBe(3);
});

test('a table that contradicts itself, mixes currencies or is damaged says so', () => {
  expect(codes('Invoice,Gross,Discount,Paid\nINV-1,100.00,2.00,97.00')).toEqual(['row-sum']);
  expect(codes('Invoice,Paid\nINV-1,1.00\n,3.00')).toEqual(['no-number']);
  expect(codes('Invoice,Paid\nINV-1,1.00\nINV-2,n/a')).toEqual(['amount']);
  expect(advice('Invoice,Currency,Paid\nINV-1,EUR,1.00').currency).toBe('EUR');
  expect(read('Invoice,Currency,Paid\nINV-1,EUR,1.00\nINV-2,GBP,2.00')).toMatchObject({
    ok: false,
    refusal: { code: 'columns' },
  });
  const book = madeXlsx([
    ['Invoice', 'Paid'],
    ['INV-1', 1],
  ]);
  expect(read(book.subarray(0, book.length - 30))).toMatchObject({ ok: false, refusal: { code: 'broken' } });
  expect(read(madeXlsx([['Notes'], ['nothing']]))).toMatchObject({ ok: false, refusal: { code: 'columns' } });
});

const ubl = (lines: string, total = '1075.00') =>
  `<?xml version="1.0" encoding="UTF-8"?><RemittanceAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:RemittanceAdvice-2" xmlns:cac="urn:cac" xmlns:cbc="urn:cbc"><cbc:ID>RA-9</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:TotalPaymentAmount currencyID="EUR">${total}</cbc:TotalPaymentAmount>${lines}</RemittanceAdvice>`;
const LINE = (amount: string, reference: string, more = '') =>
  `\n<cac:RemittanceAdviceLine><cbc:ID>1</cbc:ID><cbc:DebitLineAmount currencyID="EUR">${amount}</cbc:DebitLineAmount><cac:BillingReference>${reference}${more}</cac:BillingReference></cac:RemittanceAdviceLine>`;
const INVOICE = '<cac:InvoiceDocumentReference><cbc:ID>INV-000101</cbc:ID></cac:InvoiceDocumentReference>';
const CREDIT = '<cac:CreditNoteDocumentReference><cbc:ID>CN-000007</cbc:ID></cac:CreditNoteDocumentReference>';
const OFF =
  '<cac:BillingReferenceLine><cbc:ID>1</cbc:ID><cbc:Amount currencyID="EUR">1200.00</cbc:Amount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode><cbc:Amount currencyID="EUR">25.00</cbc:Amount></cac:AllowanceCharge></cac:BillingReferenceLine>';

test('what is too much is refused before it is read: long texts, and a workbook that unpacks to more than 32 MB', () => {
  const tooMuch = { ok: false, refusal: { code: 'too-large' } };
  expect(read(`INV-000001 10.00\n${'x'.repeat(310_000)}`)).toMatchObject(tooMuch);
  expect(read(`Invoice,Paid\n${'INV-1,1.00\n'.repeat(5_001)}`)).toMatchObject(tooMuch);
  expect(read(new Uint8Array(4 * 1024 * 1024 + 1))).toMatchObject(tooMuch);
  const bomb = madeXlsx([
    ['Invoice', 'Paid', 'a'.repeat(33 * 1024 * 1024)],
    ['INV-1', 1, null],
  ]);
  expect(bomb.length).toBeLessThan(100_000);
  expect(read(bomb)).toMatchObject({ ok: false, refusal: { code: 'broken' } });
});

test('UBL is read by what its lines refer to; document types, other papers and other currencies are refused', () => {
  expect(advice(ubl(LINE('1175.00', INVOICE, OFF) + LINE('100.00', CREDIT)))).toMatchObject({
    ...{
      format: 'ubl',
      reference: 'RA-9',
      currency: 'EUR',
      paidOn: '2026-11-20',
      statedMinor: 107_500n,
      sumMinor: 107_500n,
      problems: [],
    },
    rows: [
      { line: 2, number: 'INV-000101', paidMinor: 117_500n, grossMinor: 120_000n, discountMinor: 2_500n },
      { line: 3, number: 'CN-000007', paidMinor: -10_000n },
    ],
  });
  expect(codes(ubl(LINE('1075.00', INVOICE) + LINE('3.00', INVOICE).replaceAll('EUR', 'USD')))).toEqual(['currency']);
  expect(read('<!DOCTYPE x [<!ENTITY a "b">]><RemittanceAdvice/>')).toMatchObject({
    ok: false,
    refusal: { code: 'broken' },
  });
  expect(read('<Invoice/>')).toMatchObject({ ok: false, refusal: { code: 'unknown-format' } });
});

test('whatever is cut, turned or thrown in, an answer comes back', () => {
  const whole = [
    new TextEncoder().encode(MAIL),
    madeXlsx([
      ['Invoice', 'Paid'],
      ['INV-1', 1.1],
    ]),
    new TextEncoder().encode(ubl(LINE('1.00', INVOICE, OFF))),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
      fc.nat(),
      (bytes, turned, cut) => {
        const made = Uint8Array.from(bytes.subarray(0, cut % 4 === 0 ? cut % bytes.length : bytes.length));
        for (const [at, byte] of turned) if (made.length > 0) made[at % made.length] = byte;
        const done = readAdvice(made, { currency: GBP });
        if (!done.ok) expect(done.refusal.sentence).not.toBe('');
        else expect(done.value.sumMinor).toBe(done.value.rows.reduce((sum, row) => sum + row.paidMinor, 0n));
      },
    ),
    { numRuns: 300 },
  );
});
