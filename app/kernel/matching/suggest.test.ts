import { describe, expect, it } from 'vitest';
import { currency } from '../money.ts';
import { plainDate } from '../plain-date.ts';
import { buildIndex, giveBack, take } from './match-index.ts';
import { suggest } from './suggest.ts';
import type { BankLine, LearnedAlias, MatchCustomer, OpenItem } from './types.ts';
import { wordReasons } from './word-reasons.ts';

const DUE = plainDate('2026-10-31');
const ON = plainDate('2026-11-20');

// Many others, so that one agreeing thing is not the only thing there is.
const OTHERS = Array.from({ length: 300 }, (_, at) => ({
  customer: {
    id: `o${at}`,
    code: `K${7_000 + at}`,
    name: `${'Kupfer Silber Hafen Linden Falken'.split(' ')[at % 5]}werk${at} Handel GmbH`,
    accounts: [],
  },
  item: {
    id: `x${at}`,
    number: `INV-2026-${String(30_000 + at * 7).padStart(7, '0')}`,
    customerId: `o${at}`,
    residualMinor: BigInt(10_000 + at * 37),
    dueOn: DUE,
  },
}));
const CUSTOMERS: MatchCustomer[] = [
  {
    id: 'a',
    code: 'C000123',
    name: 'Brückenfeld Logistik GmbH & Co. KG',
    accounts: ['GB29 NWBK 6016 1331 9268 19'],
    groupId: 'g',
    withholdsBp: [600],
  },
  { id: 'b', code: 'C000124', name: 'Talsee Möbel AG', accounts: ['DE89370400440532013000'], groupId: 'g' },
  { id: 'c', code: 'C000125', name: 'Anna Meyer', accounts: [] },
  { id: 'd', code: 'C000126', name: 'Anna Meyer', accounts: [] },
  ...OTHERS.map(({ customer }) => customer),
];
const item = (
  id: string,
  number: string,
  customerId: string,
  residualMinor: bigint,
  more: Partial<OpenItem> = {},
): OpenItem => ({
  ...{ id, number, customerId, residualMinor, dueOn: DUE },
  ...more,
});
const ITEMS: OpenItem[] = [
  item('a1', 'INV-2026-0104301', 'a', 120_000n, { otherReferences: ['RF18539007547034', 'PO-778812'] }),
  item('a2', 'INV-2026-0104302', 'a', 45_050n, { discount: { bp: 200, untilOn: plainDate('2026-11-18') } }),
  item('a3', 'INV-2026-0104303', 'a', 78_900n, { instalmentsMinor: [26_300n] }),
  item('a4', 'CN-2026-0000990', 'a', -20_000n),
  item('b1', 'INV-2026-0112345', 'b', 33_333n),
  item('b2', 'INV-2026-0112354', 'b', 87_654n),
  item('c1', 'INV-2026-0120001', 'c', 5_000n),
  item('c2', '42', 'c', 7_710n),
  item('d1', 'INV-2026-0120002', 'd', 6_000n),
  ...OTHERS.map((one) => one.item),
];
const line = (text: string, minor: bigint, more: Partial<BankLine> = {}): BankLine => ({
  ...{ id: 'l', on: ON, amountMinor: minor, payerName: '', payerAccount: '', text },
  ...more,
});
const A = { payerAccount: 'GB29NWBK60161331926819' };
const index = () => buildIndex(ITEMS, CUSTOMERS);
const STILL = index();
const best = (text: string, minor: bigint, more: Partial<BankLine> = {}, aliases: LearnedAlias[] = []) => {
  const [found] = suggest(aliases.length > 0 ? buildIndex(ITEMS, CUSTOMERS, aliases) : STILL, line(text, minor, more));
  const parts = found?.parts.map(({ itemId, amountMinor }) => `${itemId} ${amountMinor}`).join(', ');
  return found && `${found.sureness} ${found.evidenceClass}: ${parts}`;
};

describe('a reference', () => {
  it('is found as it was written, and as banks and people write it', () => {
    expect(best('Invoice INV-2026-0104301 thanks', 120_000n, A)).toBe('exact number/account/equal: a1 120000');
    for (const text of ['INV 2026 0104301', 'inv2026010 4301', 'INV-2026-O1O43O1', 'Rg.Nr. 2026/104301', '104301'])
      expect(best(text, 120_000n, A)).toBe('exact digits/account/equal: a1 120000');
    expect(best('000990', -20_000n)).toMatch(/equal: a4 -20000$/);
    expect(best('Inv. 42', 7_710n, { payerName: 'Anna Meyer' })).toContain('c2 7710');
  });

  it('is found with two digits swapped, one wrong, lost or too many, or cut off, where payer or amount agree', () => {
    expect(best('INV-2026-0104031', 120_000n, A)).toBe('likely swapped/account/equal: a1 120000');
    expect(best('INV-2026-0109301', 120_000n, A)).toBe('likely one-wrong/account/equal: a1 120000');
    expect(best('INV-2026-010431', 120_000n, A)).toMatch(/^likely (one-lost|cut)\/account\/equal: a1/);
    expect(best('INV-2026-01043011', 120_000n, A)).toBe('likely one-more/account/equal: a1 120000');
    expect(best('INV-2026-01043', 120_000n, A)).toBe('likely cut/account/equal: a1 120000');
    expect(best('4301 of the list', 120_000n, A)).toBe('likely cut/account/equal: a1 120000');
  });

  it('is read from a structured creditor reference, only with right check digits', () => {
    expect(best('', 120_000n, { creditorReference: 'RF18 5390 0754 7034' })).toBe(
      'exact creditor/unknown/equal: a1 120000',
    );
    expect(best('pays RF18539007547034 today', 120_000n)).toBe('exact creditor/unknown/equal: a1 120000');
    expect(best('', 119_000n, { creditorReference: 'RF19539007547034' })).toBeUndefined();
    for (const creditorReference of ['RF49 2026 0104 301', 'RF84INV20260104301'])
      expect(best('', 120_000n, { creditorReference })).toBe('exact creditor/unknown/equal: a1 120000');
  });

  it('may be a purchase order, a list, or a range of one customer', () => {
    expect(best('PO-778812', 120_000n, A)).toBe('exact number/account/equal: a1 120000');
    expect(best('INV-2026-0104301, 104302', 165_050n, A)).toBe('exact digits/account/sum: a1 120000, a2 45050');
    expect(best('INV 104301-104303', 243_950n, A)).toBe('exact range/account/sum: a1 120000, a2 45050, a3 78900');
    expect(best('invoices 104301 bis 03', 243_950n, A)).toBe('exact range/account/sum: a1 120000, a2 45050, a3 78900');
  });

  it('beats an amount: the item named is taken though another one has exactly the amount', () => {
    expect(best('INV-2026-0104301', 45_050n, A)).toBe('choose number/account/part: a1 45050');
    expect(best('INV-2026-0112345', 120_000n, { payerName: 'Talsee Möbel' })).not.toContain('a1');
  });

  it('of another year, a day or a customer number is none', () => {
    expect(best('INV-2025-0104301', 99_999n)).toMatch(/^choose/);
    expect(best('INV-2025-0104301', 120_000n, A)).toBe('likely one-wrong/account/equal: a1 120000');
    expect(best('v. 12.05.2026', 1n)).toBeUndefined();
    expect(best('Kd.Nr. C000123', 120_000n)).toBe('likely none/code/equal: a1 120000');
  });
});

describe('an amount', () => {
  it('alone is never more than something to choose from', () => {
    expect(best('thank you', 120_000n)).toBe('choose none/unknown/equal: a1 120000');
    expect(best('thank you', 120_000n, { payerName: 'Nobody Known Ltd' })).toBe(
      'choose none/stranger/equal: a1 120000',
    );
  });

  it('less than open is explained by discount, tax, bank charge or instalment, else it is a part', () => {
    expect(best('INV-2026-0104302', 44_149n, A)).toBe('exact number/account/discount: a2 44149');
    expect(best('INV-2026-0104301', 112_800n, A)).toBe('exact number/account/withheld: a1 112800');
    expect(best('INV-2026-0104301', 118_500n, A)).toBe('likely number/account/charge: a1 118500');
    expect(best('INV-2026-0104301', 117_600n, A)).toBe('likely number/account/usual-discount: a1 117600');
    expect(best('', 26_300n, A)).toBe('likely none/account/instalment: a3 26300');
    expect(best('INV-2026-0104301, 104302', 164_050n, A)).toBe('likely digits/account/sum-less: a1 120000, a2 44050');
  });

  it('may be the only sum of what a known payer owes, credit notes taken off', () => {
    expect(best('', 123_950n, A)).toBe('likely none/account/some-sum: a2 45050, a3 78900');
    expect(best('less credit note', 58_900n, A)).toBe('likely none/account/some-sum: a3 78900, a4 -20000');
    expect(best('INV-2026-0104301 and others', 165_050n, A)).toBe(
      'likely number/account/some-sum: a1 120000, a2 45050',
    );
    expect(best('INV-2026-0104301 CN-2026-0000990', 100_000n, A)).toBe(
      'exact number/account/sum: a1 120000, a4 -20000',
    );
  });

  it('below zero is a refund of a credit', () => {
    expect(best('refund CN-2026-0000990', -20_000n, A)).toMatch(/account\/equal: a4 -20000$/);
    expect(best('INV-2026-0104301', -120_000n, A)).toBeUndefined();
  });
});

describe('a payer', () => {
  it('is known by account, name in any spelling, number, group, or what was learned', () => {
    for (const payerName of [
      'BRUECKENFELD LOGISTIK GMBH & ',
      'Brückenfeld Logi.',
      'Brückenfld Logistik GmbH & Co. KG',
      'Brueckenfeld Logistik Gesellschaft mbH',
    ])
      expect(best('', 120_000n, { payerName })).toBe('likely none/name/equal: a1 120000');
    expect(best('INV-2026-0112345', 33_333n, A)).toBe('exact number/group/equal: b1 33333');
    expect(best('', 120_000n, { payerAccount: 'XX1' }, [{ kind: 'account', value: 'XX 1', customerId: 'a' }])).toBe(
      'likely none/learned/equal: a1 120000',
    );
    const both: LearnedAlias[] = ['a', 'b'].map((customerId) => ({ kind: 'account', value: 'XX1', customerId }));
    expect(best('', 120_000n, { payerAccount: 'XX1' }, both)).toMatch(/^choose/);
  });

  it('who shares a name, or is somebody else, makes it less sure', () => {
    expect(best('', 5_000n, { payerName: 'Meyer, Anna' })).toMatch(/none\/shared-name\/equal: c1 5000$/);
    expect(best('INV-2026-0120001', 5_000n, A)).toBe('likely number/other/equal: c1 5000');
    expect(best('INV-2026-0120001', 4_100n, A)).toMatch(/^choose/);
  });
});

describe('a suggestion', () => {
  it('says why in words', () => {
    const shown = { currency: currency('GBP'), locale: 'en-GB' };
    const words = (text: string, minor: bigint, more = A) =>
      wordReasons(suggest(index(), line(text, minor, more))[0]!, shown);
    expect(words('INV-2026-0104301', 120_000n)).toEqual([
      'Reference INV-2026-0104301 found',
      'account known',
      'amount equal',
    ]);
    expect(words('INV-2026-0104031', 118_500n)).toEqual([
      'Two digits swapped in INV-2026-0104301 (2026-0104031)',
      'account known',
      '£15.00 less: bank charge?',
    ]);
  });

  it('follows what was taken and given back', () => {
    const live = index();
    const whole = [{ itemId: 'a1', amountMinor: 120_000n }];
    take(live, whole);
    expect(
      suggest(live, line('INV-2026-0104301', 120_000n, A)).filter(({ sureness }) => sureness !== 'choose'),
    ).toEqual([]);
    giveBack(live, whole);
    take(live, [{ itemId: 'a1', amountMinor: 20_000n }]);
    expect(suggest(live, line('INV-2026-0104301', 100_000n, A))[0]).toMatchObject({
      evidenceClass: 'number/account/equal',
    });
    expect(() => take(live, whole)).toThrow('more is taken');
  });
});
