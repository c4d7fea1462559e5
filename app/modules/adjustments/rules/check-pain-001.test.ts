import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { checkTransferFile, ibanFits } from './check-pain-001.ts';
import { transferFile } from './pain-001.ts';

const GOOD = transferFile({
  messageId: 'RB-000001',
  madeAt: new Date('2026-11-03T10:11:12.345Z'),
  executeOn: plainDate('2026-11-04'),
  currency: currency('GBP'),
  debtor: { holder: 'Calder Resources Ltd', number: 'GB82 WEST 1234 5698 7654 32', routing: 'WESTGB22' },
  transfers: [
    {
      ...{ endToEndId: 'RF-000001', amountMinor: 1_205n, text: 'Refund RF-000001' },
      payee: { holder: 'Moller & Son', number: 'DK50 0040 0440 1162 43', routing: 'DABADKKK' },
    },
    {
      ...{ endToEndId: 'RF-000002', amountMinor: 2_000n, text: '' },
      payee: { holder: 'Nia Rees', number: '12345678', routing: '11-22-33' },
    },
  ],
});

const wrong = (from: string | RegExp, to: string): string[] => {
  const changed = GOOD.replace(from, to);
  expect(changed).not.toBe(GOOD);
  return checkTransferFile(changed).map(({ at, problem }) => `${at.split('/').at(-1)} ${problem}`);
};

describe('a file for the bank', () => {
  it('as we write it keeps to the message definition', () => {
    expect(checkTransferFile(GOOD)).toEqual([]);
  });

  it.each([
    [
      'an element in another place',
      /(<ReqdExctnDt>.*?<\/ReqdExctnDt>)(<Dbtr>.*?<\/Dbtr>)/,
      '$2$1',
      'lacks ReqdExctnDt',
    ],
    ['an element that is missing', /<EndToEndId>RF-000001<\/EndToEndId>/, '', 'lacks EndToEndId'],
    ['an element too many', '<ChrgBr>', '<ChrgBr>SLEV</ChrgBr><ChrgBr>', 'where it does not belong'],
    [
      'an element of another message',
      '<PmtMtd>TRF</PmtMtd>',
      '<PmtMtd>TRF</PmtMtd><Svc>x</Svc>',
      'is not expected here',
    ],
    ['a reference of 36 characters', '<MsgId>RB-000001', `<MsgId>${'R'.repeat(36)}`, 'holds what it may not'],
    ['an empty name', '<Nm>Nia Rees</Nm>', '<Nm></Nm>', 'holds what it may not'],
    ['a letter no bank takes', 'Nia Rees', 'Nía Rees', 'holds what it may not'],
    ['a slash at the start of a reference', '<EndToEndId>RF-000002', '<EndToEndId>/RF-000002', 'slash'],
    ['a way of payment that is none', '<PmtMtd>TRF', '<PmtMtd>XXX', 'holds what it may not'],
    ['a day that is none', '<Dt>2026-11-04', '<Dt>2026-13-04', 'holds what it may not'],
    ['a BIC of nine', 'DABADKKK', 'DABADKKKX', 'holds what it may not'],
    ['an IBAN with two digits turned', 'DK5000400440116243', 'DK5000400440116234', 'check digits'],
    ['nineteen digits', '>12.05<', '>12345678901234567.05<', 'holds what it may not'],
    ['three decimals of a pound', '>20.00<', '>20.000<', 'no amount of its currency'],
    ['nothing to pay', /(<InstdAmt Ccy="GBP">)20\.00/, '$10.00', 'no amount of its currency'],
    ['a sum that is not theirs', '<CtrlSum>32.05', '<CtrlSum>32.06', 'do not make'],
    ['a count that is not theirs', '<NbOfTxs>2', '<NbOfTxs>3', 'counts 3 transfers and holds 2'],
    ['one reference for two', 'EndToEndId>RF-000002</EndToEndId', 'EndToEndId>RF-000001</EndToEndId', 'two transfers'],
    ['another message', 'pain.001.001.09', 'pain.001.001.03', 'names another message'],
    ['an element left open', '</CdtTrfTxInf>', '', 'not well formed'],
  ])('with %s is found wrong', (_, from, to, problem) => {
    expect(wrong(from, to).join('\n')).toContain(problem);
  });

  it('gives a number that only looks like an IBAN as the account number it is', () => {
    const base = {
      madeAt: new Date('2026-11-03T10:11:12Z'),
      executeOn: plainDate('2026-11-04'),
      currency: currency('KWD'),
    };
    const debtor = { holder: 'Calder', number: 'AB1234567890', routing: '' };
    const payee = { holder: 'Calder Kuwait', number: 'KW81CBKU0000000000001234560101', routing: 'CBKUKWKW' };
    const xml = transferFile({
      ...base,
      messageId: 'RB-2',
      debtor,
      transfers: [{ endToEndId: 'RF-3', amountMinor: 1_234n, payee, text: 'x' }],
    });
    expect(xml).toContain('<Othr><Id>AB1234567890</Id></Othr>');
    expect(xml).toContain('<IBAN>KW81CBKU0000000000001234560101</IBAN>');
    expect(xml).toContain('<InstdAmt Ccy="KWD">1.234</InstdAmt>');
  });
});

it('counts the check digits of IBANs of several countries', () => {
  for (const iban of [
    'GB82WEST12345698765432',
    'DE89370400440532013000',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
    'AE070331234567890123456',
  ])
    expect(ibanFits(iban)).toBe(true);
  for (const iban of ['GB82WEST12345698765433', 'DE88370400440532013000', 'GB82', 'gb82west12345698765432'])
    expect(ibanFits(iban)).toBe(false);
});
