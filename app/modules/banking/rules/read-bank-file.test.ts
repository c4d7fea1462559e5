import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { MADE_BAI2, MADE_CAMT, MADE_CSV, MADE_MT940, MADE_OFX } from '#tests/fixtures/bank/made-bank-files.ts';
import { BANK_FILE_BYTES_MAX, type BankFile } from '../types.ts';
import { type BankFileWish, readBankFile } from './read-bank-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, wish?: BankFileWish): BankFile => {
  const found = readBankFile(bytes(text), wish);
  if (!found.ok) throw new Error(found.refusal.sentence);
  return found.value;
};
const only = (text: string, wish?: BankFileWish) => {
  const file = read(text, wish);
  expect(file.statements.length).toBe(1);
  return file.statements[0]!;
};
const amounts = (text: string, wish?: BankFileWish) => only(text, wish).entries.map(({ amountMinor }) => amountMinor);

describe('CAMT', () => {
  it('splits a batch that adds up, keeps what is not booked out, and comes to its closing balance', () => {
    const statement = only(MADE_CAMT);
    expect(
      statement.entries.map(({ amountMinor, part, payerRef, creditorRef, partyName }) => ({
        amountMinor,
        part,
        payerRef,
        creditorRef,
        partyName,
      })),
    ).toEqual([
      {
        amountMinor: 12_000n,
        part: { no: 1, of: 2 },
        payerRef: 'INV-2026-00001',
        creditorRef: 'RF18539007547034',
        partyName: 'Harbour Ash Ltd',
      },
      { amountMinor: 18_000n, part: { no: 2, of: 2 }, payerRef: '', creditorRef: '', partyName: 'Quay Solar' },
      { amountMinor: -1_450n, part: null, payerRef: '', creditorRef: '', partyName: '' },
    ]);
    expect(statement.entries[1]).toMatchObject({
      text: 'invoice 2 and\ninvoice 3',
      partyAccount: 'GB94BARC10201530093459',
      valueOn: '2026-07-01',
      kind: 'PMNT/RCDT/ESCT',
    });
    expect(statement.entries[2]).toMatchObject({ returnReason: 'AC04', text: 'Returned debit' });
    expect(statement.problems).toEqual([expect.objectContaining({ code: 'not-booked', weight: 'flag' })]);
  });

  it('keeps a batch whole that does not add up, and says so', () => {
    const statement = only(MADE_CAMT.replace('>180.00<', '>181.00<'));
    expect(statement.entries.map(({ amountMinor }) => amountMinor)).toEqual([30_000n, -1_450n]);
    expect(statement.problems.map(({ code }) => code)).toContain('batch');
  });

  it('names a closing balance the lines do not lead to, with the difference', () => {
    const { problems } = only(MADE_CAMT.replace('1285.50', '1285.51'));
    expect(problems.at(-1)).toMatchObject({ code: 'does-not-add-up', sentence: expect.stringContaining('0.01 GBP') });
  });

  it('reads no document type, no entity, and nothing cut off', () => {
    const bomb = MADE_CAMT.replace('<Document', '<!DOCTYPE a [<!ENTITY b "c">]><Document');
    for (const text of [bomb, MADE_CAMT.replace('M1', '&b;'), MADE_CAMT.slice(0, 900)])
      expect(readBankFile(bytes(text))).toMatchObject({ ok: false, refusal: { code: 'xml' } });
  });
});

describe('MT940', () => {
  it('takes CR for a credit in euro, RC and RD for reversals, and a 30 February for the last day of that month', () => {
    expect(amounts(MADE_MT940)).toEqual([5_000n, -600n, -1_050n, 1_050n]);
    const { entries, problems } = only(MADE_MT940);
    expect(entries.map(({ isReversal }) => isReversal)).toEqual([false, false, true, true]);
    expect(entries[1]).toMatchObject({
      valueOn: '2026-02-28',
      bookedOn: '2026-03-01',
      text: 'plain text\nin two lines',
    });
    expect(problems).toEqual([expect.objectContaining({ code: 'date', line: 8 })]);
  });

  it('reads what banks write into the details, numbered or between slashes', () => {
    const { entries } = only(MADE_MT940);
    expect(entries[0]).toMatchObject({
      payerRef: 'INV-2026-00002',
      text: 'Invoice 2 of July',
      partyName: 'Harbour Ash GmbH',
      partyAccount: 'DE02100100100006820101',
      bankRef: 'B-1',
    });
    expect(entries[3]).toMatchObject({ payerRef: 'E-77', partyName: 'QUAY SOLAR', text: 'invoice 9/' });
  });

  it('gives an entry date the year that brings it nearest to its value date', () => {
    expect(only(MADE_MT940).entries[0]).toMatchObject({ valueOn: '2026-07-02', bookedOn: '2026-12-31' });
    expect(only(MADE_MT940.replace('2607021231', '2601021231')).entries[0]).toMatchObject({
      valueOn: '2026-01-02',
      bookedOn: '2025-12-31',
    });
    expect(only(MADE_MT940.replace('2607021231', '2612310102')).entries[0]).toMatchObject({
      valueOn: '2026-12-31',
      bookedOn: '2027-01-02',
    });
  });
});

describe('BAI2', () => {
  it('reads credits and debits by their type, funds in three ways, and finds its totals right', () => {
    const { entries, problems, opening, closing } = only(MADE_BAI2);
    expect(entries).toMatchObject([
      {
        amountMinor: 15_000n,
        valueOn: '2026-07-02',
        bankRef: 'REF1',
        payerRef: 'INV-2026-00003',
        partyName: 'SAMPLE BUYER',
      },
      { amountMinor: -2_500n, bankRef: 'REF2', text: 'Check 1001' },
    ]);
    expect([opening?.minor, closing?.minor, problems]).toEqual([10_000n, 22_500n, []]);
  });

  it('names a control total that differs on each of the three levels', () => {
    const file = read(MADE_BAI2.replaceAll('50000,', '50001,'));
    const lines = [...file.problems, ...file.statements.flatMap(({ problems }) => problems)].map(
      ({ code, line }) => `${code} ${line}`,
    );
    expect(lines).toEqual(['control-total 8']);
    expect(read(MADE_BAI2.replace('98,50000', '98,50001')).problems.map(({ line }) => line)).toEqual([9, 10]);
  });
});

describe('OFX', () => {
  it('reads open tags, keeps two lines under one reference, leaves out the line without a day', () => {
    const { entries, problems } = only(MADE_OFX);
    expect(entries).toMatchObject([
      {
        amountMinor: 125_050n,
        partyName: 'HARBOUR & ASH',
        text: 'HARBOUR & ASH\nINV-2026-00004',
        bookedOn: '2026-07-02',
      },
      { amountMinor: -8_025n, text: 'Bank' },
    ]);
    expect(problems.map(({ code, weight }) => `${code} ${weight}`)).toEqual([
      'date refused',
      'same-reference flag',
      'no-balance flag',
    ]);
  });
});

describe('CSV', () => {
  it('finds the head row, two amount columns and the decimal sign, and goes on with a row of text', () => {
    const { entries, problems, currency: code } = only(MADE_CSV, { currency: currency('EUR') });
    expect(code).toBe('EUR');
    expect(entries).toMatchObject([
      { amountMinor: 125_050n, text: 'Invoice 5\ncontinued here', partyName: 'Quay Solar', bankRef: 'B-1' },
      { amountMinor: -45n },
      { amountMinor: -100n },
    ]);
    expect(problems.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 guessed', '6 amount', '7 does-not-add-up']);
  });

  it('takes the first and the last balance from rows that follow from one another, whichever stands first', () => {
    const rows = ['03/11/2026,b,-20.00,90.00', '01/11/2026,a,10.00,110.00'];
    const sheet = (some: readonly string[]) =>
      only(`Date,Text,Amount,Balance\n${some.join('\n')}\n`, { dateOrder: 'dmy', currency: currency('GBP') });
    for (const some of [rows, rows.toReversed()])
      expect(sheet(some)).toMatchObject({
        opening: { minor: 10_000n, on: '2026-11-01' },
        closing: { minor: 9_000n, on: '2026-11-03' },
      });
    for (const wrong of ['29/10/2026,c,x,1.00', '29/10/2026,c,1.00,99.00'])
      expect(sheet([...rows, wrong])).toMatchObject({ opening: null, closing: null });
  });

  it('asks where days or amounts could be read in two ways, and believes what it is told', () => {
    const days = 'Date,Amount,Currency\n01/02/2026,5.00,EUR\n';
    expect(readBankFile(bytes(days))).toMatchObject({
      ok: false,
      refusal: { code: 'columns', sentence: expect.stringContaining('two ways') },
    });
    expect(only(days, { dateOrder: 'mdy' }).entries[0]?.bookedOn).toBe('2026-01-02');
    const thousands = 'Date,Amount,Currency\n2026-02-01,"1,234",EUR\n';
    expect(readBankFile(bytes(thousands))).toMatchObject({ ok: false });
    expect(amounts(thousands, { decimalSign: '.' })).toEqual([123_400n]);
  });

  it('refuses heads that a remembered mapping no longer fits', () => {
    const mapping = {
      separator: ';',
      dateOrder: 'dmy',
      decimalSign: ',',
      bookedOn: 'Booking date',
      valueOn: null,
      amount: { signed: 'Betrag' },
      text: [],
      partyName: null,
      partyAccount: null,
      reference: null,
      currency: null,
      balance: null,
      account: null,
    } as const;
    expect(readBankFile(bytes(MADE_CSV), { mapping, currency: currency('EUR') })).toMatchObject({
      ok: false,
      refusal: { sentence: expect.stringContaining('“Betrag” is not in this file') },
    });
  });
});

it('a file that is none of these, empty, binary or too large is refused in a sentence', () => {
  const code = (content: Uint8Array) => {
    const found = readBankFile(content);
    return found.ok ? 'read' : found.refusal.code;
  };
  expect(code(bytes(''))).toBe('empty');
  expect(code(bytes('hello'))).toBe('columns');
  expect(code(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toBe('not-text');
  expect(code(bytes('%PDF-1.7\n1 0 obj\n'))).toBe('not-text');
  expect(code(new Uint8Array(BANK_FILE_BYTES_MAX + 1))).toBe('too-large');
});

it('a statement that does not begin where the one before ended is named', () => {
  const next = MADE_MT940.replace(':60F:C260701EUR100,', ':60F:C260702EUR144,').replace(
    ':62F:C260702EUR144,00',
    ':62F:C260703EUR188,00',
  );
  expect(read(MADE_MT940 + next).problems).toEqual([]);
  expect(read(MADE_MT940 + MADE_MT940).problems).toMatchObject([{ code: 'gap' }]);
});

describe('files made to stop a reader', () => {
  const MB = 1024 * 1024;
  const full = (head: string, unit: string) => () =>
    new TextEncoder().encode(head + unit.repeat(Math.floor((31 * MB) / unit.length)));
  it.each([
    ['one row of commas', full('', ','), 'columns'],
    ['more rows than are read', full('Date,Amount\n', '2026-11-01,1.00\n'), 'too-large'],
    ['a quote that is never closed', full('Date,Amount\n"', 'x'), 'columns'],
    ['tags without end', full(':20:X\r\n', ':20:X\r\n'), 'too-large'],
    ['one line of open tags', full('<OFX>', '<A>'), 'too-large'],
    ['a tree without end', full('<Document>', '<a>'), 'too-large'],
    ['one tag of attributes', full('<Document ', 'a="1" '), 'xml'],
    ['nothing but spaces', full('', ' '), 'empty'],
  ])('%s of 31 MB are refused within 2 s and 256 MB', (_, made, code) => {
    const bytes = made();
    const [begun, held] = [process.cpuUsage(), process.memoryUsage().rss];
    expect(readBankFile(bytes, { currency: currency('GBP') })).toMatchObject({ ok: false, refusal: { code } });
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000);
    expect((process.memoryUsage().rss - held) / MB).toBeLessThan(256);
  });

  it('a long OFX file of one line is read in time', () => {
    const one = '<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261101<TRNAMT>1.00<FITID>1</STMTTRN>';
    const begun = process.cpuUsage();
    readBankFile(new TextEncoder().encode(`<OFX><BANKMSGSRSV1>${one.repeat(30_000)}`), { currency: currency('GBP') });
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000);
  });
});
