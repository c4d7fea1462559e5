import { expect, test } from 'vitest';
import { readBankFile } from '#app/modules/banking/rules/read-bank-file.ts';
import { MADE_CAMT, MADE_MT940 } from '#tests/fixtures/bank/made-bank-files.ts';
import { returnWords, saysReturned } from './return-words.ts';

const entriesOf = (text: string) => {
  const read = readBankFile(new TextEncoder().encode(text));
  return read.ok ? read.value.statements.flatMap(({ entries }) => entries) : [];
};
const seen = (text: string) =>
  entriesOf(text).map((entry) => [entry.amountMinor, entry.returnReason, saysReturned(entry)]);

const BAI2 = `01,SENDER,RECEIVER,260702,0800,1,,,2/
02,RECEIVER,BANK,1,260701,,USD,/
03,5566,,010,10000,,,015,-500,,/
16,165,2500,V,260702,,REF1,CUST/1,ACH CREDIT
16,557,8000,V,260702,,REF2,CUST/2,ACH RETURN SETTLEMENT
16,475,5000,Z,,REF3,,Check 1001/
49,7000,6/
98,7000,1,8/
99,7000,1,10/
`;

test('what each format says of a payment that came back is seen, and ordinary lines are none', () => {
  expect(seen(MADE_CAMT)).toEqual([
    [12_000n, '', false],
    [18_000n, '', false],
    [-1_450n, 'AC04', true],
  ]);
  const mt940 = entriesOf(MADE_MT940).map((entry) => [
    entry.amountMinor,
    entry.kind,
    entry.isReversal,
    saysReturned(entry),
  ]);
  // RC takes a credit back from us; RD gives a debit back to us, and no payment of a customer returns by that.
  expect(mt940).toEqual([
    [5_000n, 'NTRF', false, false],
    [-600n, 'N024', false, false],
    [-1_050n, 'NTRF', true, true],
    [1_050n, 'NRTI', true, false],
  ]);
  expect(seen(BAI2)).toEqual([
    [2_500n, '', false],
    [-8_000n, '557', true],
    [-5_000n, '', false],
  ]);
});

test.each([
  [{ kind: 'NRTI', text: '' }, true],
  [{ kind: 'PMNT/RDDT/UPDD', text: '' }, true],
  [{ kind: 'PMNT/ICDT/RRTN', text: '' }, true],
  [{ kind: 'DEBIT', text: 'UNPAID DD REFER TO PAYER' }, true],
  [{ kind: 'PMNT/ICDT/ESCT', text: 'Refund CN-1' }, false],
  [{ kind: '475', text: 'Check 1001' }, false],
])('money that left with %o came back: %s', (line, isReturned) => {
  expect(saysReturned({ ...line, amountMinor: -1n, returnReason: '', isReversal: false })).toBe(isReturned);
  expect(saysReturned({ ...line, amountMinor: 1n, returnReason: '', isReversal: false })).toBe(false);
});

test('a reason is said in words where its code is known, else as it came', () => {
  expect([returnWords('am04'), returnWords('X9'), returnWords(' ')]).toEqual([
    'Came back: there was not enough money (AM04)',
    'Came back: X9',
    'Came back',
  ]);
});
