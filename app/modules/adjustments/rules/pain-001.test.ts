import { expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { bankText, transferFile } from './pain-001.ts';

const FILE = {
  messageId: 'RB-000001',
  madeAt: new Date('2026-11-03T10:11:12.345Z'),
  executeOn: plainDate('2026-11-04'),
  currency: currency('GBP'),
  debtor: { holder: 'Calder Resources Ltd', number: '00-00-0000', routing: '00-00-00' },
  transfers: [
    {
      ...{ endToEndId: 'RF-000001', amountMinor: 1_205n, text: 'Refund RF-000001' },
      payee: { holder: 'Møller & Søn <ApS>', number: 'dk50 0040 0440 1162 43', routing: 'DABADKKK' },
    },
    {
      ...{ endToEndId: 'RF-000002', amountMinor: 100_000_000_000_000n, text: 'Refund RF-000002' },
      payee: { holder: '上海', number: '12345678', routing: '11-22-33' },
    },
  ],
};

it('writes the elements in the order of the message definition, amounts exact', () => {
  const xml = transferFile(FILE);
  const names = [...xml.matchAll(/<([A-Z]\w*)[ >]/gi)].map((match) => match[1]);
  expect(names.slice(0, 27).join(' ')).toBe(
    'Document CstmrCdtTrfInitn GrpHdr MsgId CreDtTm NbOfTxs CtrlSum InitgPty Nm PmtInf PmtInfId PmtMtd BtchBookg NbOfTxs CtrlSum ReqdExctnDt Dt Dbtr Nm DbtrAcct Id Othr Id Ccy DbtrAgt FinInstnId ClrSysMmbId',
  );
  expect(xml).toContain(
    '<CdtTrfTxInf><PmtId><InstrId>RF-000001</InstrId><EndToEndId>RF-000001</EndToEndId></PmtId><Amt><InstdAmt Ccy="GBP">12.05</InstdAmt></Amt>' +
      '<CdtrAgt><FinInstnId><BICFI>DABADKKK</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Moller + Son ApS</Nm></Cdtr>' +
      '<CdtrAcct><Id><IBAN>DK5000400440116243</IBAN></Id></CdtrAcct><RmtInf><Ustrd>Refund RF-000001</Ustrd></RmtInf></CdtTrfTxInf>',
  );
  expect(xml).toContain('<InstdAmt Ccy="GBP">1000000000000.00</InstdAmt>');
  expect(xml.match(/<CtrlSum>1000000000012.05<\/CtrlSum>/g)).toHaveLength(2);
  expect(xml).toContain('<CreDtTm>2026-11-03T10:11:12Z</CreDtTm>');
});

it('a name without a letter banks take, and a bank that is not known, are said to be not provided', () => {
  expect(transferFile(FILE)).toContain('<Cdtr><Nm>NOTPROVIDED</Nm></Cdtr>');
  expect(transferFile({ ...FILE, debtor: { ...FILE.debtor, routing: '' } })).toContain(
    '<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>',
  );
});

it('currencies have the decimals they have', () => {
  const yen = transferFile({ ...FILE, currency: currency('JPY') });
  expect(yen).toContain('<InstdAmt Ccy="JPY">1205</InstdAmt>');
});

it('keeps the characters every bank takes', () => {
  expect(bankText('Größe & Co.\u202e <x>', 140)).toBe('Grosse + Co. x');
  expect(bankText('a'.repeat(50), 35)).toHaveLength(35);
});
